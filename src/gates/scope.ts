import { matcher, type PathTest } from '../program/globs.js';
import { type Change, pathsOf } from '../snapshot/tree.js';
import { type Gate, NO_NEEDS, type Reason } from './gate.js';
import { capitalised, changeWords, count, cutReasons } from './words.js';

/** What GitHub Actions runs, and what could stand in its place: allowed only by an entry that is the path itself. */
const WORKFLOW = /^\.github(?:\/(?:workflows|actions)(?:\/.*)?)?$/isu;

/** Every changed path, both of a rename, is one that the step may touch. */
export const scopeGate: Gate = {
  id: 'scope',
  title: 'Scope',
  steps: ['freeze', 'change', 'close'],
  waiving: 'contents',
  needs: () => NO_NEEDS,
  evaluate({ changes }, { step }) {
    const allowlist = new Allowlist(step.allow);
    const reasons = changes.flatMap((change) => reasonsFor(change, allowlist));
    if (reasons.length > 0) return { verdict: 'fail', reasons: cutReasons(reasons), findings: [] };
    return { verdict: 'pass', reasons: [{ message: passed(changes) }], findings: [] };
  },
};

class Allowlist {
  private readonly matches: PathTest;
  private readonly named: ReadonlySet<string>;

  constructor(globs: readonly string[]) {
    this.matches = matcher(globs);
    this.named = new Set(globs);
  }

  has(path: string): boolean {
    return WORKFLOW.test(path) ? this.named.has(path) : this.matches(path);
  }

  /** Why a path is not in it. */
  whyNot(path: string): 'workflow' | 'encoding' | 'other' {
    if (WORKFLOW.test(path) && this.matches(path)) return 'workflow';
    return this.has(path.normalize('NFC')) || this.has(path.normalize('NFD')) ? 'encoding' : 'other';
  }
}

function reasonsFor(change: Change, allowlist: Allowlist): Reason[] {
  return pathsOf(change)
    .filter((path) => !allowlist.has(path))
    .map((path) => {
      const why = allowlist.whyNot(path);
      return {
        message: `${capitalised(changeWords(change))}: ${nameIn(change, path)} ${WHY[why]}.`,
        next: NEXT[why],
        ...(change.after !== undefined && path === change.path && { path }),
      };
    });
}

const WHY = {
  workflow: 'is a workflow file, which a pattern cannot allow, only an entry that is its full path',
  encoding:
    "is not in the step's allowlist; an entry looks the same and has other characters (Unicode's NFC and NFD)",
  other: "is not in the step's allowlist",
};

const NEXT = {
  workflow:
    'Take the change out of this pull request; a maintainer can allow a workflow file by its full path.',
  encoding: 'Rename the file to the characters that the allowlist has.',
  other: 'Take the change out of this pull request and put it into one of its own.',
};

/** How a path is called where the change was told already: only a rename has two. */
function nameIn(change: Change, path: string): string {
  return change.previousPath === undefined ? 'it' : `\`${path}\``;
}

function passed(changes: readonly Change[]): string {
  if (changes.length === 0) return 'No file is changed.';
  return `${count(changes.length, 'changed file')}, all in the step's allowlist.`;
}
