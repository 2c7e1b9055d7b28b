import { affectedBy, isHeldBack } from '../../src/evaluate/affected.js';
import type { PastPullRequest } from '../../src/snapshot/facts.js';
import { programsOf } from '../gates/pull-request.js';

const step = (kind: string): string => `{ title: Step, kind: ${kind}, allow: ['**'] }`;
const rules = "[{ rule: blocking-io-in-async, in: ['core/**'] }]";
const steps = `steps: { 1: ${step('freeze')}, 2: ${step('change')}, 3: ${step('close')} }`;
const { programs } = programsOf(`version: 1
program: w8
title: A program
branch: codex/{program}{wave}-step{step}-{slug}
production: { exclude: ['docs/**'] }
waves:
  a: { title: A, rules: ${rules}, ${steps} }
  b: { title: B, rules: ${rules}, ${steps} }
`);

const pull = (number: number, branch: string, more: Partial<PastPullRequest> = {}): PastPullRequest => ({
  number,
  url: '',
  branch,
  baseBranch: 'main',
  state: 'open',
  headSha: `head-${number}`,
  mergeSha: null,
  mergedAt: null,
  inDefaultBranch: false,
  revertedBy: null,
  fromFork: false,
  ...more,
});
const merged = (number: number, branch: string, more: Partial<PastPullRequest> = {}): PastPullRequest =>
  pull(number, branch, { state: 'merged', mergeSha: `merge-${number}`, inDefaultBranch: true, ...more });

const affected = (commits: readonly string[], ...pullRequests: readonly PastPullRequest[]): number[] =>
  affectedBy(new Set(commits), programs, { pullRequests });

const WAITING = [
  pull(12, 'codex/w8a-step2-x'),
  pull(13, 'codex/w8a-step3-x'),
  pull(21, 'codex/w8b-step1-x'),
  pull(11, 'codex/w8a-step1-other'),
  pull(99, 'fix-typo'),
];

test('a merged step lets on what comes after it, in its wave and in later ones, and nothing else', () => {
  expect(affected(['merge-1'], merged(1, 'codex/w8a-step1-x'), ...WAITING)).toEqual([12, 13, 21]);
  expect(affected(['merge-2'], merged(2, 'codex/w8a-step2-x'), ...WAITING)).toEqual([13, 21]);
  expect(affected(['merge-3'], merged(3, 'codex/w8b-step3-x'), ...WAITING)).toEqual([]);
});

test('a step that was merged before changes nothing when it is merged again', () => {
  const history = [merged(1, 'codex/w8a-step1-x'), merged(2, 'codex/w8a-step1-y'), ...WAITING];
  expect(affected(['merge-2'], ...history)).toEqual([]);
});

test('other commits, other branches and stacked merges let nobody on', () => {
  expect(affected(['else'], merged(1, 'codex/w8a-step1-x'), ...WAITING)).toEqual([]);
  expect(affected(['merge-1'], merged(1, 'fix-typo'), ...WAITING)).toEqual([]);
  const stacked = merged(1, 'codex/w8a-step1-x', { baseBranch: 'codex/w8a-step2-y', inDefaultBranch: false });
  expect(affected(['merge-1'], stacked, ...WAITING)).toEqual([]);
});

test('a promotion brings what was stacked on it', () => {
  const promotion = merged(2, 'codex/w8a-step2-y');
  const stacked = merged(1, 'codex/w8a-step1-x', { baseBranch: 'codex/w8a-step2-y' });
  expect(affected(['merge-2'], promotion, stacked, ...WAITING)).toEqual([12, 13, 21]);
});

test('a revert holds back, and a fork’s pull request waits like any other', () => {
  const reverted = merged(1, 'codex/w8a-step1-x', { revertedBy: 'revert' });
  const fork = pull(22, 'codex/w8a-step2-x', { fromFork: true });
  expect(affected(['revert'], reverted, fork)).toEqual([22]);
  expect(affected(['merge-1', 'revert'], reverted, fork)).toEqual([]);
});

test.each([
  ['nothing before it', 'codex/w8a-step1-x', [], false],
  ['an earlier step that is not merged', 'codex/w8a-step2-x', [], true],
  ['one that is', 'codex/w8a-step2-x', [merged(1, 'codex/w8a-step1-x')], false],
  ['one that was reverted', 'codex/w8a-step2-x', [merged(1, 'codex/w8a-step1-x', { revertedBy: 'r' })], true],
  ['no wave branch', 'fix-typo', [], false],
])('held back by %s', (_, branch, pullRequests, expected) => {
  expect(isHeldBack(branch, programs, { pullRequests })).toBe(expected);
});
