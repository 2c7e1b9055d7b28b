import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CliResult, wavegate } from '../support/cli.js';
import { TestRepo } from '../support/git-repo.js';

const PROGRAM = `version: 1
program: tidy
title: Tidying up
branch: work/{program}-{wave}-step{step}-{slug}
production: {}
done:
  - { item: Every step is merged, by: steps }
  - { item: It is written down, by: artifacts, artifacts: [{ path: docs/end.md }] }
waves:
  io:
    title: No blocking reads
    steps:
      1: { title: Freeze, kind: freeze, allow: ['docs/**'] }
      2: { title: Change, kind: change, allow: ['src/**'] }
      2-5-b: { title: More, kind: change, allow: ['src/**'] }
  net:
    title: Timeouts everywhere
    steps:
      1: { title: Freeze, kind: freeze, allow: ['docs/**'] }
`;

const sha = (digit: string): string => digit.repeat(40);
const merged = { state: 'merged', mergeSha: sha('a'), mergedAt: '2026-02-01T00:00:00Z' };
const HISTORY = {
  pullRequests: [
    { number: 1, branch: 'work/tidy-io-step1-a', baseBranch: 'main', ...merged, inDefaultBranch: true },
    { number: 2, branch: 'work/tidy-io-step2-a', baseBranch: 'work/tidy-io-step1-a', ...merged },
    { number: 3, branch: 'work/tidy-io-step2-5-b-a', baseBranch: 'main', state: 'open' },
    {
      number: 4,
      branch: 'work/tidy-net-step1-a',
      baseBranch: 'main',
      ...merged,
      inDefaultBranch: true,
      revertedBy: sha('b'),
    },
    { number: 5, branch: 'fix/typo', baseBranch: 'main', ...merged, inDefaultBranch: true },
  ],
};

let repo: TestRepo;
beforeEach(() => {
  repo = TestRepo.create();
  repo.commit('main', { '.github/wavegate.yml': PROGRAM });
  repo.checkout('main');
  writeFileSync(join(repo.dir, 'facts.json'), JSON.stringify({ history: HISTORY }));
});
afterEach(() => repo.remove());

const status = (...args: string[]): Promise<CliResult> => wavegate(repo.dir, ['status', ...args]);

test('waves by steps, each with what proves its state', async () => {
  const { code, stdout, stderr } = await status('--history', 'facts.json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n')).toEqual([
    'tidy: Tidying up',
    '0 of 2 waves closed',
    '',
    'io  No blocking reads (under way)',
    '   ✓ 1      Freeze: merged (#1)',
    '   … 2      Change: merged, not promoted (#2)',
    '   … 2-5-b  More: open (#3)',
    '',
    'net  Timeouts everywhere (under way)',
    '   ✗ 1  Freeze: reverted (#4 reverted by bbbbbbbbbb)',
    '',
    'Definition of done',
    '   – Every step is merged',
    '       1 of 4 steps merged',
    '   – It is written down',
    '       `docs/end.md` is missing. Add `docs/end.md`.',
    '',
  ]);
});

test('a program that is done says so, by its pull requests and by the default branch', async () => {
  const branches = ['io-step1-a', 'io-step2-a', 'io-step2-5-b-a', 'net-step1-a'];
  const pullRequests = branches.map((name, index) => {
    const branch = `work/tidy-${name}`;
    return { number: index + 1, branch, baseBranch: 'main', ...merged, inDefaultBranch: true };
  });
  writeFileSync(join(repo.dir, 'facts.json'), JSON.stringify({ history: { pullRequests } }));
  const before = await status('--history', 'facts.json');
  expect(before.stdout).toContain('2 of 2 waves closed');
  expect(before.stdout).toContain(
    '   ✓ Every step is merged\n   – It is written down\n       `docs/end.md` is',
  );
  repo.commit('main', { 'docs/end.md': '# The end\n' });
  const after = await status('--history', 'facts.json');
  expect(after.stdout).toContain('\nDone\n   ✓ Every step is merged\n   ✓ It is written down\n');
  const json = await status('--history', 'facts.json', '--format', 'json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    programs: [
      {
        headline: 'tidy is done: 4 of 4 steps merged',
        isDone: true,
        done: [
          { by: 'steps', state: 'met' },
          { by: 'artifacts', state: 'met' },
        ],
      },
    ],
  });
});

test('the JSON', async () => {
  const { stdout } = await status('--history', 'facts.json', '--format', 'json');
  const { programs } = JSON.parse(stdout) as { programs: { waves: { steps: unknown[] }[] }[] };
  expect(programs).toHaveLength(1);
  expect(programs[0]).toMatchObject({
    program: 'tidy',
    waves: [{ wave: 'io', state: 'open' }, { wave: 'net' }],
  });
  expect(programs[0]!.waves[0]!.steps).toMatchObject([
    { step: 1, kind: 'freeze', state: 'merged', pullRequests: [{ number: 1, inDefaultBranch: true }] },
    { step: 2, state: 'stacked' },
    { step: '2-5-b', state: 'open', pullRequests: [{ number: 3, state: 'open' }] },
  ]);
});

test.each([
  [[], '--history FILE'],
  [['--history', 'nowhere.json'], 'nowhere.json cannot be read'],
  [['--history', 'facts.json', '--pr', 'o/r#1'], '--history does not go with --pr'],
  [['--api', 'http://localhost'], '--api goes with --pr'],
  [['--pr', 'o/r'], 'OWNER/REPO#NUMBER'],
])('%j is refused', async (args, expected) => {
  const { code, stdout, stderr } = await status(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(expected);
});

test('a file of facts that says nothing of pull requests is no empty history', async () => {
  writeFileSync(join(repo.dir, 'facts.json'), '{}');
  expect(await status('--history', 'facts.json')).toMatchObject({ code: 2, stdout: '' });
});
