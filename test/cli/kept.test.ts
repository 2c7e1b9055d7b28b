import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, Kept } from '../../src/cli/kept.js';
import { wavegate } from '../support/cli.js';

const BLOCKING = 'async fn load() -> String {\n    std::fs::read_to_string("a").unwrap()\n}\n';

let dir: string;
let cache: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wavegate-test-'));
  cache = join(dir, 'cache');
  mkdirSync(join(dir, 'tree/src'), { recursive: true });
  writeFileSync(join(dir, 'tree/Cargo.toml'), '[package]\nname = "x"\n');
  writeFileSync(join(dir, 'tree/src/lib.rs'), BLOCKING);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function scan(...args: string[]): Promise<string> {
  const env = { WAVEGATE_CACHE_DIR: cache };
  const { stdout, stderr } = await wavegate(join(dir, 'tree'), ['scan', '--format', 'json', ...args], env);
  expect(stderr).toBe('');
  return stdout;
}

const linesFound = (stdout: string): number[] =>
  (JSON.parse(stdout) as { findings: { line: number }[] }).findings.map(({ line }) => line);

describe('a scan', () => {
  test('says the same when it is repeated, and with nothing kept', async () => {
    const first = await scan();
    const entries = readdirSync(cache).length;
    expect(linesFound(first)).toEqual([2]);
    expect(entries).toBeGreaterThan(0);
    expect(await scan()).toBe(first);
    expect(await scan('--no-cache')).toBe(first);
    expect(readdirSync(cache)).toHaveLength(entries);
  });

  test('sees what changed in a file that it reports on, and in one that it does not', async () => {
    await scan();
    writeFileSync(join(dir, 'tree/src/lib.rs'), `// Moved down.\n${BLOCKING}`);
    expect(linesFound(await scan())).toEqual([3]);
    writeFileSync(join(dir, 'tree/src/lib.rs'), 'mod file;\nasync fn load() {\n    file::read();\n}\n');
    writeFileSync(join(dir, 'tree/src/file.rs'), 'pub fn read() {}\n');
    expect(linesFound(await scan('src/lib.rs'))).toEqual([]);
    writeFileSync(join(dir, 'tree/src/file.rs'), 'pub fn read() { std::fs::read("a"); }\n');
    expect(linesFound(await scan('src/lib.rs'))).toEqual([3]);
  });

  test('sees what changed in the rules', async () => {
    const rules = join(dir, 'rules');
    mkdirSync(rules);
    const shipped = readFileSync(new URL('../../rules/blocking-io-in-async.yml', import.meta.url), 'utf8');
    const file = join(rules, 'blocking-io-in-async.yml');
    writeFileSync(file, shipped);
    expect(linesFound(await scan('--rules', rules))).toEqual([2]);
    writeFileSync(
      file,
      shipped
        .replace(/^tests: .*\n/m, '')
        .replace('read_to_string,', '')
        .replaceAll('read_to_string', 'read_dir'),
    );
    expect(linesFound(await scan('--rules', rules))).toEqual([]);
    writeFileSync(file, 'rule: blocking-io-in-async\n');
    const { code } = await wavegate(join(dir, 'tree'), ['scan', '--rules', rules], {
      WAVEGATE_CACHE_DIR: cache,
    });
    expect(code).toBe(2);
  });

  test('keeps nothing where an error is told: the next run tries again', async () => {
    writeFileSync(join(dir, 'tree/src/lib.rs'), `${BLOCKING}fn cut() {`);
    const first = JSON.parse(await scan()) as { errors: unknown[] };
    expect(first.errors).not.toEqual([]);
    const before = readdirSync(cache);
    expect(JSON.parse(await scan())).toEqual(first);
    expect(readdirSync(cache)).toEqual(before);
  });

  test('works where entries are damaged, and where none can be written', async () => {
    const first = await scan();
    for (const name of readdirSync(cache)) writeFileSync(join(cache, name), '{"key":"x","value":');
    expect(await scan()).toBe(first);
    rmSync(cache, { recursive: true });
    writeFileSync(cache, 'a file where the folder should be');
    expect(await scan()).toBe(first);
  });
});

describe('what is kept', () => {
  test('is found by its key alone', () => {
    const kept = new Kept(cache);
    const key = kept.key(['a', 'bc']);
    kept.write(key, [1]);
    expect(kept.read(key)).toEqual([1]);
    expect(kept.read(kept.key(['ab', 'c']))).toBeUndefined();
    expect(kept.read(kept.key(['a', Buffer.from('bc')]))).toEqual([1]);
    expect(new Kept(null).read(key)).toBeUndefined();
  });

  test('goes after a month', () => {
    new Kept(cache).write('old', 1);
    const longAgo = new Date(Date.now() - 31 * 24 * 3600 * 1000);
    utimesSync(join(cache, 'old.json'), longAgo, longAgo);
    new Kept(cache).write('new', 2);
    expect(readdirSync(cache)).toEqual(['new.json']);
  });

  test.each([
    [{ WAVEGATE_CACHE_DIR: '/a', XDG_CACHE_HOME: '/b' }, '/a'],
    [{ WAVEGATE_CACHE_DIR: '' }, null],
    [{ XDG_CACHE_HOME: '/b' }, '/b/wavegate'],
  ])('with %j lies in %s', (env, folder) => {
    expect(cacheFolder(env, 'a build')).toBe(folder);
  });

  test('of code that is no build lies nowhere', () => {
    expect(cacheFolder({ WAVEGATE_CACHE_DIR: '/a' }, null)).toBeNull();
  });
});
