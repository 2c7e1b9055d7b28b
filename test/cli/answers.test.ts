import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TestRepo } from '../support/git-repo.js';

const BLOCKING = 'async fn load() -> String {\n    std::fs::read_to_string("a").unwrap()\n}\n';
/** As long as BLOCKING, and nothing to find. */
const CLEAN = BLOCKING.replace('async fn load() ->', 'fn loading_it() ->');
/** What was changed less than two seconds before a run is no base for an answer; with the time that Node takes to start. */
const SETTLING_MS = 2100;

/** A build of the test's own, of what is bundled alone: it can become another build. */
let installed: string;
beforeAll(() => {
  installed = mkdtempSync(join(tmpdir(), 'wavegate-test-'));
  const above = fileURLToPath(new URL('../../', import.meta.url));
  const bundles = readdirSync(join(above, 'dist/cli')).filter((name) => BUNDLE.test(name));
  const parts = ['rules', 'package.json', 'dist/analysis/thread-worker.js'];
  for (const part of [...parts, ...bundles.map((name) => `dist/cli/${name}`)])
    cpSync(join(above, part), join(installed, part), { recursive: true });
  mkdirSync(join(installed, 'node_modules'));
  for (const name of ['tree-sitter', 'tree-sitter-rust', 'node-gyp-build'])
    symlinkSync(join(above, 'node_modules', name), join(installed, 'node_modules', name));
});
afterAll(() => rmSync(installed, { recursive: true, force: true }));

let dir: string;
let tree: string;
let cache: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wavegate-test-'));
  tree = join(dir, 'tree');
  cache = join(dir, 'cache');
  write({
    'Cargo.toml': '[package]\nname = "x"\n',
    'src/lib.rs': BLOCKING,
    'src/other.rs': CLEAN,
    'src/deep/mod.rs': CLEAN,
    'rules/blocking-io-in-async.yml': shippedRule(),
  });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), content);
  }
}

function shippedRule(): string {
  const file = new URL('../../rules/blocking-io-in-async.yml', import.meta.url);
  return readFileSync(file, 'utf8').replace(/^tests: .*\n/m, '');
}

/** The entry points and what they share. */
const BUNDLE = /^(?:main|run|chunk-\w+)\.js$/;

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SETTLING_MS));

async function run(args: string[], folder = cache): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '', FORCE_COLOR: '0', WAVEGATE_CACHE_DIR: folder };
  const command = [join(installed, 'dist/cli/main.js'), 'scan', '--format', 'json', ...args];
  const child = spawn(process.execPath, command, { cwd: tree, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  expect(code === 0 || code === 1 || out.includes('"errors"')).toBe(true);
  return `${code}\n${out}`;
}

function answers(): string[] {
  const entries = readdirSync(cache).map((name) => join(cache, name));
  return entries.filter((file) => readFileSync(file, 'utf8').includes('"state":'));
}

/** Marks the kept answer, so that it can be told from one that was made anew. */
function mark(): void {
  const files = answers();
  expect(files).toHaveLength(1);
  const text = readFileSync(files[0]!, 'utf8');
  writeFileSync(files[0]!, text.replace('"out":"', '"out":"MARK'));
}

const REQUESTS: [string, string[]][] = [
  ['a folder', []],
  ['a file, beside others of its crate', ['src/lib.rs']],
  ['a folder, by rules of its own', ['--rules', 'rules']],
];

const CHANGES: [string, () => void][] = [
  ['a file is written', () => write({ 'src/lib.rs': CLEAN })],
  ['a file of the same crate is written', () => write({ 'src/other.rs': `${CLEAN}// More.\n` })],
  [
    'a file is written, of the same size and with its time put back',
    () => {
      const file = join(tree, 'src/lib.rs');
      const { atime, mtime } = statSync(file);
      writeFileSync(file, CLEAN);
      utimesSync(file, atime, mtime);
    },
  ],
  [
    'a file takes the place of another, of the same size and time',
    () => {
      const { atime, mtime } = statSync(join(tree, 'src/lib.rs'));
      write({ 'src/new': CLEAN });
      utimesSync(join(tree, 'src/new'), atime, mtime);
      renameSync(join(tree, 'src/new'), join(tree, 'src/lib.rs'));
    },
  ],
  ['two files change places', () => swap('src/lib.rs', 'src/other.rs')],
  ['a file is added', () => write({ 'src/third.rs': BLOCKING })],
  ['a file is removed', () => rmSync(join(tree, 'src/other.rs'))],
  ['a folder becomes a crate', () => write({ 'src/deep/Cargo.toml': '[package]\nname = "y"\n' })],
  [
    'a link leads elsewhere',
    () => {
      renameSync(join(tree, 'src'), join(tree, 'was'));
      cpSync(join(tree, 'was'), join(tree, 'is'), { recursive: true, preserveTimestamps: true });
      symlinkSync('is', join(tree, 'src'));
    },
  ],
];

function swap(one: string, other: string): void {
  renameSync(join(tree, one), join(tree, 'swap'));
  renameSync(join(tree, other), join(tree, one));
  renameSync(join(tree, 'swap'), join(tree, other));
}

describe('an answer', () => {
  test.each(REQUESTS)('is given again, byte for byte, while nothing changes: %s', async (_, args) => {
    await settle();
    const first = await run(args);
    expect(await run(args)).toBe(first);
    mark();
    expect(await run(args)).toBe(first.replace('\n', '\nMARK'));
    expect(await run([...args, '--no-cache'])).toBe(first);
  });

  test.each(CHANGES)('is not given again after %s', async (_, change) => {
    await settle();
    await Promise.all(REQUESTS.map(([, args]) => run(args)));
    for (const file of answers()) {
      writeFileSync(file, readFileSync(file, 'utf8').replace('"out":"', '"out":"STALE'));
    }
    change();
    await Promise.all(REQUESTS.map(async ([, args]) => expect(await run(args)).toBe(await run(args, ''))));
  });

  test('is not kept for a file that was written just now: a later change could look the same', async () => {
    write({ 'src/lib.rs': BLOCKING });
    const first = await run([]);
    expect(answers()).toEqual([]);
    await settle();
    expect(await run([])).toBe(first);
    expect(answers()).toHaveLength(1);
  });

  test('is not given again when a rule changes, and none is kept that tells an error', async () => {
    await settle();
    const first = await run(['--rules', 'rules']);
    mark();
    write({ 'rules/blocking-io-in-async.yml': shippedRule().replaceAll('read_to_string', 'read_dir') });
    const second = await run(['--rules', 'rules']);
    expect(second).toBe(await run(['--rules', 'rules'], ''));
    expect(second).not.toBe(first);
    write({ 'src/lib.rs': `${BLOCKING}fn cut() {` });
    rmSync(cache, { recursive: true });
    await settle();
    await run([]);
    await run([]);
    expect(answers()).toEqual([]);
  });

  test('knows what git ignores, and what a .gitignore outside git does', async () => {
    await settle();
    const whole = await run([]);
    mark();
    write({ '.gitignore': 'lib.rs\n' });
    const without = await run([]);
    expect(without).not.toContain('lib.rs');
    new TestRepo(tree).git('init', '--quiet');
    await settle();
    expect(await run([])).toBe(without);
    new TestRepo(tree).git('add', '--force', 'src/lib.rs');
    expect(await run([])).toBe(whole);
  });

  test('is of this width, these arguments and this folder alone', async () => {
    await settle();
    await run(['src']);
    mark();
    for (const args of [['src/'], ['src', '--rule', 'blocking-io-in-async'], ['--', 'src']])
      expect(await run(args)).not.toContain('MARK');
  });

  test('is right where what is kept is damaged, cut or empty', async () => {
    await settle();
    const first = await run([]);
    const [file] = answers();
    const text = readFileSync(file!, 'utf8');
    for (const damaged of [
      '',
      '{',
      text.slice(0, -9),
      'null',
      JSON.stringify({ ...JSON.parse(text), key: 'x' }),
    ]) {
      writeFileSync(file!, damaged);
      expect(await run([])).toBe(first);
    }
  });

  test('is the same for runs at once, and where nothing can be written', async () => {
    await settle();
    const all = await Promise.all([run([]), run([]), run([])]);
    expect(new Set(all).size).toBe(1);
    expect(await run([])).toBe(all[0]);
    rmSync(cache, { recursive: true });
    mkdirSync(cache);
    chmodSync(cache, 0o500);
    expect(await run([])).toBe(all[0]);
    expect(await run([], join(tree, 'Cargo.toml'))).toBe(all[0]);
  });
});

test('another build makes another answer', async () => {
  await settle();
  await run([]);
  mark();
  expect(await run([])).toContain('MARK');
  const folder = join(installed, 'dist/cli');
  const build = /"([0-9a-f]{64})"/.exec(readFileSync(join(folder, 'main.js'), 'utf8'))![1]!;
  for (const name of readdirSync(folder)) {
    const code = readFileSync(join(folder, name), 'utf8');
    writeFileSync(join(folder, name), code.replaceAll(build, 'another'));
  }
  expect(await run([])).not.toContain('MARK');
});
