import fc from 'fast-check';
import { changesBetween, pathsOf, type Tree } from '../../src/snapshot/tree.js';
import { type Files, treeOf } from '../gates/pull-request.js';

function told(before: Files, after: Files): string[] {
  return changesBetween(treeOf(before), treeOf(after)).map(
    ({ status, path, previousPath }) =>
      `${status} ${previousPath === undefined ? '' : `${previousPath} > `}${path}`,
  );
}

const executable = { text: 'x', mode: '100755' };
const link = { text: 'x', mode: '120000' };
const module = { text: 'c0ffee', mode: '160000' };

const cases: readonly [name: string, before: Files, after: Files, expected: readonly string[]][] = [
  ['nothing', { a: 'x' }, { a: 'x' }, []],
  [
    'added, modified, removed',
    { b: 'x', c: 'y' },
    { a: 'z', b: 'w' },
    ['added a', 'modified b', 'removed c'],
  ],
  ['a mode', { a: 'x' }, { a: executable }, ['mode-changed a']],
  ['a file that became a link to its own contents', { a: 'x' }, { a: link }, ['mode-changed a']],
  ['a rename', { a: 'x' }, { b: 'x' }, ['renamed a > b']],
  ['a rename with a mode', { a: 'x' }, { b: executable }, ['renamed a > b']],
  ['a copy', { a: 'x' }, { a: 'x', b: 'x' }, ['added b']],
  ['a rename with edits', { a: 'x' }, { b: 'y' }, ['removed a', 'added b']],
  ['two files swapped', { a: 'x', b: 'y' }, { a: 'y', b: 'x' }, ['modified a', 'modified b']],
  [
    'several of the same contents',
    { a: 'x', b: 'x' },
    { c: 'x', d: 'x' },
    ['renamed a > c', 'renamed b > d'],
  ],
  [
    'several, of which one keeps its name',
    { 'a/mod.rs': 'x', 'b/lib.rs': 'x' },
    { 'c/lib.rs': 'x', 'd/z.rs': 'x' },
    ['renamed b/lib.rs > c/lib.rs', 'renamed a/mod.rs > d/z.rs'],
  ],
  ['more gone than come', { a: 'x', b: 'x' }, { c: 'x' }, ['removed b', 'renamed a > c']],
  ['more come than gone', { a: 'x' }, { b: 'x', c: 'x' }, ['renamed a > b', 'added c']],
  ['empty files', { a: '' }, { b: '' }, ['removed a', 'added b']],
  ['a submodule that moved', { a: module }, { b: module }, ['removed a', 'added b']],
  ['a link in place of a file', { a: 'x' }, { b: link }, ['removed a', 'added b']],
  ['a folder in place of a file', { a: 'x' }, { 'a/b': 'y' }, ['removed a', 'added a/b']],
];

test.each(cases)('%s', (_name, before, after, expected) => {
  expect(told(before, after)).toEqual([...expected]);
});

const names = fc.stringMatching(/^[ab](\/[ab])?$/u);
const specs = fc.oneof(
  fc.constantFrom('', 'x', 'y'),
  fc.constantFrom(
    { text: 'x', mode: '100755' },
    { text: 'x', mode: '120000' },
    { text: 'm', mode: '160000' },
  ),
);
const trees = fc.dictionary(names, specs).map(treeOf);

test('law: the changed paths are those whose entries differ, each told once', () => {
  fc.assert(
    fc.property(trees, trees, (before, after) => {
      const differ = [...new Set([...before.keys(), ...after.keys()])].filter((path) => {
        const [one, other] = [before.get(path), after.get(path)];
        return one?.sha !== other?.sha || one?.mode !== other?.mode;
      });
      const paths = changesBetween(before, after).flatMap(pathsOf);
      expect([...paths].sort()).toEqual(differ.sort());
    }),
  );
});

test('law: the order in which a tree lists its files changes nothing', () => {
  const reversed = (tree: Tree): Tree => new Map([...tree].reverse());
  fc.assert(
    fc.property(trees, trees, (before, after) => {
      expect(changesBetween(reversed(before), reversed(after))).toEqual(changesBetween(before, after));
    }),
  );
});
