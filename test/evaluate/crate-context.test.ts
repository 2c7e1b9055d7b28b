import { crateContext, MAX_CONTEXT_BYTES, MAX_CONTEXT_FILES } from '../../src/evaluate/crate-context.js';
import { crateOf } from '../../src/gates/crates.js';
import type { Tree } from '../../src/snapshot/tree.js';
import { treeOf } from '../gates/pull-request.js';

const manifest = { 'a/Cargo.toml': '', 'b/Cargo.toml': '', 'a/nested/Cargo.toml': '', 'Cargo.toml': '' };
const tree = treeOf({
  ...manifest,
  'a/src/lib.rs': '1',
  'a/src/x/y.rs': '2',
  'a/src/link.rs': { text: 'lib.rs', mode: '120000' },
  'a/src/notes.md': '',
  'a/build.rs': '',
  'a/tests/t.rs': '',
  'a/nested/src/lib.rs': '3',
  'b/src/lib.rs': '4',
  'src/main.rs': '5',
  'flat/Cargo.toml': '',
  'flat/lib.rs': '6',
  'flat/tools/list.rs': '7',
  'flat/build.rs': '',
  'flat/tests/t.rs': '',
});

test.each([
  ['a/src/lib.rs', ['a/src/lib.rs', 'a/src/x/y.rs']],
  ['a/tests/t.rs', ['a/src/lib.rs', 'a/src/x/y.rs']],
  ['a/nested/src/lib.rs', ['a/nested/src/lib.rs']],
  ['src/main.rs', ['src/main.rs']],
  ['flat/tools/list.rs', ['flat/lib.rs', 'flat/tools/list.rs']],
  ['gone.rs', []],
])('for %s: the sources of its crate', (path, expected) => {
  expect(crateContext([path], tree)).toEqual(expected);
});

test('of several crates, the sources of each', () => {
  expect(crateContext(['a/src/lib.rs', 'b/src/lib.rs'], tree)).toEqual([
    'a/src/lib.rs',
    'a/src/x/y.rs',
    'b/src/lib.rs',
  ]);
});

test.each([
  ['a/src/x/y.rs', 'a'],
  ['a/nested/src/lib.rs', 'a/nested'],
  ['src/main.rs', ''],
  ['c/src/lib.rs', ''],
])('%s belongs to the crate in %j', (path, crate) => {
  expect(crateOf(path, tree)).toBe(crate);
});

test('a path above which there is no Cargo.toml belongs to none', () => {
  expect(crateOf('c/src/lib.rs', treeOf({ 'a/Cargo.toml': '', 'c/src/lib.rs': '' }))).toBeNull();
});

function crateOfSize(files: number, bytes: number): Tree {
  const paths = Array.from({ length: files }, (_, n) => `a/src/${n}.rs`);
  const entries = paths.map(
    (path) => [path, { path, mode: '100644', sha: path, size: bytes / files }] as const,
  );
  return new Map([...treeOf({ 'a/Cargo.toml': '' }), ...entries]);
}

test.each([
  [MAX_CONTEXT_FILES - 1, 1_000, MAX_CONTEXT_FILES - 1],
  [MAX_CONTEXT_FILES, 1_000, MAX_CONTEXT_FILES],
  [MAX_CONTEXT_FILES + 1, 1_000, 0],
  [2, MAX_CONTEXT_BYTES - 2, 2],
  [2, MAX_CONTEXT_BYTES, 2],
  [2, MAX_CONTEXT_BYTES + 2, 0],
])('a crate of %d files and %d bytes brings %d', (files, bytes, expected) => {
  expect(crateContext(['a/src/0.rs'], crateOfSize(files, bytes))).toHaveLength(expected);
});
