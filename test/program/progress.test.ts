import { progressOf, stepAt } from '../../src/program/progress.js';
import type { PastPullRequest } from '../../src/snapshot/facts.js';
import { merged, pull } from '../gates/history.js';
import { programsOf } from '../gates/pull-request.js';

const [program] = programsOf(`version: 1
program: w8
title: A program
branch: codex/{program}{wave}-step{step}-{slug}
production: { include: ['src/**'] }
waves:
  b:
    title: First, whatever its name
    steps:
      1: { title: One, kind: freeze, allow: ['**'] }
      2: { title: Two, kind: change, allow: ['**'] }
  a:
    title: Second
    steps:
      1: { title: One, kind: freeze, allow: ['**'] }
`).programs;

const STEP = 'codex/w8b-step1-x';
const REVERTED = { revertedBy: 'e'.repeat(40) };
const STACKED = { inDefaultBranch: false, baseBranch: 'codex/w8b-step1-base' };

const progress = (...pullRequests: readonly PastPullRequest[]) => progressOf(program!, { pullRequests });

test.each<[string, PastPullRequest[]]>([
  ['not-started', []],
  ['not-started', [pull(1, STEP, { state: 'closed' })]],
  ['not-started', [pull(1, STEP, { fromFork: true })]],
  ['not-started', [pull(1, 'codex/w8b-step1')]],
  ['open', [pull(1, STEP)]],
  ['open', [merged(1, STEP, REVERTED), pull(2, STEP)]],
  ['open', [merged(1, STEP, STACKED), pull(2, STEP)]],
  ['stacked', [merged(1, STEP, STACKED)]],
  ['stacked', [merged(1, STEP, STACKED), merged(2, STEP, REVERTED)]],
  ['reverted', [merged(1, STEP, REVERTED)]],
  ['merged', [merged(1, STEP)]],
  ['merged', [merged(1, STEP, { fromFork: true })]],
  ['merged', [merged(1, STEP, REVERTED), merged(2, 'codex/w8b-step1-again')]],
  ['merged', [merged(1, STEP), pull(2, STEP)]],
])('a step is %s: %#', (state, pulls) => {
  const { waves } = progress(...pulls);
  expect(waves[0]!.steps[0]!.state).toBe(state);
  expect(waves[0]!.state).toBe(state === 'not-started' ? 'not-started' : 'open');
});

test('waves and steps stand in the order of the program, each with its own pull requests by number', () => {
  const { waves } = progress(
    pull(9, 'codex/w8a-step1-x'),
    pull(3, STEP, { state: 'closed' }),
    merged(2, STEP),
  );
  expect(
    waves.map(({ waveId, steps }) => [
      waveId,
      steps.map((step) => step.pullRequests.map(({ number }) => number)),
    ]),
  ).toEqual([
    ['b', [[2, 3], []]],
    ['a', [[9]]],
  ]);
});

test('a wave is closed once each of its steps is merged, and no more when one is reverted', () => {
  const both = [merged(1, STEP), merged(2, 'codex/w8b-step2-x')];
  expect(progress(...both).waves.map(({ state }) => state)).toEqual(['closed', 'not-started']);
  expect(progress(both[0]!, { ...both[1]!, ...REVERTED }).waves[0]!.state).toBe('open');
});

test('a step is found by its position', () => {
  const told = progress(merged(1, STEP));
  const { position } = told.waves[0]!.steps[0]!;
  expect(stepAt(told, position)?.state).toBe('merged');
});
