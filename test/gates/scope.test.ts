import { BRANCHES, type Files, gate, programWith, words } from './pull-request.js';

interface Case {
  readonly name: string;
  readonly allow: readonly string[];
  readonly before?: Files;
  readonly after?: Files;
  /** Paths that must be named as out of scope; none means that the gate passes. */
  readonly out: readonly string[];
}

const keep = { 'README.md': 'read me' };
const link = { text: 'README.md', mode: '120000' };
const module = { text: 'c0ffee', mode: '160000' };

const cases: readonly Case[] = [
  { name: 'nothing changed', allow: ['a.rs'], out: [] },
  { name: 'an allowed file', allow: ['a.rs'], after: { 'a.rs': 'x' }, out: [] },
  { name: 'a file that is not allowed', allow: ['a.rs'], after: { 'b.rs': 'x' }, out: ['b.rs'] },
  { name: 'one of two files', allow: ['a.rs'], after: { 'a.rs': 'x', 'b.rs': 'x' }, out: ['b.rs'] },
  {
    name: 'a modified file',
    allow: ['a.rs'],
    before: { 'b.rs': 'x' },
    after: { 'b.rs': 'y' },
    out: ['b.rs'],
  },
  { name: 'a removed file', allow: ['a.rs'], before: { 'b.rs': 'x' }, out: ['b.rs'] },
  { name: 'a removed file that is allowed', allow: ['b.rs'], before: { 'b.rs': 'x' }, out: [] },
  {
    name: 'a mode alone',
    allow: ['a.rs'],
    before: { 'b.sh': 'x' },
    after: { 'b.sh': { text: 'x', mode: '100755' } },
    out: ['b.sh'],
  },
  {
    name: 'a rename within',
    allow: ['src/**'],
    before: { 'src/a.rs': 'x' },
    after: { 'src/b.rs': 'x' },
    out: [],
  },
  {
    name: 'a rename out of scope',
    allow: ['src/**'],
    before: { 'src/a.rs': 'x' },
    after: { 'lib/a.rs': 'x' },
    out: ['lib/a.rs'],
  },
  {
    name: 'a rename into scope',
    allow: ['src/**'],
    before: { 'lib/a.rs': 'x' },
    after: { 'src/a.rs': 'x' },
    out: ['lib/a.rs'],
  },
  {
    name: 'a rename outside',
    allow: ['src/**'],
    before: { 'lib/a.rs': 'x' },
    after: { 'lib/b.rs': 'x' },
    out: ['lib/a.rs', 'lib/b.rs'],
  },
  {
    name: 'a rename with edits',
    allow: ['src/**'],
    before: { 'src/a.rs': 'x' },
    after: { 'lib/a.rs': 'y' },
    out: ['lib/a.rs'],
  },
  { name: 'an added submodule', allow: ['src/**'], after: { vendored: module }, out: ['vendored'] },
  {
    name: 'a submodule in place of the folder',
    allow: ['src/'],
    before: { 'src/a.rs': 'x' },
    after: { src: module },
    out: ['src'],
  },
  {
    name: 'a moved submodule',
    allow: ['src/**'],
    before: { lib: module },
    after: { lib: { ...module, text: 'beef' } },
    out: ['lib'],
  },
  { name: 'a symbolic link', allow: ['src/**'], after: { 'l.rs': link }, out: ['l.rs'] },
  {
    name: 'a file that became a link',
    allow: ['src/**'],
    before: { 'l.rs': 'x' },
    after: { 'l.rs': link },
    out: ['l.rs'],
  },
  {
    name: 'a workflow under `**`',
    allow: ['**'],
    after: { '.github/workflows/ci.yml': 'on: push' },
    out: ['.github/workflows/ci.yml'],
  },
  {
    name: 'a workflow under its folder',
    allow: ['.github/workflows/'],
    after: { '.github/workflows/ci.yml': 'on: push' },
    out: ['.github/workflows/ci.yml'],
  },
  {
    name: 'a workflow under a pattern',
    allow: ['.github/workflows/*.yml'],
    after: { '.github/workflows/ci.yml': 'on: push' },
    out: ['.github/workflows/ci.yml'],
  },
  {
    name: 'a workflow under braces',
    allow: ['.github/workflows/{ci,cd}.yml'],
    after: { '.github/workflows/ci.yml': 'on: push' },
    out: ['.github/workflows/ci.yml'],
  },
  {
    name: 'a workflow by name',
    allow: ['.github/workflows/ci.yml'],
    after: { '.github/workflows/ci.yml': 'on: push' },
    out: [],
  },
  {
    name: 'an action under `**`',
    allow: ['**'],
    after: { '.github/actions/x/action.yml': 'x' },
    out: ['.github/actions/x/action.yml'],
  },
  {
    name: 'a removed workflow',
    allow: ['**'],
    before: { '.github/workflows/ci.yml': 'x' },
    out: ['.github/workflows/ci.yml'],
  },
  {
    name: 'a workflow renamed away',
    allow: ['**'],
    before: { '.github/workflows/ci.yml': 'x' },
    after: { 'docs/ci.yml': 'x' },
    out: ['.github/workflows/ci.yml'],
  },
  { name: 'another file of .github', allow: ['**'], after: { '.github/CODEOWNERS': 'x' }, out: [] },
  { name: 'a dot file under `*`', allow: ['*'], after: { '.gitattributes': 'x' }, out: [] },
  { name: '`*` stays in its folder', allow: ['docs/*'], after: { 'docs/a/b.md': 'x' }, out: ['docs/a/b.md'] },
  { name: 'a folder by its slash', allow: ['docs/'], after: { 'docs/a/b.md': 'x' }, out: [] },
  {
    name: 'a folder without slash is a file',
    allow: ['docs'],
    after: { 'docs/a.md': 'x' },
    out: ['docs/a.md'],
  },
  { name: 'brackets written out', allow: ['pages/[id].rs'], after: { 'pages/[id].rs': 'x' }, out: [] },
  {
    name: 'brackets as a class',
    allow: ['pages/[id].rs'],
    after: { 'pages/i.rs': 'x', 'pages/x.rs': 'x' },
    out: ['pages/x.rs'],
  },
  { name: 'a star in a name', allow: ['a*b.md'], after: { 'a*b.md': 'x' }, out: [] },
  {
    name: 'a name that is not ASCII',
    allow: ['docs/größe-日本.md'],
    after: { 'docs/größe-日本.md': 'x' },
    out: [],
  },
  {
    name: 'a name that is not ASCII under a star',
    allow: ['docs/*.md'],
    after: { 'docs/größe-日本 😀.md': 'x' },
    out: [],
  },
  { name: 'case counts', allow: ['docs/a.md'], after: { 'docs/A.md': 'x' }, out: ['docs/A.md'] },
  {
    name: 'a beginning alone does not match',
    allow: ['docs/a.md'],
    after: { 'docs/a.md.bak': 'x', 'x/docs/a.md': 'x' },
    out: ['docs/a.md.bak', 'x/docs/a.md'],
  },
  { name: 'braces', allow: ['src/{a,b}.rs'], after: { 'src/a.rs': 'x', 'src/c.rs': 'x' }, out: ['src/c.rs'] },
  {
    name: 'a name in composed characters under the same',
    allow: ['docs/caf\u00e9.md'],
    after: { 'docs/caf\u00e9.md': 'x' },
    out: [],
  },
  {
    name: 'a name in decomposed characters under composed ones',
    allow: ['docs/caf\u00e9.md'],
    after: { 'docs/cafe\u0301.md': 'x' },
    out: ['docs/cafe\u0301.md'],
  },
  {
    name: 'a folder in decomposed characters under composed ones',
    allow: ['caf\u00e9/**'],
    after: { 'cafe\u0301/a.md': 'x' },
    out: ['cafe\u0301/a.md'],
  },
  {
    name: 'names that git puts into quotes',
    allow: ['docs/*'],
    after: { 'docs/a "b"\t\\c.md': 'x', 'd "e".md': 'x' },
    out: ['d "e".md'],
  },
  { name: 'a backslash is no slash', allow: ['docs/*'], after: { 'docs\\a.md': 'x' }, out: ['docs\\a.md'] },
  { name: 'blanks at the ends of a name', allow: ['docs/*'], after: { 'docs/ a ': 'x' }, out: [] },
  {
    name: 'a letter that looks the same',
    allow: ['docs/a.md'],
    after: { 'docs/\u0430.md': 'x' },
    out: ['docs/\u0430.md'],
  },
  {
    name: 'a link that goes',
    allow: ['src/**'],
    before: { 'l.rs': link },
    out: ['l.rs'],
  },
  {
    name: 'a link that points elsewhere',
    allow: ['src/**'],
    before: { 'l.rs': link },
    after: { 'l.rs': { ...link, text: 'src/a.rs' } },
    out: ['l.rs'],
  },
  { name: 'a link that is allowed', allow: ['l.rs'], after: { 'l.rs': link }, out: [] },
  { name: 'a submodule that goes', allow: ['src/**'], before: { lib: module }, out: ['lib'] },
  { name: 'a submodule that is allowed', allow: ['lib'], after: { lib: module }, out: [] },
  {
    name: 'a mode that is allowed',
    allow: ['b.sh'],
    before: { 'b.sh': 'x' },
    after: { 'b.sh': { text: 'x', mode: '100755' } },
    out: [],
  },
  {
    name: 'a rename with a new mode',
    allow: ['src/**'],
    before: { 'b.sh': 'long enough' },
    after: { 'src/b.sh': { text: 'long enough', mode: '100755' } },
    out: ['b.sh'],
  },
  {
    name: 'two files that change places',
    allow: ['src/**'],
    before: { 'src/a.rs': 'x', 'lib/a.rs': 'y' },
    after: { 'src/a.rs': 'y', 'lib/a.rs': 'x' },
    out: ['lib/a.rs'],
  },
  {
    name: 'a copy out of scope',
    allow: ['src/**'],
    before: { 'src/a.rs': 'x' },
    after: { 'src/a.rs': 'x', 'lib/a.rs': 'x' },
    out: ['lib/a.rs'],
  },
  {
    name: 'a link in place of the workflows',
    allow: ['**'],
    after: { '.github/workflows': { text: '../ci', mode: '120000' } },
    out: ['.github/workflows'],
  },
  { name: 'a submodule in place of .github', allow: ['**'], after: { '.github': module }, out: ['.github'] },
  {
    name: 'a workflow in other letters',
    allow: ['**'],
    after: { '.github/Workflows/ci.yml': 'x' },
    out: ['.github/Workflows/ci.yml'],
  },
  {
    name: 'a workflow of another folder runs nowhere',
    allow: ['**'],
    after: { 'examples/.github/workflows/ci.yml': 'x' },
    out: [],
  },
  {
    name: 'a workflow with a line feed in its name',
    allow: ['**'],
    after: { '.github/workflows/a\nb.yml': 'x' },
    out: ['.github/workflows/a\nb.yml'],
  },
  {
    name: 'a workflow by the name of another',
    allow: ['.github/workflows/ci.yml'],
    after: { '.github/workflows/cd.yml': 'x' },
    out: ['.github/workflows/cd.yml'],
  },
  {
    name: 'the mode of a workflow',
    allow: ['**'],
    before: { '.github/workflows/ci.yml': 'x' },
    after: { '.github/workflows/ci.yml': { text: 'x', mode: '100755' } },
    out: ['.github/workflows/ci.yml'],
  },
  {
    name: 'a line feed in a name',
    allow: ['docs/*'],
    after: { 'docs/a\nb.md': 'x', 'c\nd.md': 'x' },
    out: ['c\nd.md'],
  },
];

test.each(cases)('$name', async ({ allow, before = {}, after = {}, out }) => {
  const program = programWith({ allow: allow.map((glob) => JSON.stringify(glob)) });
  const result = await gate('scope', {
    branch: BRANCHES.change,
    program,
    before: { ...keep, ...before },
    after: { ...keep, ...after },
  });
  expect(result.verdict).toBe(out.length === 0 ? 'pass' : 'fail');
  expect(result.reasons).toHaveLength(Math.max(1, out.length));
  for (const path of out) expect(words(result)).toContain(`\`${path}\``);
});

test('an exact rename out of scope names both of its paths', async () => {
  const result = await gate('scope', {
    branch: BRANCHES.change,
    program: programWith({ allow: ['src/**'] }),
    before: { 'src/a.rs': 'long enough' },
    after: { 'lib/a.rs': 'long enough' },
  });
  expect(words(result)).toMatch(/`src\/a\.rs` was renamed to `lib\/a\.rs`: `lib\/a\.rs` is not in/u);
});

test.each<[string, Files, Files, string]>([
  ['added', {}, { 'b.rs': 'x' }, "`b.rs` was added: it is not in the step's allowlist."],
  ['removed', { 'b.rs': 'x' }, {}, "`b.rs` was removed: it is not in the step's allowlist."],
  ['a submodule', {}, { b: module }, "The submodule `b` was added: it is not in the step's allowlist."],
])('a path is named once: %s', async (_name, before, after, message) => {
  const program = programWith({ allow: ['src/**'] });
  const result = await gate('scope', { branch: BRANCHES.change, program, before, after });
  expect(result.reasons).toMatchObject([{ message }]);
});

test('what is beyond a hundred files is counted', async () => {
  const after = Object.fromEntries(Array.from({ length: 3001 }, (_, n) => [`lib/${n}.rs`, `${n}`]));
  const result = await gate('scope', {
    branch: BRANCHES.change,
    program: programWith({ allow: ['src/**'] }),
    after,
  });
  expect(result.reasons).toHaveLength(101);
  expect(result.reasons.at(-1)?.message).toBe('And 2901 more of the same kind.');
});

test('a pass says how much was looked at', async () => {
  const after = { 'a.rs': '1', 'b.rs': '2', 'c.rs': '3' };
  const result = await gate('scope', { branch: BRANCHES.freeze, after });
  expect(result.reasons).toEqual([{ message: "3 changed files, all in the step's allowlist." }]);
});

test('an entry that only looks the same is told', async () => {
  const result = await gate('scope', {
    branch: BRANCHES.change,
    program: programWith({ allow: ['docs/caf\u00e9.md'] }),
    after: { 'docs/cafe\u0301.md': 'x' },
  });
  expect(words(result)).toMatch(/an entry looks the same and has other characters .* Rename the file/u);
});

test('300 files are judged at once', async () => {
  const after = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`src/m${n % 9}/f${n}.rs`, `${n}`]));
  const allow = Array.from({ length: 200 }, (_, n) => `'docs/d${n}/**'`);
  const given = { branch: BRANCHES.change, program: programWith({ allow: [...allow, "'src/**'"] }), after };
  expect((await gate('scope', given)).verdict).toBe('pass');
  const begun = performance.now();
  await gate('scope', given);
  expect(performance.now() - begun).toBeLessThan(1_000);
});
