import { boardOf } from '../../src/evaluate/board.js';
import { readEvidence } from '../../src/evaluate/branch-evidence.js';
import { judgeClosures, type WaveClosure } from '../../src/evaluate/closures.js';
import { countLeft, trendCommits } from '../../src/evaluate/trend.js';
import { progressOf } from '../../src/program/progress.js';
import type { History, PastPullRequest } from '../../src/snapshot/facts.js';
import { type Files, lineAnalyzer, programsOf, repositoryOf } from '../gates/pull-request.js';

const rules = (glob: string): string => `[{ rule: blocking-io-in-async, in: ['${glob}'] }]`;
const step = (kind: string, more = ''): string => `{ title: Step, kind: ${kind}, allow: ['**']${more} }`;
const TEXT = "patterns: [{ must-not-match: 'unwrap', in: ['c/**'], where: text }]";

function setOf(waves: string, more = ''): ReturnType<typeof programsOf> {
  const set = programsOf(
    `version: 1\nprogram: w8\ntitle: A program\nbranch: codex/{program}{wave}-step{step}-{slug}\nproduction: {}\n${more}waves:\n${waves}`,
  );
  expect(set.errors).toEqual([]);
  return set;
}

const WAVES = setOf(`
  a: { title: A, rules: ${rules('a/**')}, steps: { 1: ${step('freeze')}, 2: ${step('close')} } }
  b: { title: B, rules: ${rules('b/**')}, steps: { 1: ${step('change')} } }
  d: { title: D, steps: { 1: ${step('freeze')} } }
`);

const TIP = { branch: 'main', sha: 'a'.repeat(40), now: '2026-03-01T00:00:00Z' };

function runner(files: Files) {
  return { repository: repositoryOf({}, files), analyzer: lineAnalyzer };
}

async function closures(files: Files, set = WAVES): Promise<Record<string, WaveClosure['verdict']>> {
  const all = await judgeClosures(set.programs[0]!, set.rules, TIP, runner(files));
  return Object.fromEntries([...all].map(([wave, { verdict }]) => [wave, verdict]));
}

test.each<[string, Files, Record<string, string>]>([
  ['nothing left', { 'a/x.rs': '', 'b/x.rs': '' }, { a: 'pass', b: 'pass' }],
  ['a hit in one wave', { 'a/x.rs': 'HIT f', 'b/x.rs': '' }, { a: 'fail', b: 'pass' }],
  ['a hit in a wave that has no closing step', { 'a/x.rs': '', 'b/x.rs': 'HIT f' }, { a: 'pass', b: 'fail' }],
  ['a hit elsewhere', { 'a/x.rs': '', 'b/x.rs': '', 'c/x.rs': 'HIT f' }, { a: 'pass', b: 'pass' }],
  ['a file that cannot be judged', { 'a/x.rs': 'BROKEN', 'b/x.rs': '' }, { a: 'fail', b: 'pass' }],
  ['no file to judge', { 'b/x.rs': '' }, { a: 'fail', b: 'pass' }],
])('%s', async (_, files, expected) => {
  expect(await closures(files)).toEqual(expected);
});

test('a closing step holds by its conditions on text and its tests too', async () => {
  const tests = "tests: [{ what: parity, names: ['*parity*'], in: ['c/**'] }]";
  const set = setOf(`  c: { title: C, steps: { 1: ${step('close', `, ${tests}, ${TEXT}`)} } }\n`);
  const [testsFail, bothFail] = [{ 'c/x.rs': 'fine' }, { 'c/x.rs': 'unwrap' }];
  const reasons = async (files: Files): Promise<string[]> => {
    const all = await judgeClosures(set.programs[0]!, set.rules, TIP, runner(files));
    return all.get('c')!.reasons.map(({ message }) => message);
  };
  expect((await reasons(testsFail)).join('\n')).toContain('parity');
  expect((await reasons(testsFail)).join('\n')).not.toContain('unwrap');
  expect((await reasons(bothFail)).join('\n')).toContain('unwrap');
});

test('what is left is counted by wave, warnings and waves without rules left out', async () => {
  const files = { 'a/x.rs': 'HIT f\nHIT g', 'b/x.rs': 'HIT h' };
  const left = await countLeft(WAVES.programs[0]!, WAVES.rules, TIP, runner(files));
  expect(Object.fromEntries(left)).toEqual({ a: 2, b: 1 });
});

const merged = (number: number, branch: string, more: Partial<PastPullRequest> = {}): PastPullRequest => ({
  number,
  url: `https://github.com/acme/widgets/pull/${number}`,
  branch,
  baseBranch: 'main',
  state: 'merged',
  headSha: `head-${number}`,
  mergeSha: `merge-${number}`,
  mergedAt: `2026-02-${String(number).padStart(2, '0')}T00:00:00Z`,
  inDefaultBranch: true,
  revertedBy: null,
  fromFork: false,
  ...more,
});

const ALL: History = {
  pullRequests: ['a-step1', 'a-step2', 'b-step1', 'd-step1'].map((name, index) =>
    merged(index + 1, `codex/w8${name}-x`),
  ),
};

async function boardFor(files: Files, history = ALL, more = '') {
  const waves = `
  a: { title: A, rules: ${rules('a/**')}, steps: { 1: ${step('freeze')}, 2: ${step('close')} } }
  b: { title: B, rules: ${rules('b/**')}, steps: { 1: ${step('change')} } }
  d: { title: D, steps: { 1: ${step('freeze')} } }
`;
  const set = setOf(waves, more);
  const program = set.programs[0]!;
  const evidence = await readEvidence(program, set.rules, TIP, runner(files));
  return boardOf(progressOf(program, history), evidence);
}

const CLEAN = { 'a/x.rs': '', 'b/x.rs': '' };
const DONE = `done:
  - { item: steps, by: steps }
  - { item: closures, by: closures }
  - { item: paper, by: artifacts, artifacts: [{ path: docs/end.md, headings: [Risk] }] }
`;
const END = { 'docs/end.md': '# Risk\n\nNone.\n' };

test.each<[string, Files, History, string, boolean, string[]]>([
  ['all of it', { ...CLEAN, ...END }, ALL, DONE, true, ['met', 'met', 'met']],
  ['a hit is back', { ...CLEAN, ...END, 'a/x.rs': 'HIT f' }, ALL, DONE, false, ['met', 'open', 'met']],
  ['a file is missing', CLEAN, ALL, DONE, false, ['met', 'met', 'open']],
  ['a heading is missing', { ...CLEAN, 'docs/end.md': '# R' }, ALL, DONE, false, ['met', 'met', 'open']],
  [
    'a step is missing',
    { ...CLEAN, ...END },
    { pullRequests: ALL.pullRequests.slice(1) },
    DONE,
    false,
    ['open', 'met', 'met'],
  ],
  ['no definition of done, and all steps merged', CLEAN, ALL, '', true, []],
  ['no definition of done, and a hit is back', { ...CLEAN, 'b/x.rs': 'HIT f' }, ALL, '', false, []],
  [
    'no definition of done, and a file that cannot be judged',
    { ...CLEAN, 'b/x.rs': 'BROKEN' },
    ALL,
    '',
    false,
    [],
  ],
])('done: %s', async (_, files, history, more, isDone, states) => {
  const board = await boardFor(files, history, more);
  expect({ isDone: board.isDone, states: board.done.map(({ state }) => state) }).toEqual({ isDone, states });
});

test.each<[string, Files, string, string[]]>([
  ['nothing is back', CLEAN, '', ['closed', 'closed', 'closed']],
  ['a hit is back', { ...CLEAN, 'a/x.rs': 'HIT f' }, '', ['regressed', 'closed', 'closed']],
  ['what cannot be judged is not back', { ...CLEAN, 'a/x.rs': 'BROKEN' }, '', ['closed', 'closed', 'closed']],
  ['files that are gone are not back', { 'b/x.rs': '' }, '', ['closed', 'closed', 'closed']],
  [
    'without a ratchet it may',
    { ...CLEAN, 'a/x.rs': 'HIT f' },
    'ratchet: false\n',
    ['closed', 'closed', 'closed'],
  ],
])('regressed: %s', async (_, files, more, states) => {
  expect((await boardFor(files, ALL, more)).waves.map(({ state }) => state)).toEqual(states);
});

test('a wave that is not closed has not regressed', async () => {
  const board = await boardFor(
    { ...CLEAN, 'a/x.rs': 'HIT f' },
    { pullRequests: ALL.pullRequests.slice(0, 1) },
  );
  expect(board.waves.map(({ state }) => state)).toEqual(['open', 'not-started', 'not-started']);
});

test('a default branch that cannot be read proves nothing', async () => {
  const set = setOf(`  a: { title: A, rules: ${rules('a/**')}, steps: { 1: ${step('close')} } }\n`, DONE);
  const program = set.programs[0]!;
  const tip = { ...TIP, sha: 'f'.repeat(40) };
  const evidence = await readEvidence(program, set.rules, tip, runner(CLEAN));
  const board = boardOf(progressOf(program, { pullRequests: [merged(1, 'codex/w8a-step1-x')] }), evidence);
  expect(board.problem).toContain('There is no commit');
  expect(board.done.map(({ state }) => state)).toEqual(['met', 'unknown', 'unknown']);
  expect(board.isDone).toBe(false);
});

test('a definition of done by closures proves nothing where nothing closes', async () => {
  const set = setOf(
    `  d: { title: D, steps: { 1: ${step('freeze')} } }\n`,
    'done: [{ item: x, by: closures }]\n',
  );
  const program = set.programs[0]!;
  const evidence = await readEvidence(program, set.rules, TIP, runner({}));
  const board = boardOf(progressOf(program, { pullRequests: [merged(1, 'codex/w8d-step1-x')] }), evidence);
  expect({ states: board.done.map(({ state }) => state), isDone: board.isDone }).toEqual({
    states: ['open'],
    isDone: false,
  });
});

describe('the commits of a trend', () => {
  const progress = (pullRequests: readonly PastPullRequest[]) =>
    progressOf(WAVES.programs[0]!, { pullRequests });
  const many = (n: number) => Array.from({ length: n }, (_, index) => merged(index + 1, 'codex/w8a-step1-x'));

  test.each([
    [0, []],
    [1, ['#1']],
    [4, ['#1', '#2', '#3', '#4']],
    [5, ['#1', '#2', '#4', '#5']],
  ])('of %i merges at most 4, the first and the last among them', (n, labels) => {
    expect(trendCommits(progress(many(n)), 'main', 4).map(({ label }) => label)).toEqual(labels);
  });

  test('what is not in the default branch, or came there by another, is none', () => {
    const pulls = [
      merged(1, 'codex/w8a-step1-x', { inDefaultBranch: false }),
      merged(2, 'codex/w8a-step1-y', { baseBranch: 'codex/w8a-step1-x' }),
      merged(3, 'codex/w8a-step1-z', {
        state: 'open',
        mergeSha: null,
        mergedAt: null,
        inDefaultBranch: false,
      }),
      merged(4, 'codex/w8a-step2-x', { revertedBy: 'f'.repeat(40) }),
    ];
    expect(trendCommits(progress(pulls), 'main', 4)).toEqual([{ label: '#4', sha: 'merge-4' }]);
  });
});
