import { AnalysisFailed } from '../analysis/analyzer.js';
import { artifactReasons } from '../gates/artifacts.js';
import type { Reason } from '../gates/gate.js';
import type { Artifact, Program } from '../program/schema.js';
import type { RuleDefinition } from '../rules/definition.js';
import { RepositoryError } from '../snapshot/repository.js';
import { type BranchTip, judgeClosures } from './closures.js';
import { contents } from './contents.js';
import type { BranchEvidence } from './done.js';
import type { RuleRunner } from './run-rules.js';

/** What the default branch says, or why that could not be had. */
export type Evidence =
  | { readonly evidence: BranchEvidence; readonly problem: null }
  | { readonly evidence: null; readonly problem: string };

/**
 * Judges the closing steps of a program and the artifacts of its definition of done at the tip of the default branch.
 * What the repository or the analysis does not give is told, and no evidence.
 *
 * @throws the signal's reason, and whatever the sources throw that is no RepositoryError: it is worth another try.
 */
export async function readEvidence(
  program: Program,
  rules: ReadonlyMap<string, RuleDefinition>,
  tip: BranchTip,
  runner: RuleRunner,
): Promise<Evidence> {
  try {
    const closures = await judgeClosures(program, rules, tip, runner);
    const artifacts = await artifactsAt(program, tip, runner);
    return { evidence: { closures, artifacts }, problem: null };
  } catch (error) {
    runner.signal?.throwIfAborted();
    if (error instanceof RepositoryError || error instanceof AnalysisFailed) {
      return { evidence: null, problem: error.message };
    }
    throw error;
  }
}

async function artifactsAt(
  { done }: Program,
  { sha }: BranchTip,
  { repository }: RuleRunner,
): Promise<Map<Artifact, readonly Reason[]>> {
  const wanted = done.flatMap(({ artifacts }) => artifacts);
  const headTree = await repository.tree(sha);
  const paths = wanted.map(({ path }) => path);
  const documents = await contents(repository, headTree, paths);
  return new Map(wanted.map((artifact) => [artifact, artifactReasons(artifact, { headTree, documents })]));
}
