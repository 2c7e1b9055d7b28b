import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { loadRules } from '../../src/cli/rules.js';
import { loadShipped } from '../../src/program/shipped.js';
import { CLI_MAIN, wavegate } from '../support/cli.js';
import { TestRepo } from '../support/git-repo.js';

const BLOCKING = 'async fn load() -> String {\n    std::fs::read_to_string("a").unwrap()\n}\n';
const CLEAN = 'fn load() -> String {\n    std::fs::read_to_string("a").unwrap()\n}\n';
const RULE = 'blocking-io-in-async';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wavegate-test-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(files: Record<string, string | Uint8Array>, top = dir): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), content);
  }
}

interface ScanOutput {
  findings: { rule: string; path: string; line: number }[];
  errors: { path: string; line: number; message: string }[];
  files: number;
  parsed: number;
}

async function scan(
  args: string[],
  cwd = dir,
): Promise<ScanOutput & { code: number | null; stderr: string }> {
  const { code, stdout, stderr } = await wavegate(cwd, ['scan', '--format', 'json', '--rule', RULE, ...args]);
  return { ...(JSON.parse(stdout) as ScanOutput), code, stderr };
}

const paths = ({ findings }: ScanOutput): string[] => findings.map(({ path }) => path);

describe('the JSON', () => {
  test('has the documented shape, and stdout nothing else', async () => {
    write({ 'src/lib.rs': BLOCKING });
    const { code, stdout, stderr } = await wavegate(dir, ['scan', '--format', 'json']);
    expect(JSON.parse(stdout)).toEqual({
      findings: [
        {
          rule: RULE,
          path: 'src/lib.rs',
          line: 2,
          column: 5,
          endLine: 2,
          endColumn: expect.any(Number),
          message: expect.stringContaining('std::fs::read_to_string'),
          function: 'load',
          confidence: 'certain',
          fingerprint: expect.stringMatching(/./),
          ...(stdout.includes('"suggestion"') ? { suggestion: expect.anything() } : {}),
        },
      ],
      errors: [],
      files: 1,
      parsed: 1,
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  });

  test('of nothing found is empty lists and exit code 0', async () => {
    write({ 'a.rs': CLEAN });
    expect(await scan([])).toMatchObject({ findings: [], errors: [], files: 1, code: 0 });
  });
});

describe('which files are scanned', () => {
  test('in a clone: tracked and untracked, not ignored, not removed, no links', async () => {
    const repo = new TestRepo(dir);
    repo.git('init', '--quiet');
    write({
      '.gitignore': 'ignored.rs\n/out/\n',
      'tracked.rs': BLOCKING,
      'gone.rs': BLOCKING,
      'sub/untracked.rs': BLOCKING,
      'ignored.rs': BLOCKING,
      'out/b.rs': BLOCKING,
      'notes.txt': BLOCKING,
    });
    repo.git('add', 'tracked.rs', 'gone.rs');
    rmSync(join(dir, 'gone.rs'));
    symlinkSync('tracked.rs', join(dir, 'link.rs'));
    symlinkSync('.', join(dir, 'loop'));
    expect(await scan([])).toMatchObject({ files: 2, code: 1 });
    expect(paths(await scan([]))).toEqual(['sub/untracked.rs', 'tracked.rs']);
  });

  test('outside a clone: .gitignore holds too, and build output and .git are left out', async () => {
    write({
      'Cargo.toml': '[package]\nname = "x"\n',
      '.gitignore': 'ignored/\n',
      'ignored/a.rs': BLOCKING,
      'target/debug/a.rs': BLOCKING,
      'src/target/a.rs': BLOCKING,
      'src/deep/.gitignore': '*.gen.rs\n',
      'src/deep/a.gen.rs': BLOCKING,
      'src/deep/a.rs': BLOCKING,
    });
    symlinkSync('..', join(dir, 'src/up'));
    expect(paths(await scan([]))).toEqual(['src/deep/a.rs', 'src/target/a.rs']);
  });

  test('a folder or file that is named is meant, ignored or not', async () => {
    const repo = new TestRepo(dir);
    repo.git('init', '--quiet');
    write({ '.gitignore': 'out/\n', 'out/a.rs': BLOCKING, 'out/b.txt': BLOCKING });
    expect(paths(await scan(['out']))).toEqual(['out/a.rs']);
    expect(paths(await scan(['out/b.txt', 'out/a.rs', 'out/a.rs']))).toEqual(['out/a.rs', 'out/b.txt']);
  });

  test('clones inside a plain folder are read as clones', async () => {
    write({ 'one/.gitignore': 'x.rs\n', 'one/x.rs': BLOCKING, 'one/y.rs': BLOCKING, 'two/z.rs': BLOCKING });
    new TestRepo(join(dir, 'one')).git('init', '--quiet');
    expect(paths(await scan([]))).toEqual(['one/y.rs', 'two/z.rs']);
  });

  test('a name that is no UTF-8 is read and shown', async () => {
    writeFileSync(
      Buffer.concat([Buffer.from(`${dir}/caf`), Buffer.from([0xe9]), Buffer.from('.rs')]),
      BLOCKING,
    );
    expect(paths(await scan([]))).toEqual(['caf\\xe9.rs']);
    new TestRepo(dir).git('init', '--quiet');
    expect(paths(await scan([]))).toEqual(['caf\\xe9.rs']);
  });
});

describe('paths in the output', () => {
  beforeEach(() => {
    new TestRepo(dir).git('init', '--quiet');
    write({ 'crates/a/src/lib.rs': BLOCKING, 'crates/a/tests/it.rs': BLOCKING, 'b.rs': BLOCKING });
  });

  test.each([
    ['.', [], ['b.rs', 'crates/a/src/lib.rs']],
    ['crates/a', [], ['src/lib.rs']],
    ['crates/a', ['.', '../../b.rs'], ['b.rs', 'src/lib.rs']],
    ['crates/a/src', ['../..'], ['lib.rs']],
    ['crates/a', ['tests'], []],
  ])('from %s of %j', async (cwd, args, expected) => {
    expect(paths(await scan(args, join(dir, cwd)))).toEqual(expected);
  });

  test('from elsewhere are relative to the root of what was named', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'wavegate-test-'));
    const result = await scan([join(dir, 'crates/a/src')], elsewhere);
    rmSync(elsewhere, { recursive: true });
    expect(paths(result)).toEqual(['crates/a/src/lib.rs']);
  });
});

test('a large tree, shared by several processes, is answered as one process would', async () => {
  const filler = 'fn f() { let x = [1, 2, 3]; }\n'.repeat(25_000);
  const crates = ['a', 'b', 'c', 'd', 'e', 'f'];
  for (const name of crates) {
    write({
      [`${name}/Cargo.toml`]: `[package]\nname = "${name}"\n`,
      [`${name}/src/lib.rs`]: filler,
      [`${name}/src/io.rs`]: BLOCKING,
      [`${name}/tests/it.rs`]: BLOCKING,
    });
  }
  const whole = await scan([]);
  const alone = await Promise.all(crates.map((name) => scan([name])));
  expect(paths(whole)).toEqual(crates.map((name) => `${name}/src/io.rs`));
  expect(whole.findings).toEqual(alone.flatMap(({ findings }) => findings));
  const sum = (key: 'files' | 'parsed'): number => alone.reduce((total, part) => total + part[key], 0);
  expect([whole.files, whole.parsed]).toEqual([sum('files'), sum('parsed')]);
}, 120_000);

describe('input that is hard to read', () => {
  test.each([
    ['no UTF-8', Buffer.concat([Buffer.from([0xff, 0xfe, 0x00]), Buffer.from(BLOCKING)])],
    ['NUL and lone CR', `\0\r\r${BLOCKING}`],
    ['50,000 nested parentheses', `${BLOCKING}fn f() { ${'('.repeat(50_000)}1${')'.repeat(50_000)}; }\n`],
    ['50,000 open parentheses', `${BLOCKING}fn f() { ${'('.repeat(50_000)}`],
    ['5 MB', BLOCKING + 'fn f() { let x = [1, 2, 3]; }\n'.repeat(170_000)],
  ])(
    '%s: found or named, never silent',
    async (_, content) => {
      write({ 'a.rs': content, 'b.rs': BLOCKING });
      const result = await scan([]);
      expect(result.files).toBe(2);
      expect(paths(result)).toContain('b.rs');
      expect([...paths(result), ...result.errors.map(({ path }) => path)]).toContain('a.rs');
    },
    120_000,
  );

  test('what is not judged is no success', async () => {
    write({ 'a.rs': 'fn f( { ] \u0000\u0000 }}}} fn' });
    const result = await scan([]);
    expect(result.errors).not.toEqual([]);
    expect(result.code).toBe(2);
  });
});

describe('wrong usage', () => {
  test.each([
    [['scan', 'nowhere'], 'no file or folder nowhere'],
    [['scan', '--rule', 'blocking-io-in-asinc'], 'Did you mean "blocking-io-in-async"?'],
    [['scan', '--rules', 'nowhere'], 'nowhere cannot be read'],
    [['scan', '--rules', '.'], '. holds no rule'],
    [['scan', '--format', 'xml'], 'Allowed choices are text, json'],
    [['scan', '--frmat', 'text'], '--format'],
    [['sacn'], 'Did you mean scan?'],
    [['explain', 'nothing-like-it-at-all'], 'The rules are:'],
    [['explain'], 'missing required argument'],
    [[], 'Usage: wavegate'],
  ])('%j says what to do and exits 2', async (args, words) => {
    const { code, stdout, stderr } = await wavegate(dir, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  test.each([
    ['rule: x\nversion: 1\nunknown: 2\n', 'r/x.yml:'],
    ['just: this\n', 'r/x.yml:1:1'],
  ])('a rule file with a mistake is answered with its place', async (text, words) => {
    write({ 'r/x.yml': text });
    const { code, stderr } = await wavegate(dir, ['scan', '--rules', 'r']);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });

  test.each([
    ['detector: call-in-asinc', 'detector'],
    ['options: { nonsense: 1 }', 'nonsense'],
  ])('a rule with %s is refused', async (line, words) => {
    const shipped = readFileSync(new URL(`../../rules/${RULE}.yml`, import.meta.url), 'utf8');
    const changed = line.startsWith('detector')
      ? shipped.replace(/^detector:.*$/m, line)
      : shipped.replace(/^options:.*\n(?:[ \t].*\n|\n)*/m, `${line}\n`);
    expect(changed).not.toBe(shipped);
    write({ [`r/${RULE}.yml`]: changed, 'a.rs': BLOCKING });
    const { code, stdout, stderr } = await wavegate(dir, ['scan', '--rules', 'r']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('internal error');
  });
});

test('all shipped rules are in force without --rule, and each can be named', async () => {
  const { ruleFiles } = loadShipped();
  const ids = ruleFiles.map(({ path }) => basename(path, '.yml'));
  expect([...loadRules(undefined, dir).keys()].sort()).toEqual(ids.sort());
});

describe('in a shell', () => {
  test('a reader that stops early is no error', async () => {
    write({ 'a.rs': BLOCKING.repeat(3000) });
    const command = `"${process.execPath}" "${CLI_MAIN}" scan --rule ${RULE} | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const child = spawn('bash', ['-c', command], { cwd: dir, env: { ...process.env, NODE_OPTIONS: '' } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    await new Promise((resolve) => child.on('close', resolve));
    const [first, status] = output.trim().split('\n');
    expect(first).toContain('a.rs:2:5: blocking-io-in-async');
    expect(['0', '1']).toContain(status);
  });

  test('Ctrl-C ends it at once, even within a large file; a shell says 130', async () => {
    write({ 'a.rs': BLOCKING.repeat(60_000) });
    const child = spawn(process.execPath, [CLI_MAIN, 'scan'], {
      cwd: dir,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const started = performance.now();
    child.kill('SIGINT');
    const code = await new Promise((resolve) => {
      child.on('close', (status, signal) => resolve(signal ?? status));
    });
    expect(code).toBe('SIGINT');
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('colour comes when it is asked for, and not otherwise', async () => {
    write({ 'a.rs': BLOCKING });
    const plain = await wavegate(dir, ['scan']);
    const coloured = await wavegate(dir, ['scan'], { FORCE_COLOR: '1' });
    const refused = await wavegate(dir, ['scan'], { FORCE_COLOR: '1', NO_COLOR: '1' });
    expect(plain.stdout).not.toContain('\u001b');
    expect(coloured.stdout).toContain('\u001b[');
    expect(refused.stdout).toBe(plain.stdout);
  });

  test('escape sequences of a file reach no terminal', async () => {
    write({
      'a.rs': 'async fn load() {\n    /* \u001b[2J\u202e */ std::fs::read("\u001b]0;x\u0007").unwrap();\n}\n',
    });
    const { stdout } = await wavegate(dir, ['scan', '--rule', RULE]);
    expect(stdout).toContain('\\u{1b}[2J');
    expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
  });
});

test.each([
  [['--version'], /^\d+\.\d+\.\d+\n$/],
  [['--help'], /Exit codes:/],
  [['scan', '--help'], /--rule <id>/],
  [['explain', RULE], /Why is this bad/],
])('%j prints on stdout and exits 0', async (args, words) => {
  const { code, stdout, stderr } = await wavegate(dir, args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(words);
});
