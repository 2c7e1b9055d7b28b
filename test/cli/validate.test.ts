import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadShipped } from '../../src/program/shipped.js';
import { type CliResult, wavegate } from '../support/cli.js';
import { TestRepo } from '../support/git-repo.js';

const PROGRAM = `version: 1
program: tidy
title: Tidying up
branch: work/{program}-{wave}-step{step}-{slug}
production: {}
waves:
  io:
    title: No blocking reads
    rules: [{ rule: own-rule, in: ['src/**'] }]
    steps:
      1: { title: Freeze, kind: freeze, allow: ['docs/**'] }
`;
const shipped = loadShipped().ruleFiles.find(({ path }) => path.endsWith('/blocking-io-in-async.yml'))!;
const RULE = shipped.text.replaceAll('blocking-io-in-async', 'own-rule');

let repo: TestRepo;
beforeEach(() => {
  repo = TestRepo.create();
});
afterEach(() => repo.remove());

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(repo.dir, path)), { recursive: true });
    writeFileSync(join(repo.dir, path), text);
  }
}

const validate = (...args: string[]): Promise<CliResult> => wavegate(repo.dir, ['validate', ...args]);
const OWN = { '.github/wavegate.yml': PROGRAM, '.github/wavegate/own-rule.yml': RULE };

test('all files of a clone, programs and rules', async () => {
  write(OWN);
  expect(await validate()).toMatchObject({ code: 0, stdout: '2 files are valid\n', stderr: '' });
});

test('every mistake at its place, in text and in JSON', async () => {
  write({
    ...OWN,
    '.github/wavegate.yml': PROGRAM.replace('kind: freeze', 'kind: frieze').replace(
      'title: Tidying',
      'titel: Tidying',
    ),
    '.github/wavegate/own-rule.yml': RULE.replace('level: error', 'level: fatal'),
  });
  const { code, stdout } = await validate();
  expect(code).toBe(2);
  expect(stdout.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^\.github\/wavegate\.yml:3:1: .*`title`/u),
    expect.stringMatching(/^\.github\/wavegate\.yml:9:21: There is no rule `own-rule`/u),
    expect.stringMatching(/^\.github\/wavegate\.yml:11:33: .*`freeze`/u),
    expect.stringMatching(/^\.github\/wavegate\/own-rule\.yml:4:8: .*`error`/u),
  ]);
  const json = await validate('--format', 'json');
  expect(json.code).toBe(2);
  expect(JSON.parse(json.stdout)).toMatchObject({
    files: ['.github/wavegate.yml', '.github/wavegate/own-rule.yml'],
    errors: [
      { path: '.github/wavegate.yml', line: 3, column: 1, message: expect.stringContaining('title') },
      { line: 9, column: 21 },
      { line: 11, column: 33 },
      { path: '.github/wavegate/own-rule.yml', line: 4, column: 8 },
    ],
  });
});

test('a file that is named may be a next version, and use the other files of its clone', async () => {
  write({ ...OWN, 'next.yml': PROGRAM.replace('Tidying up', 'Tidying up, again') });
  expect(await validate('next.yml')).toMatchObject({ code: 0, stdout: '1 file is valid\n' });
  write({ 'next.yml': PROGRAM.replace('own-rule', 'own-rul') });
  const { code, stdout } = await validate('next.yml');
  expect(code).toBe(2);
  expect(stdout).toContain('Did you mean `own-rule`?');
});

test('mistakes of files that are not named are not told', async () => {
  write({
    ...OWN,
    '.github/wavegate/own-rule.yml': 'rule: own-rule\n',
    'other.yml': PROGRAM.replace('own-rule', 'blocking-io-in-async'),
  });
  expect(await validate('other.yml')).toMatchObject({ code: 0 });
});

test('a folder, outside of a clone', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'wavegate-test-'));
  try {
    mkdirSync(join(dir, 'all'));
    writeFileSync(join(dir, 'all/tidy.yml'), PROGRAM);
    writeFileSync(join(dir, 'all/own-rule.yml'), RULE);
    expect(await wavegate(dir, ['validate', 'all'])).toMatchObject({
      code: 0,
      stdout: '2 files are valid\n',
    });
    expect(await wavegate(dir, ['validate'])).toMatchObject({ code: 2, stdout: '' });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test('a link in the place of a program is a mistake', async () => {
  write({ 'elsewhere.yml': PROGRAM, '.github/wavegate/own-rule.yml': RULE });
  symlinkSync('../elsewhere.yml', join(repo.dir, '.github/wavegate.yml'));
  const { code, stdout } = await validate();
  expect(code).toBe(2);
  expect(stdout).toContain('.github/wavegate.yml:1:1');
});

test('what is not there, and a clone without programs', async () => {
  expect(await validate('nowhere.yml')).toMatchObject({ code: 2, stdout: '' });
  expect((await validate()).stderr).toContain('Name the files');
});

describe('explain', () => {
  const explain = (...args: string[]): Promise<CliResult> => wavegate(repo.dir, ['explain', ...args]);

  test('a rule of the clone, a shipped rule, a gate', async () => {
    repo.commit('main', OWN);
    expect((await explain('own-rule')).stdout).toContain('own-rule (error)');
    expect((await explain('blocking-io-in-async')).stdout).toContain('Why is this bad');
    const { code, stdout } = await explain('inventory');
    expect(code).toBe(0);
    expect(stdout).toContain('inventory (gate)');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('what is neither', async () => {
    expect((await explain('inventry')).stderr).toContain('Did you mean "inventory"?');
    expect((await explain('blocking-io')).stderr).toMatch(/blocking-io-in-async/u);
    expect(await explain('zzzzzzzzzz')).toMatchObject({ code: 2, stdout: '' });
  });
});
