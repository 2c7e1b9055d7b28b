import type { GateResult } from '../gates/gate.js';

export type Conclusion = 'success' | 'failure' | 'neutral' | 'pending';

/** What is said of a pull request: check run, review, CLI text, JSON and SARIF are renderings of it. */
export interface Evaluation {
  /** `null` when the branch is none of the program's. */
  readonly program: string | null;
  readonly wave: string | null;
  readonly step: string | null;
  readonly conclusion: Conclusion;
  /** In the order of the gates' list. */
  readonly gates: readonly GateResult[];
  /** Report-only: what fails is said, and the conclusion is `neutral`. */
  readonly reportOnly: boolean;
  readonly headSha: string;
}
