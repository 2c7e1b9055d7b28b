import { BRANCHES, gate } from './pull-request.js';

test.each([
  [BRANCHES.freeze, '`codex/w8a-step1-x` is w8a step 1: Step.'],
  [BRANCHES.change, '`codex/w8a-step2-x` is w8a step 2: Step.'],
  [BRANCHES.close, '`codex/w8a-step3-x` is w8a step 3: Step.'],
])('%s passes and says what it is', async (branch, message) => {
  expect(await gate('branch', { branch })).toMatchObject({ verdict: 'pass', reasons: [{ message }] });
});

test.each([
  'codex/w8b-step1-x',
  'codex/w8a-step4-x',
  'codex/w8a-stepone-x',
  'codex/w8a-step1',
  'Codex/W8a-Step1-x',
])('%s fails with a name that would match', async (branch) => {
  const result = await gate('branch', { branch });
  expect(result.verdict).toBe('fail');
  const example = /`(codex\/[^`]+)`, and open/u.exec(result.reasons[0]?.next ?? '')?.[1];
  expect((await gate('branch', { branch: example! })).verdict).toBe('pass');
});

test.each(['main', 'codex/fix-typo', 'codex/w9a-step1-x'])('%s is skipped', async (branch) => {
  expect((await gate('branch', { branch })).verdict).toBe('skip');
});
