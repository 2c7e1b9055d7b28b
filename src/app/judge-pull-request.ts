import type { Analyzer } from '../analysis/analyzer.js';
import type { Evaluation } from '../evaluate/evaluation.js';
import { judge } from '../evaluate/judge.js';
import type { Comparison, GitHub, PullRequest } from '../github/port.js';
import type { ProgramSet } from '../program/program-set.js';
import type { ReadProposal } from '../program/proposal.js';
import type { Subject } from '../snapshot/snapshot.js';
import type { Programs } from './programs.js';

export interface Judgement {
  readonly evaluation: Evaluation;
  readonly programs: ProgramSet;
  /** From merge base to head, by path at head. */
  readonly patches: ReadonlyMap<string, string>;
  /** Whether these are all: GitHub compares no more than some hundred files at a time. */
  readonly hasAllPatches: boolean;
  readonly subject: Subject;
}

export interface JudgeTools {
  readonly programs: Programs;
  readonly analyzer: Analyzer;
  /** Reads program files that a pull request proposes. */
  readonly readProposal: ReadProposal;
  readonly now: () => string;
}

/**
 * Reads what a pull request is judged by and judges it.
 * @throws the signal's reason, GitHubUnavailable, NotFound, RepositoryError
 */
export async function judgePullRequest(
  github: GitHub,
  pull: PullRequest,
  { programs, analyzer, readProposal, now }: JudgeTools,
  signal: AbortSignal,
): Promise<Judgement> {
  const set = await programs.of(github, pull.defaultBranch);
  signal.throwIfAborted();
  const baseSha = (await github.commits.branchHead(pull.baseBranch)) ?? pull.baseSha;
  const { mergeBaseSha, patches, files } = await github.commits.compare(baseSha, pull.headSha);
  signal.throwIfAborted();
  const subject: Subject = {
    branch: pull.headBranch,
    baseBranch: pull.baseBranch,
    defaultBranch: pull.defaultBranch,
    headSha: pull.headSha,
    baseSha,
    mergeBaseSha,
    now: now(),
    pullRequest: {
      owner: github.owner,
      repo: github.repo,
      number: pull.number,
      url: pull.url,
      draft: pull.draft,
    },
  };
  const proposals = { read: readProposal, changedPaths: pathsOf(files, pull) };
  const sources = { repository: github.repository, analyzer, facts: github.facts, proposals, signal };
  const evaluation = await judge(set, subject, sources);
  return { evaluation, programs: set, patches, hasAllPatches: files !== null, subject };
}

/** Every path that the pull request touches; `null` where the list is not as long as GitHub's own count. */
function pathsOf(files: Comparison['files'], { changedFiles }: PullRequest): string[] | null {
  if (files?.length !== changedFiles) return null;
  return files.flatMap(({ path, previousPath }) => (previousPath === null ? [path] : [previousPath, path]));
}
