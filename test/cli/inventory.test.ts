import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliResult, wavegate } from '../support/cli.js';
import { type Files, TestRepo } from '../support/git-repo.js';

const BLOCKING = 'async fn load() -> String {\n    std::fs::read_to_string("a").unwrap()\n}\n';
const program = (name: string, waves = ['io', 'net']): string => `version: 1
program: ${name}
title: Tidying up
branch: work/{program}-{wave}-step{step}-{slug}
production: { exclude: ['docs/**'] }
waves:
${waves.map((wave) => `  ${wave}: { title: ${wave}, rules: [{ rule: blocking-io-in-async, in: ['src/**'] }], steps: { 1: { title: Freeze, kind: freeze, allow: ['docs/**'], inventory: docs/inventory.md } } }\n`).join('')}`;

const START: Files = {
  '.github/wavegate.yml': program('tidy'),
  'Cargo.toml': '[package]\nname = "tidy"\nversion = "0.1.0"\nedition = "2021"\n',
  'src/lib.rs': BLOCKING,
};
const ROW = '| `src/lib.rs:2` | `load` | `blocking-io-in-async` |';

let repo: TestRepo;
beforeEach(() => {
  repo = TestRepo.create();
  repo.commit('main', START);
  repo.checkout('main');
});
afterEach(() => repo.remove());

const inventory = (...args: string[]): Promise<CliResult> => wavegate(repo.dir, ['inventory', ...args]);

test('the rows of a wave, ready to paste: what is printed is what passes', async () => {
  const { code, stdout, stderr } = await inventory('--wave', 'io');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n')).toEqual(['| place | function | rule |', '| --- | --- | --- |', ROW, '']);
  repo.commit('work/tidy-io-step1-x', { 'docs/inventory.md': stdout }, { from: 'main' });
  expect(await wavegate(repo.dir, ['check', '--head', 'work/tidy-io-step1-x'])).toMatchObject({ code: 0 });
});

test.each([
  ['--wave', 'tidy-io'],
  ['--wave', 'IO'],
  ['--branch', 'work/tidy-io-step1-x'],
])('the wave by %s %s', async (...args) => {
  expect((await inventory(...args)).stdout).toContain(ROW);
});

test('the wave of the branch that is checked out', async () => {
  repo.commit('work/tidy-net-step1-x', {}, { from: 'main' });
  repo.checkout('work/tidy-net-step1-x');
  expect((await inventory()).stdout).toContain(ROW);
});

test('the JSON', async () => {
  const { stdout } = await inventory('--wave', 'io', '--format', 'json');
  expect(JSON.parse(stdout)).toEqual({
    program: 'tidy',
    wave: 'io',
    sites: [
      {
        path: 'src/lib.rs',
        line: 2,
        function: 'load',
        rules: ['blocking-io-in-async'],
        level: 'error',
        row: ROW,
      },
    ],
    errors: [],
    files: 1,
  });
});

test('files as they lie there', async () => {
  mkdirSync(join(repo.dir, 'src'), { recursive: true });
  writeFileSync(join(repo.dir, 'src/lib.rs'), `//\n${BLOCKING}`);
  expect((await inventory('--wave', 'io', '--head', 'WORKTREE')).stdout).toContain('src/lib.rs:3');
  expect((await inventory('--wave', 'io')).stdout).toContain('src/lib.rs:2');
});

test('nothing found: stdout has no row, and stderr says so', async () => {
  repo.commit('main', { 'src/lib.rs': '// clean\n' });
  const { code, stdout, stderr } = await inventory('--wave', 'io');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toContain('find nothing in 1 file');
});

test('what cannot be judged is an error', async () => {
  repo.commit('main', { 'src/bad.rs': 'async fn f( { std::fs::read("a")' });
  const { code, stdout, stderr } = await inventory('--wave', 'io');
  expect(code).toBe(2);
  expect(stdout).toContain(ROW);
  expect(stderr).toContain('src/bad.rs');
});

describe('what is refused, and what is said', () => {
  test.each([
    [['--wave', 'oi'], 'The waves are `tidy-io` and `tidy-net`'],
    [['--wave', 'tidy-oi'], 'Did you mean `tidy-io`?'],
    [[], 'The branch main names no wave and step'],
    [['--branch', 'work/tidy-io-step9-x'], 'names the step `9`'],
    [['--wav', 'io'], 'Did you mean --wave?'],
    [['--wave', 'io', '--format', 'text'], 'Allowed choices are markdown, json'],
    [['--wave', 'io', '--head', 'nowhere'], '"nowhere" names no commit'],
  ])('%j', async (args, expected) => {
    const { code, stdout, stderr } = await inventory(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(expected);
  });

  test('a wave of two programs', async () => {
    repo.commit('main', { '.github/wavegate/other.yml': program('other') });
    const { code, stderr } = await inventory('--wave', 'io');
    expect(code).toBe(2);
    expect(stderr).toContain('write `tidy-io` or `other-io`');
    expect((await inventory('--wave', 'other-io')).code).toBe(0);
  });

  test('a program with a mistake', async () => {
    repo.commit('main', { '.github/wavegate.yml': program('tidy').replace('title', 'titel') });
    const { code, stderr } = await inventory('--wave', 'io');
    expect(code).toBe(2);
    expect(stderr).toMatch(/wavegate\.yml:3:1: .*Did you mean `title`/u);
  });
});
