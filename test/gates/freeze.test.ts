import { BRANCHES, type Files, gate, judged, programWith, words } from './pull-request.js';

const production = "{ include: ['crates/**', Cargo.lock], exclude: ['**/*.md', 'crates/*/tests/**'] }";
const cases: readonly { name: string; before?: Files; after?: Files; touched: readonly string[] }[] = [
  { name: 'nothing', touched: [] },
  { name: 'a document', after: { 'docs/x.md': 'x' }, touched: [] },
  { name: 'a document in a crate', after: { 'crates/a/README.md': 'x' }, touched: [] },
  { name: 'a test', after: { 'crates/a/tests/t.rs': 'x' }, touched: [] },
  { name: 'code added', after: { 'crates/a/src/x.rs': 'x' }, touched: ['crates/a/src/x.rs'] },
  {
    name: 'code modified',
    before: { 'crates/a/x.rs': 'x' },
    after: { 'crates/a/x.rs': 'y' },
    touched: ['crates/a/x.rs'],
  },
  { name: 'code removed', before: { 'crates/a/x.rs': 'x' }, touched: ['crates/a/x.rs'] },
  {
    name: 'code renamed away',
    before: { 'crates/a/x.rs': 'x' },
    after: { 'docs/x.rs': 'x' },
    touched: ['crates/a/x.rs'],
  },
  {
    name: 'code renamed in',
    before: { 'docs/x.rs': 'x' },
    after: { 'crates/a/x.rs': 'x' },
    touched: ['crates/a/x.rs'],
  },
  {
    name: 'code renamed within',
    before: { 'crates/a/x.rs': 'x' },
    after: { 'crates/a/y.rs': 'x' },
    touched: ['crates/a/x.rs', 'crates/a/y.rs'],
  },
  {
    name: 'code made executable',
    before: { 'crates/a/x.rs': 'x' },
    after: { 'crates/a/x.rs': { text: 'x', mode: '100755' } },
    touched: ['crates/a/x.rs'],
  },
  {
    name: 'the lock file',
    before: { 'Cargo.lock': 'x' },
    after: { 'Cargo.lock': 'y' },
    touched: ['Cargo.lock'],
  },
  { name: 'a submodule', after: { 'crates/a': { mode: '160000' } }, touched: ['crates/a'] },
];

test.each(cases)('$name', async ({ before = {}, after = {}, touched }) => {
  const result = await gate('freeze', {
    branch: BRANCHES.freeze,
    program: programWith({ production }),
    before,
    after,
  });
  expect(result.verdict).toBe(touched.length === 0 ? 'pass' : 'fail');
  for (const path of touched) expect(words(result)).toContain(`\`${path}\``);
});

test.each([BRANCHES.change, BRANCHES.close])('%s is no freeze', async (branch) => {
  const { gates } = await judged({ branch, after: { 'crates/a/src/x.rs': 'x', 'core/src/engine/r.rs': '' } });
  expect(gates.map((one) => one.gate)).not.toContain('freeze');
});
