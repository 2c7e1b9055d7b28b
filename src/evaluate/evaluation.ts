import type { GateResult } from '../gates/gate.js';
import type { Proposal } from '../snapshot/proposal.js';

/** GitHub's words; `in_progress` where no gate fails but some wait. */
export type Conclusion = 'success' | 'failure' | 'neutral' | 'in_progress';

/** Something that kept the pull request from being judged: never a pass. */
export interface Problem {
  readonly message: string;
  readonly next?: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
}

/** What is said of a pull request: check run, review, CLI text, JSON and SARIF are renderings of it. */
export interface Evaluation {
  /** `null` when the branch is none of any program's. */
  readonly program: string | null;
  readonly wave: string | null;
  readonly step: string | null;
  /** `wave8b step 3`, for titles; `null` when the branch names no wave and step. */
  readonly label: string | null;
  readonly conclusion: Conclusion;
  /** In the order of the gates' list. */
  readonly gates: readonly GateResult[];
  /** Report-only: what fails is said, and the conclusion is `neutral`. */
  readonly reportOnly: boolean;
  /** Not empty: the pull request, or a part of it, could not be judged, and the conclusion is `failure`. */
  readonly problems: readonly Problem[];
  /** What the pull request makes of the program files; `null` where it touches none. */
  readonly proposal: Proposal | null;
  readonly branch: string;
  readonly headSha: string;
}
