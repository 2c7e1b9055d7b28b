import fc from 'fast-check';
import type { GateResult } from '../../src/gates/gate.js';
import { inventoryRow, inventoryTable } from '../../src/gates/inventory-rows.js';
import { BRANCHES, type FileSpec, type Files, gate, programWith, words } from './pull-request.js';

const DOCUMENT = 'docs/contributing/inventory.md';
const ENGINE = 'core/src/engine';
const RUNNER = `${ENGINE}/runner.rs`;

/** A program whose freeze asks for an inventory. */
function program(rules?: string): string {
  const text = rules === undefined ? programWith() : programWith({ rules });
  return text.replace('kind: freeze,', `kind: freeze, inventory: ${DOCUMENT},`);
}

/** Two functions with three hits: `load` on lines 2 and 4, `Runner::run_once` on line 6. */
const CODE: Files = {
  [RUNNER]: '//\n HIT load\n//\n HIT load\n//\n HIT Runner::run_once\n',
  [`${ENGINE}/quiet.rs`]: '// nothing\n',
  'core/src/other.rs': ' HIT elsewhere\n',
};

async function inventory(document: FileSpec | null, code: Files = CODE, rules?: string): Promise<GateResult> {
  const after = { ...code, ...(document === null ? {} : { [DOCUMENT]: document }) };
  return gate('inventory', { branch: BRANCHES.freeze, program: program(rules), before: code, after });
}

test.each(['change', 'close'] as const)(
  'a %s that asks for an inventory is held to it, too',
  async (kind) => {
    const asking = programWith().replace(`kind: ${kind},`, `kind: ${kind}, inventory: ${DOCUMENT},`);
    const judge = (document: string) =>
      gate('inventory', {
        branch: BRANCHES[kind],
        program: asking,
        before: CODE,
        after: { ...CODE, [DOCUMENT]: document },
      });
    expect((await judge('# Inventory\n')).verdict).toBe('fail');
    expect((await judge(ALL.join('\n'))).verdict).toBe('pass');
  },
);

const pasted = ({ reasons }: GateResult): string[] => reasons.flatMap(({ paste }) => paste ?? []);

/** Rows that name all there is, line by line. */
const ALL = [`- ${RUNNER}:2`, `- ${RUNNER}:4`, `- ${RUNNER}:6`];
const without = (index: number): string => ALL.filter((_, at) => at !== index).join('\n');

describe('forms of a row', () => {
  test.each([
    ['plain', `${RUNNER}:6`],
    ['code', `- \`${RUNNER}:6\``],
    ['bold', `- **${RUNNER}:6**`],
    ['emphasis', `- _${RUNNER}:6_`],
    ['line and column', `${RUNNER}:6:13`],
    ['a sentence', `The last is in ${RUNNER}:6.`],
    ['line after code', `\`${RUNNER}\`:6`],
    ['a range', `${RUNNER}:5-7`],
    ['several lines', `${RUNNER}:4,6`],
    ['a table', `| \`${RUNNER}:6\` | reads |`],
    ['a table, any order', `| reads | \`Runner::run_once\` | \`${RUNNER}:6\` |`],
    ['escaped Markdown', `${RUNNER.replaceAll('/', '\\/').replace('.rs', '\\.rs')}:6`],
    ['output of a search', `\`\`\`text\n${RUNNER}:6:    let text = read();\n\`\`\``],
    ['output of a search from the root', `./${RUNNER}:6:    let text = read();`],
    ['a link with the line in its address', `[the read](../../${RUNNER}#L6)`],
    ['a link with the line in its text', `[${RUNNER}:6](../../${RUNNER})`],
    ['a link whose text is short', `[runner.rs:6](../../${RUNNER}#L6)`],
    ['a link from the root', `[the read](/${RUNNER}#L6-L7)`],
    ['an address', `https://github.com/o/r/blob/${'a'.repeat(40)}/${RUNNER}#L6`],
    ['an address on a branch with a slash', `<https://github.com/o/r/blob/fix/it/${RUNNER}?plain=1#L6>`],
    ['file and function in code', `- \`${RUNNER}\`: \`Runner::run_once\``],
    ['function and file', `- \`run_once\` in ${RUNNER}`],
    ['a call', `- ${RUNNER}: run_once()`],
    ['a path of modules', `- ${RUNNER}: engine::runner::run_once`],
    ['a declaration', `- \`pub async fn run_once\` (${RUNNER})`],
    ['file and function in cells', `| ${RUNNER} | run_once | why |`],
    ['a table without outer pipes', `${RUNNER} | Runner::run_once | why`],
    ['a done item', `- [x] ${RUNNER}: Runner::run_once`],
    ['a numbered item', `3. ${RUNNER} - Runner::run_once`],
  ])('%s', async (_, row) => {
    const { verdict, reasons } = await inventory(`# Inventory\n\n${without(2)}\n\n${row}\n`);
    expect(reasons.map(({ message }) => message)).toEqual([expect.stringContaining('all 3 places')]);
    expect(verdict).toBe('pass');
  });

  test.each([
    ['the file alone', `- ${RUNNER}`],
    ['the file in a sentence', `The file ${RUNNER} is read while the executor waits.`],
    ['a short path', '- runner.rs: Runner::run_once'],
    ['the line in a sentence', `${RUNNER}, line 6`],
    ['a count', `- \`${RUNNER}\`: \`6\``],
    ['a comment', `<!-- ${RUNNER}:6 -->`],
    ['a comment within a line', `Nothing <!-- ${RUNNER}:6 --> here`],
    ['front matter', ''],
    ['the function elsewhere', `- ${RUNNER}\n- Runner::run_once`],
    ['another function', `- ${RUNNER}: the Runner, once`],
    ['a path that only ends alike', `- other/${RUNNER.slice('core/'.length)}: and more`],
  ])('not a row: %s', async (name, row) => {
    const front = name === 'front matter' ? `---\nsite: ${RUNNER}:6\n---\n` : '';
    const result = await inventory(`${front}# Inventory\n\n${without(2)}\n\n${row}\n`);
    expect(result.verdict).toBe('fail');
    expect(pasted(result)).toEqual([`| \`${RUNNER}:6\` | \`Runner::run_once\` | \`blocking-io-in-async\` |`]);
  });
});

describe('several sites in a function', () => {
  test('a row of file and function names them all', async () => {
    const { verdict } = await inventory(`- ${RUNNER}: \`load\`\n- ${RUNNER}:6\n`);
    expect(verdict).toBe('pass');
  });

  test('a row that says the line names that line alone', async () => {
    const result = await inventory(`| ${RUNNER}:2 | load |\n| ${RUNNER}:6 | run_once |\n`);
    expect(result.verdict).toBe('fail');
    expect(words(result)).toContain(`\`${RUNNER}:4\` in \`load\``);
    expect(words(result)).not.toContain(':2`');
  });

  test('one of several types must be said where functions are named alike', async () => {
    const code = { [RUNNER]: ' HIT A::new\n HIT B::new\n' };
    expect((await inventory(`- ${RUNNER}: new()`, code)).verdict).toBe('fail');
    expect((await inventory(`- ${RUNNER}: A::new and B::new`, code)).verdict).toBe('pass');
  });

  test('an ordinary word is not taken for a function', async () => {
    const result = await inventory(`- ${RUNNER} has to load files\n- ${RUNNER}:6\n`);
    expect(result.verdict).toBe('fail');
  });
});

describe('what is not there', () => {
  test.each([
    ['another line', `${RUNNER}:3`, 'only on lines 2, 4, 6'],
    ['a file without hits', `${ENGINE}/quiet.rs:1`, 'find nothing in this file'],
    ['a hit out of scope', 'core/src/other.rs:1', 'find nothing in this file'],
    ['a file that is gone', `${ENGINE}/gone.rs:1`, 'no such file at head'],
    ['a short path', 'runner.rs:2', 'no such file at head, by its path from the root'],
    ['another function', `| ${RUNNER} | \`store_all\` |`, 'only on lines 2, 4, 6'],
    ['another function in an item', `- \`${RUNNER}\` — \`store()\``, 'only on lines 2, 4, 6'],
    ['a range beside', `${RUNNER}:7-9`, 'only on lines'],
    ['in fenced code', `\`\`\`\n${RUNNER}:3: // read()\n\`\`\``, 'only on lines'],
  ])('%s', async (_, row, why) => {
    const result = await inventory(`# Inventory\n${ALL.join('\n')}\n\n${row}\n`);
    expect(result.verdict).toBe('fail');
    expect(words(result)).toContain(why);
    expect(result.reasons).toHaveLength(1);
    const [reason] = result.reasons;
    expect(reason!.path).toBe(DOCUMENT);
    expect(reason!.line).toBeGreaterThanOrEqual(6);
    expect(reason!.message).toContain(`Line ${reason!.line} of`);
  });

  test.each([
    ['a file and what is called there', `| ${RUNNER} | \`hit\` | 3 |`],
    ['files in a list', `- \`${ENGINE}/quiet.rs\`\n- core/src/other.rs: not in this wave`],
    ['an address elsewhere', 'https://example.org/other.rs:3 and https://docs.rs/crate.rs#L3'],
    ['patterns', '`core/src/*.rs:1`, `**/*.rs`'],
    ['another kind of file', 'docs/plan.md:3, Cargo.toml:1, a.rs.bak:3'],
  ])('%s is no row', async (_, text) => {
    expect((await inventory(`${ALL.join('\n')}\n\n${text}\n`)).verdict).toBe('pass');
  });

  test('a row whose line moved within its function is answered with the row to put in its place', async () => {
    const result = await inventory(`${without(2)}\n- ${RUNNER}:9 in Runner::run_once\n`);
    const stale = result.reasons.find(({ path }) => path === DOCUMENT);
    expect(stale?.message).toContain('is on line 6');
    expect(result.reasons).toHaveLength(1);
    expect(stale?.paste).toEqual([`| \`${RUNNER}:6\` | \`Runner::run_once\` | \`blocking-io-in-async\` |`]);
  });
});

test('of two rows that moved, each is answered with a place of its own', async () => {
  const result = await inventory(
    `- ${RUNNER}:12 in load\n- ${RUNNER}:14 in load\n- ${RUNNER}:16 in load\n- ${RUNNER}:6\n`,
  );
  expect(pasted(result).map((row) => /:(\d+)`/u.exec(row)?.[1])).toEqual(['2', '4']);
  expect(result.reasons.map(({ next }) => next).at(-1)).toBe('Take it out of the inventory.');
});

describe('the document', () => {
  test('missing: all rows are given', async () => {
    const result = await inventory(null);
    expect(result.verdict).toBe('fail');
    expect(words(result)).toContain(`\`${DOCUMENT}\` is missing`);
    expect(pasted(result)).toHaveLength(5);
    expect((await inventory(`# Inventory\n\n${pasted(result).join('\n')}\n`)).verdict).toBe('pass');
  });

  test.each([
    ['a link', { text: RUNNER, mode: '120000' }],
    ['a submodule', { mode: '160000' }],
    ['no UTF-8', { bytes: Uint8Array.of(0xff, 0xfe, 0x41) }],
  ])('%s fails', async (_, document) => {
    expect((await inventory(document)).verdict).toBe('fail');
  });

  test('line ends of Windows, and of old Macs', async () => {
    expect((await inventory(ALL.join('\r\n'))).verdict).toBe('pass');
    expect((await inventory(ALL.join('\r'))).verdict).toBe('pass');
  });

  test('nothing found, nothing named', async () => {
    const clean = { [RUNNER]: '// clean\n' };
    const { verdict, reasons } = await inventory('# Inventory\n\nNothing.\n', clean);
    expect(verdict).toBe('pass');
    expect(reasons[0]!.message).toContain('find nothing in 1 file');
    expect((await inventory(null, clean)).verdict).toBe('fail');
  });

  test('thousands of rows, in seconds at most', async () => {
    const code = { [RUNNER]: Array.from({ length: 5_000 }, (_, i) => ` HIT f_${i}`).join('\n') };
    const rows = Array.from({ length: 5_000 }, (_, i) => `| \`${RUNNER}\` | \`f_${i}\` |`);
    expect((await inventory(rows.join('\n'), code)).verdict).toBe('pass');
    const half = await inventory(rows.slice(0, 2_500).join('\n'), code);
    expect(pasted(half)).toHaveLength(2_500);
    expect(half.reasons.length).toBeLessThanOrEqual(101);
  });

  test.each([
    ['blanks', ' '.repeat(300_000)],
    ['comments', '<!--'.repeat(100_000)],
    ['patterns', '*.rs:'.repeat(100_000)],
    ['addresses', 'https://a/blob/b.rs '.repeat(20_000)],
    ['slashes', `https://a/blob${'/'.repeat(200_000)}b.rs`],
    ['brackets', '::<'.repeat(100_000)],
    ['colons', `a.rs:1${',1'.repeat(100_000)}`],
  ])('a line of %s does not take for ever', async (_, line) => {
    const begun = performance.now();
    await inventory(`- a.rs ${line} b.rs (\n`);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});

describe('what could not be judged', () => {
  test('a file that does not parse fails', async () => {
    const result = await inventory(ALL.join('\n'), { ...CODE, [`${ENGINE}/bad.rs`]: 'BROKEN' });
    expect(result.verdict).toBe('fail');
    expect(words(result)).toContain('bad.rs');
  });

  test('a link in scope fails', async () => {
    const link = { [`${ENGINE}/link.rs`]: { text: '../other.rs', mode: '120000' } };
    expect((await inventory(ALL.join('\n'), { ...CODE, ...link })).verdict).toBe('fail');
  });

  test('a rule without any file in scope fails', async () => {
    const rules = "[{ rule: blocking-io-in-async, in: ['nowhere/**'] }]";
    const result = await inventory('# Inventory\n', CODE, rules);
    expect(result.verdict).toBe('fail');
    expect(words(result)).toContain('nothing was judged');
  });

  test('a wave without rules fails', async () => {
    const text = program('[]').replace(/ {6}3: .*\n/u, '');
    const after = { [DOCUMENT]: '# Inventory' };
    const { verdict } = await gate('inventory', { branch: BRANCHES.freeze, program: text, after });
    expect(verdict).toBe('fail');
  });
});

describe('rules that warn', () => {
  const rules = "[{ rule: indirect-blocking-io-in-async, in: ['core/src/engine/**'] }]";

  test('what they find may be left out, and may be named', async () => {
    const { verdict, reasons } = await inventory('# Inventory\n', CODE, rules);
    expect(verdict).toBe('pass');
    expect(reasons[0]!.message).toContain('3 places of warnings may be left out');
    expect((await inventory(ALL.join('\n'), CODE, rules)).verdict).toBe('pass');
  });

  test('what they do not find is stale', async () => {
    expect((await inventory(`- ${RUNNER}:3`, CODE, rules)).verdict).toBe('fail');
  });

  test('a line where another rule finds something too must be named', async () => {
    const both = `[{ rule: blocking-io-in-async, in: ['${RUNNER}'] }, { rule: indirect-blocking-io-in-async, in: ['${RUNNER}'] }]`;
    const result = await inventory(without(0), CODE, both);
    expect(pasted(result)).toEqual([
      `| \`${RUNNER}:2\` | \`load\` | \`blocking-io-in-async\`, \`indirect-blocking-io-in-async\` |`,
    ]);
  });
});

describe('the canonical rows', () => {
  const place = { column: 1, endColumn: 2, confidence: 'certain', fingerprint: 'f', level: 'error' } as const;
  const name = fc.constantFrom('load', 'Runner::run_once', '_private', 'r#type', null);
  const segment = fc
    .stringMatching(/^[\p{L}\p{N}_|` ()[\]{}'"&;,=~#%-]{1,8}$/u)
    .filter((text) => text.trim() === text);
  const path = fc
    .array(segment, { minLength: 1, maxLength: 3 })
    .map((parts) => `${ENGINE}/${parts.join('/')}.rs`);
  const finding = fc.record({ path, line: fc.integer({ min: 1, max: 40 }), function: name }).map((one) => ({
    ...one,
    ...place,
    endLine: one.line,
    rule: 'blocking-io-in-async',
    message: 'reads',
  }));

  test('name every site that they are made of, whatever its path', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(finding, { minLength: 1, maxLength: 6 }), async (findings) => {
        const files = Object.fromEntries(findings.map(({ path: one }) => [one, '//']));
        const analyzer = {
          analyze: async () => [{ findings, errors: [], files: 1, parsed: 1 }],
          close: async () => {},
        };
        const after = { ...files, [DOCUMENT]: inventoryTable(findings).join('\n') };
        const given = { branch: BRANCHES.freeze, program: program(), before: files, after, analyzer };
        const { verdict, reasons } = await gate('inventory', given);
        expect({ verdict, reasons }).toMatchObject({ verdict: 'pass' });
      }),
    );
  });

  test('one a line, with all its rules', () => {
    const rules = ['b-rule', 'a-rule'].map((rule) => ({
      ...place,
      rule,
      path: RUNNER,
      line: 3,
      endLine: 3,
      function: null,
      message: 'm',
    }));
    expect(inventoryTable(rules).slice(2)).toEqual([`| \`${RUNNER}:3\` |  | \`a-rule\`, \`b-rule\` |`]);
    expect(inventoryRow({ path: 'a.rs', line: 1, function: null, rules: ['w'], level: 'warning' })).toBe(
      '| `a.rs:1` |  | `w` (warning) |',
    );
  });
});
