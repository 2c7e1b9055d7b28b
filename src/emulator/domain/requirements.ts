import type { CheckRun, CommitStatus, Pull, Repo, RequiredCheck } from '../model.js';
import { pullFacts } from './pull-facts.js';

/** How near a pull request is to being merged, in the words of `mergeable_state`. */
export type MergeState = 'clean' | 'unstable' | 'blocked' | 'dirty' | 'draft' | 'unknown';

/** How one required check stands. */
export type RequirementState = 'met' | 'expected' | 'in progress' | 'failing';

interface Reported {
  readonly context: string;
  /** `null` for a status, which no app has made its own. */
  readonly appId: number | null;
  readonly state: RequirementState;
}

const GOOD: ReadonlySet<string | null> = new Set(['success', 'neutral', 'skipped']);

/** `blocked` wants a required check that is not green, `unstable` only others. */
export async function mergeState(pull: Pull): Promise<MergeState> {
  const { mergeable } = await pullFacts(pull);
  if (pull.merged !== null || mergeable === null) return 'unknown';
  if (pull.draft) return 'draft';
  if (!mergeable) return 'dirty';
  const { repo } = pull.issue;
  if (requirements(pull).some(({ state }) => state !== 'met')) return 'blocked';
  return reportedOn(repo, pull.head.sha).every(({ state }) => state === 'met') ? 'clean' : 'unstable';
}

type Requirement = RequiredCheck & { readonly state: RequirementState };

function requirements({ issue, base, head }: Pull): readonly Requirement[] {
  return requirementsOf(issue.repo, base.ref, head.sha);
}

/** What a branch asks of a commit that is to be merged into it, and how that stands. */
export function requirementsOf(repo: Repo, branch: string, sha: string): readonly Requirement[] {
  const required = repo.protections.get(branch) ?? [];
  const reported = required.length === 0 ? [] : reportedOn(repo, sha);
  return required.map((check) => ({ ...check, state: stateOf(check, reported) }));
}

/** Where several report under the name, all must be green. */
function stateOf({ context, appId }: RequiredCheck, reported: readonly Reported[]): RequirementState {
  const own = reported.filter((one) => one.context === context && (appId === null || one.appId === appId));
  if (own.length === 0) return 'expected';
  return own.find(({ state }) => state !== 'met')?.state ?? 'met';
}

/** Of each app and name, and of each context, the newest. */
function reportedOn(repo: Repo, sha: string): Reported[] {
  const newest = new Map<string, Reported>();
  for (const run of repo.runs.values()) {
    if (run.headSha === sha) newest.set(`${run.suite.app.id} ${run.name}`, ofRun(run));
  }
  for (const status of repo.statuses) {
    if (status.sha === sha) newest.set(`status ${status.context}`, ofStatus(status));
  }
  return [...newest.values()];
}

function ofRun({ name, suite, status, conclusion }: CheckRun): Reported {
  const done = GOOD.has(conclusion) ? 'met' : 'failing';
  return { context: name, appId: suite.app.id, state: status === 'completed' ? done : 'in progress' };
}

function ofStatus({ context, state }: CommitStatus): Reported {
  const done = state === 'success' ? 'met' : 'failing';
  return { context, appId: null, state: state === 'pending' ? 'in progress' : done };
}

/** Why the merge button refuses, in GitHub's words; `null` when it does not. */
export function unmetRequirement(pull: Pull): string | null {
  const all = requirements(pull);
  const unmet = all.filter(({ state }) => state !== 'met');
  const [first] = unmet;
  if (first === undefined) return null;
  if (unmet.length > 1) {
    const word = unmet.some(({ state }) => state === 'failing') ? 'have not succeeded' : 'are expected';
    return `${unmet.length} of ${all.length} required status checks ${word}.`;
  }
  return `Required status check "${first.context}" is ${first.state}.`;
}
