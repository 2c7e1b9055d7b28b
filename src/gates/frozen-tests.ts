import { matcher } from '../program/globs.js';
import type { Step } from '../program/schema.js';
import { listed } from '../program/schema-words.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import { isFile } from '../snapshot/tree.js';
import { filesIn } from './files-in.js';
import type { Reason, RuleRequest } from './gate.js';
import { isRust, type Trees } from './rule-scope.js';
import { errorReasons } from './rule-view.js';
import {
  OBSTACLES,
  type TestFunction,
  testFunctionsIn,
  testFunctionsRule,
  testWords,
} from './test-report.js';
import { count } from './words.js';

/** Where tests may not become fewer: each that ran at the merge base still runs at head, wherever it stands now. */

const KEY = 'tests:frozen';

/** Every function of the frozen files at both ends, and of the other Rust files that the pull request changes. */
export function frozenRequests({ 'frozen-tests': globs }: Step, trees: Trees): RuleRequest[] {
  if (!trees.changes.some(({ path, previousPath }) => isRust(path) || isRust(previousPath ?? ''))) return [];
  const isFrozen = matcher(globs);
  const elsewhere = trees.changes.flatMap(({ after }) =>
    after !== undefined && isFile(after) && !isFrozen(after.path) ? [after.path] : [],
  );
  return [
    {
      key: KEY,
      rule: testFunctionsRule(['*']),
      headPaths: [...filesIn(trees.headTree, globs), ...elsewhere].filter(isRust),
      mergeBasePaths: filesIn(trees.mergeBaseTree, globs).filter(isRust),
    },
  ];
}

/** Why frozen tests are fewer, or in a sentence that they are not. */
export function judgeFrozen(
  { 'frozen-tests': globs }: Step,
  { reports, changes }: Snapshot,
): { readonly fails: readonly Reason[]; readonly holds: string } {
  const report = reports.get(KEY);
  const where = listed(globs);
  if (report === undefined)
    return { fails: [], holds: `No Rust file is changed: the tests in ${where} stay.` };
  const head = testFunctionsIn(report.head);
  const base = testFunctionsIn(report.mergeBase ?? report.head).filter(runs);
  const lost = lostTests(base, head);
  const changed = new Set(changes.map(({ path }) => path));
  const unseen = errorReasons(report.head.errors.filter(({ path }) => changed.has(path)));
  const held = base.length === 0 ? `no test ran in ${where} at the merge base` : `none is lost in ${where}`;
  return { fails: [...lost, ...unseen], holds: `${count(base.length, 'frozen test')}: ${held}.` };
}

function runs({ state }: TestFunction): boolean {
  return state === 'runs';
}

/** By what a test of head is taken for one of the merge base, the surest first; the same body is a new name. */
const LIKE: readonly ((test: TestFunction) => string | null)[] = [
  ({ place, path }) => `${place.path}\0${path}`,
  ({ path }) => path,
  nameOf,
  ({ body }) => (body === '-' ? null : body),
];

function nameOf({ path }: TestFunction): string {
  return path.slice(path.lastIndexOf(':') + 1);
}

function lostTests(base: readonly TestFunction[], head: readonly TestFunction[]): Reason[] {
  const pairs = paired(base, head.filter(runs));
  const others = head.filter((test) => !runs(test));
  const stopped = paired(
    base.filter((test) => !pairs.has(test)),
    others,
    LIKE.slice(0, 3),
  );
  return base.flatMap((test) => {
    const now = pairs.get(test);
    if (now === undefined) return [goneReason(test, stopped.get(test))];
    return test.declared === 'yes' && now.declared === 'no' ? [undeclaredReason(test, now)] : [];
  });
}

/** Pairs one to one, all by the surest likeness first. */
function paired(
  base: readonly TestFunction[],
  head: readonly TestFunction[],
  likes = LIKE,
): Map<TestFunction, TestFunction> {
  const pairs = new Map<TestFunction, TestFunction>();
  const taken = new Set<TestFunction>();
  for (const like of likes) {
    if (pairs.size === base.length) break;
    const waiting = new Map<string, TestFunction[]>();
    for (const test of head) {
      const key = taken.has(test) ? null : like(test);
      if (key === null) continue;
      const alike = waiting.get(key);
      if (alike === undefined) waiting.set(key, [test]);
      else alike.push(test);
    }
    for (const alike of waiting.values()) alike.reverse();
    for (const test of base) {
      const now = pairs.has(test) ? undefined : waiting.get(like(test) ?? '')?.pop();
      if (now === undefined) continue;
      pairs.set(test, now);
      taken.add(now);
    }
  }
  return pairs;
}

function goneReason(test: TestFunction, now: TestFunction | undefined): Reason {
  const was = `The test ${testWords(test)} of the merge base`;
  const identity = `frozen ${test.place.path} ${test.path}`;
  if (now === undefined || now.state === 'runs') {
    return {
      message: `${was} is gone: no test of its name or with its body runs any more.`,
      next: 'Put it back; a frozen test may move and, with the same body, take another name.',
      identity,
    };
  }
  const { path, line } = now.place;
  return {
    message: `${was} does not run any more: \`${now.path}\` (\`${path}:${line}\`) ${OBSTACLES[now.state]}.`,
    next: 'Let it run as it did.',
    identity,
    path,
    line,
  };
}

function undeclaredReason(test: TestFunction, { place }: TestFunction): Reason {
  return {
    message: `The test ${testWords(test)} of the merge base does not run any more: no \`mod\` declares \`${place.path}\`.`,
    next: 'Declare the file again.',
    identity: `frozen ${test.place.path} ${test.path}`,
    path: place.path,
    line: place.line,
  };
}
