import { matcher, type PathTest } from '../program/globs.js';
import { type Change, pathsOf } from '../snapshot/tree.js';
import { type Gate, NO_NEEDS, type Reason } from './gate.js';
import { capitalised, changeWords, count, cutReasons } from './words.js';

/** What GitHub Actions runs: allowed only by an entry that is the path itself. */
const WORKFLOW = /^\.github\/(workflows|actions)\//iu;

/** Every changed path, both of a rename, is one that the step may touch. */
export const scopeGate: Gate = {
  id: 'scope',
  title: 'Scope',
  steps: ['freeze', 'change', 'close'],
  waiving: 'contents',
  needs: () => NO_NEEDS,
  evaluate({ changes }, { step }) {
    const allowed = allowedBy(step.allow);
    const reasons = changes.flatMap((change) => reasonsFor(change, allowed, step.allow));
    if (reasons.length > 0) return { verdict: 'fail', reasons: cutReasons(reasons), findings: [] };
    return { verdict: 'pass', reasons: [{ message: passed(changes) }], findings: [] };
  },
};

function allowedBy(allow: readonly string[]): PathTest {
  const any = matcher(allow);
  const named = new Set(allow);
  return (path) => (WORKFLOW.test(path) ? named.has(path) : any(path));
}

function reasonsFor(change: Change, allowed: PathTest, allow: readonly string[]): Reason[] {
  return pathsOf(change)
    .filter((path) => !allowed(path))
    .map((path) => {
      const workflow = WORKFLOW.test(path) && matcher(allow)(path);
      return {
        message: `${capitalised(changeWords(change))}: ${whyNot(nameIn(change, path), workflow)}.`,
        next: workflow
          ? 'Take the change out of this pull request; a maintainer can allow a workflow file by its full path.'
          : 'Take the change out of this pull request and put it into one of its own.',
        ...(change.after !== undefined && path === change.path && { path }),
      };
    });
}

/** How a path is called where the change was told already: only a rename has two. */
function nameIn(change: Change, path: string): string {
  return change.previousPath === undefined ? 'it' : `\`${path}\``;
}

function whyNot(name: string, workflow: boolean): string {
  return workflow
    ? `${name} is a workflow file, which a pattern cannot allow, only an entry that is its full path`
    : `${name} is not in the step's allowlist`;
}

function passed(changes: readonly Change[]): string {
  if (changes.length === 0) return 'No file is changed.';
  return `${count(changes.length, 'changed file')}, all in the step's allowlist.`;
}
