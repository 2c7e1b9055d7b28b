import { openWorld, type World } from './world.js';

/** Files that nobody writes by hand: each is judged or named, never passed over, and the app lives on. */

const CONTEXT = 'crates/assay-core/src/policy_engine/context.rs';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());
afterEach(() => world.expectNoViolations());

const CALL = 'fn hot() { let _ = regex::Regex::new("x"); }\n';

interface Case {
  readonly name: string;
  readonly content: () => string | Uint8Array;
  /** The line on which the finding stands; `null` when the file must be named as not judged instead. */
  readonly line: number;
}

const CASES: readonly Case[] = [
  {
    name: 'not-utf8',
    content: () => Buffer.concat([Buffer.from('// \xff\xfe\x80 caf\xe9\n', 'latin1'), Buffer.from(CALL)]),
    line: 2,
  },
  {
    name: 'five-megabytes',
    content: () => `${'// a comment of a line\n'.repeat(240_000)}${CALL}`,
    line: 240_001,
  },
  {
    name: 'fifty-thousand-parentheses',
    content: () => `${CALL}fn deep() { let _ = ${'('.repeat(50_000)}1${')'.repeat(50_000)}; }\n`,
    line: 1,
  },
];

describe.each(CASES)('$name', ({ name, content, line }) => {
  test('its finding is seen under a closing gate, or the file is named', async () => {
    const number = await world.open({
      branch: `codex/wave8b-step3-${name}`,
      changes: [{ overlay: '8b-compiled-once' }],
      files: { [CONTEXT]: content() },
    });
    const view = await world.see(number);
    const [run] = view.checkRuns;
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
    const at = run?.annotations.filter((note) => note.path === CONTEXT).map((note) => note.startLine) ?? [];
    // Title and summary stand beside the lines so that a failure says what was judged.
    const said = { title: run?.title, summary: run?.summary };
    expect({ ...said, at }).toEqual({ ...said, at: expect.arrayContaining([line]) });
  });

  test('the app lives on', async () => {
    const number = await world.open({
      branch: `codex/wave8b-step2-after-${name}`,
      changes: [{ overlay: '8b-schema-compiled-once' }],
    });
    expect((await world.see(number)).checkRuns[0]?.conclusion).toBe('success');
  });
});

test('a file that does not parse fails a closing gate where it breaks', async () => {
  const number = await world.open({
    branch: 'codex/wave8b-step3-broken',
    changes: [{ overlay: '8b-compiled-once' }],
    files: { [CONTEXT]: 'fn fine() {}\n\nfn broken( {{{ let = ;\n' },
  });
  const [run] = (await world.see(number)).checkRuns;
  expect(run?.conclusion).toBe('failure');
  expect(run?.annotations.map((note) => note.path)).toContain(CONTEXT);
});

test('a symbolic link and a file in place of a folder change nothing outside', async () => {
  const number = await world.open({
    branch: 'codex/wave8b-step2-link',
    links: { 'crates/assay-core/src/policy_engine/link.rs': '/etc/hostname' },
  });
  const view = await world.see(number);
  expect(view.checkRuns[0]?.status).toBe('completed');
  expect(JSON.stringify(view.checkRuns)).not.toContain('root:');
});

test('names that are Markdown, HTML and mentions stay names', async () => {
  const path = 'crates/assay-core/src/policy_engine/@mara | <b>`x`</b> ](javascript:y) #1.rs';
  const number = await world.open({
    branch: 'codex/wave8b-step3-names',
    title: '@mara <script>alert(1)</script> | `x`',
    changes: [{ overlay: '8b-compiled-once' }],
    files: { [path]: CALL },
  });
  const [run] = (await world.see(number)).checkRuns;
  expect(run?.annotations.map((note) => [note.path, note.startLine])).toEqual([[path, 1]]);
  const said = `${run?.summary}\n${run?.text}`;
  expect(said).not.toMatch(/<b>|<script|[^`\w]@mara/);
  for (const row of said.split('\n').filter((each) => each.startsWith('| `'))) {
    expect(row.replaceAll('\\|', '').match(/\|/g)).toHaveLength(5);
  }
});

test('a deleted head repository: what was judged stays, a recheck still ends', async () => {
  const branch = 'codex/wave8c-step2-gone';
  const number = await world.open({ branch, by: 'outsider', changes: [{ overlay: '8c-async-read' }] });
  expect((await world.see(number)).checkRuns[0]?.conclusion).toBe('success');
  await world.deleteFork();
  const { comment } = await world.comment(number, '/wave8 recheck');
  expect(comment.reactions[0]).toBe('eyes');
  expect(['rocket', 'confused']).toContain(comment.reactions[1]);
  const view = await world.see(number);
  expect(view.headRepository).toBeNull();
  expect(view.checkRuns[0]?.status).toBe('completed');
});
