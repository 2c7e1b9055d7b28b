import { matcher, type PathTest } from '../program/globs.js';
import type { Step } from '../program/schema.js';
import type { CommitFacts } from '../snapshot/facts.js';
import { pathsOf } from '../snapshot/tree.js';
import { type Budget, countedPaths, spending } from './budget.js';
import { type Gate, NO_NEEDS, type Reason } from './gate.js';
import { shortSha } from './history-words.js';
import { count, cutReasons } from './words.js';

/** Paths that are named one by one. */
const MOST_NAMED = 5;

const NO_BUDGET: Budget = {};

/** Each commit stays within one slice, in the slices' order, and the pull request within its size budget. */
export const slicesGate: Gate = {
  id: 'slices',
  title: 'Slices',
  steps: ['change', 'freeze', 'close'],
  asked: ({ step }) => step.slices.length > 0 || step.budget !== undefined,
  facts: ['commits'],
  needs: ({ step, changes }) =>
    step.budget?.lines === undefined ? NO_NEEDS : { ...countedPaths(changes), rules: [] },
  evaluate(snapshot, { step }) {
    const { over, words } = spending(snapshot, step.budget ?? NO_BUDGET);
    const { commits } = snapshot;
    const isUnknown = step.slices.length > 0 && commits === null;
    const cut = judge(slicesOf(step), commits ?? []);
    const fails = [...over, ...cut.fails];
    if (fails.length > 0) return { verdict: 'fail', reasons: cutReasons(fails), findings: [] };
    const size = step.budget === undefined ? [] : [{ message: `It changes ${words}, within the budget.` }];
    return isUnknown
      ? { verdict: 'skip', reasons: [...size, UNKNOWN], findings: [] }
      : { verdict: 'pass', reasons: [...size, ...cut.passed], findings: [] };
  },
};

const UNKNOWN: Reason = {
  message: 'The commits are not known here, so whether each keeps to one slice is not either.',
};

interface Slice {
  readonly number: number;
  /** `slice 2 (Loader mapping)` */
  readonly name: string;
  readonly has: PathTest;
}

function slicesOf({ slices }: Step): Slice[] {
  return slices.map(({ title, paths }, index) => {
    return { number: index + 1, name: `slice ${index + 1} (${title})`, has: matcher(paths) };
  });
}

/** A commit with those of its paths that slices have. */
interface Sliced {
  /** How the commit is called. */
  readonly name: string;
  readonly paths: readonly string[];
  /** The slices that have all of them, in order; none where they are of several. */
  readonly fits: readonly Slice[];
}

interface Outcome {
  readonly fails: readonly Reason[];
  readonly passed: readonly Reason[];
}

/** Where a path is of several slices, the earliest that keeps the order counts. */
function judge(slices: readonly Slice[], commits: readonly CommitFacts[]): Outcome {
  if (slices.length === 0) return { fails: [], passed: [] };
  const fails: Reason[] = [];
  const done = new Map<string, number>();
  let last: { readonly slice: Slice; readonly commit: Sliced } | null = null;
  for (const commit of commits.map((one) => sliced(one, slices))) {
    if (commit.paths.length === 0) continue;
    const slice = commit.fits.find(({ number }) => last === null || number >= last.slice.number);
    if (slice === undefined) {
      fails.push(commit.fits.length === 0 ? mixed(commit, slices) : late(commit, last!));
      continue;
    }
    last = { slice, commit };
    done.set(slice.name, (done.get(slice.name) ?? 0) + 1);
  }
  return { fails, passed: [{ message: doneWords(done, commits.length) }, ...freePaths(slices, commits)] };
}

function sliced({ sha, title, changes }: CommitFacts, slices: readonly Slice[]): Sliced {
  const all = changes.flatMap(pathsOf);
  const paths = all.filter((path) => slices.some(({ has }) => has(path)));
  const words = title === '' ? '' : ` (\`${title.replaceAll('`', "'")}\`)`;
  return {
    name: `\`${shortSha(sha)}\`${words}`,
    paths,
    fits: slices.filter(({ has }) => paths.every((path) => has(path))),
  };
}

function mixed({ name, paths }: Sliced, slices: readonly Slice[]): Reason {
  const whose = paths.map((path) => `\`${path}\` of ${slices.find(({ has }) => has(path))!.name}`);
  return {
    message: `The commit ${name} touches more than one slice: ${named(whose)}.`,
    next: 'Split it, so that each commit stays within one slice: `git rebase -i` with `edit`, then `git reset HEAD^`.',
    identity: `mixed ${paths.join('\0')}`,
  };
}

function late({ name, fits }: Sliced, last: { readonly slice: Slice; readonly commit: Sliced }): Reason {
  return {
    message: `The commit ${name} is of ${fits.at(-1)!.name} and comes after ${last.commit.name} of ${last.slice.name}.`,
    next: 'Put the commits into the order of the slices: `git rebase -i`, and fold what mends a slice into its commit.',
    identity: `late ${fits.at(-1)!.name} ${last.slice.name}`,
  };
}

function doneWords(done: ReadonlyMap<string, number>, commits: number): string {
  if (done.size === 0) return `${count(commits, 'commit')}, none of which touches a slice's paths.`;
  const parts = [...done].map(([name, number]) => `${count(number, 'commit')} of ${name}`);
  return `Each commit stays within one slice, in order: ${parts.join(', ')}.`;
}

/** Paths of the step that no slice has: documents, tests and scripts go with any commit. */
function freePaths(slices: readonly Slice[], commits: readonly CommitFacts[]): Reason[] {
  const paths = new Set(commits.flatMap(({ changes }) => changes.flatMap(pathsOf)));
  const free = [...paths].filter((path) => !slices.some(({ has }) => has(path))).sort();
  if (free.length === 0) return [];
  const message = `In no slice, so free to go with any commit: ${named(free.map((path) => `\`${path}\``))}.`;
  return [{ message }];
}

function named(all: readonly string[]): string {
  const more = all.length - MOST_NAMED;
  const shown = all.slice(0, more === 1 ? undefined : MOST_NAMED).join(', ');
  return more > 1 ? `${shown} and ${more} more` : shown;
}
