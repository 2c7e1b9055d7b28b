import type { Change, Commit } from '../../src/demo/scenario.js';
import { Campaign, statesIn } from './campaign.js';

/** All of wave8, from the first freeze to the last closure, with what goes wrong on the way. */

let team: Campaign;
beforeAll(async () => {
  team = await Campaign.begin();
});
afterAll(() => team?.close());
afterEach(() => {
  expect(team.place.violations()).toEqual([]);
});

function of(overlay: string, ...only: string[]): Change {
  return only.length === 0 ? { overlay } : { overlay, only };
}

function commits(...all: readonly (readonly [string, ...Change[]])[]): Commit[] {
  return all.map(([message, ...changes]) => ({ message, changes }));
}

const MERGED = ['merged', 'merged', 'merged'];
const NONE = ['not started', 'not started', 'not started'];

const KERNEL_FILES = ['lsm', 'main', 'socket_lsm'].map((name) => `crates/assay-ebpf/src/${name}.rs`);
const KERNEL = 'crates/assay-ebpf/src/socket_lsm.rs';
const LOADER = 'crates/assay-monitor/src/loader.rs';
const TIERS = 'crates/assay-policy/src/tiers.rs';
const PARITY = 'crates/assay-core/tests/policy_parity.rs';
const FINGERPRINT = 'crates/assay-core/tests/fingerprint_parity.rs';

/** Opens a pull request that passes at once, and merges it. */
async function done(branch: string, ...changes: Change[]): Promise<string> {
  const number = await team.open({ branch, commits: commits([branch, ...changes]) });
  expect(await team.see(number)).toMatchObject({ conclusion: 'success' });
  return team.merge(number);
}

test('8A: the third step comes too early, and is judged again once the second is merged', async () => {
  const freeze = await team.open({
    branch: 'codex/wave8a-step1-socket-telemetry-freeze',
    commits: commits(['docs: take stock', of('8a-freeze')]),
  });
  expect(await team.see(freeze)).toMatchObject({ conclusion: 'success' });
  expect(await team.status(freeze)).toEqual({
    a: ['open', 'not started', 'not started'],
    b: NONE,
    c: NONE,
    d: NONE,
  });
  await team.merge(freeze, 'squash');

  const close = await team.open({
    branch: 'codex/wave8a-step3-socket-telemetry-close',
    commits: commits(['test: deny events name their rule', of('8a-typed-entries')]),
  });
  expect(await team.see(close)).toMatchObject({ conclusion: 'failure', gates: { order: 'fail' } });
  expect(await team.summary(close)).toContain('wave8a step 2');

  const change = await team.open({
    branch: 'codex/wave8a-step2-socket-telemetry-fix',
    commits: commits(
      ['feat: an entry that carries action and rule', of('8a-typed-entries', TIERS)],
      ['feat: fill it from the tiers', of('8a-typed-entries', LOADER)],
      ['fix: emit the true rule', of('8a-typed-entries', KERNEL)],
    ),
  });
  expect(await team.see(change)).toMatchObject({ conclusion: 'success', gates: { slices: 'pass' } });
  await team.merge(change, 'rebase');

  expect(await team.see(close)).toMatchObject({ conclusion: 'success', gates: { order: 'pass' } });
  await team.merge(close, 'merge');
  expect((await team.status(close)).a).toEqual(MERGED);
});

test('8B, step 2: a stacked pair reaches the default branch by a promotion', async () => {
  await done('codex/wave8b-step1-policy-hotpath-freeze', of('8b-freeze'));
  const below = 'codex/wave8b-step2-policy-hotpath-context';
  await team.branch(below, commits(['test: the policy stays as it is', of('8b-compiled-once', PARITY)]));
  const above = await team.open({
    branch: 'codex/wave8b-step2-policy-hotpath-schema',
    base: below,
    commits: commits(['perf: compile schemas once', of('8b-schema-compiled-once')]),
  });
  expect(await team.see(above)).toMatchObject({
    conclusion: 'in_progress',
    gates: { promotion: 'wait' },
  });
  await team.say(above, '/wave8 promote');
  expect(await team.see(above)).toMatchObject({ conclusion: 'success', gates: { promotion: 'pass' } });

  await team.merge(above);
  expect((await team.status(above)).b).toEqual(['merged', 'open', 'not started']);
  const promotion = await team.numberOf(below);
  await team.report(promotion);
  expect(await team.see(promotion)).toMatchObject({ conclusion: 'success' });
  await team.merge(promotion, 'merge');
  expect((await team.status(promotion)).b).toEqual(['merged', 'merged', 'not started']);
});

test('8B, step 3: what is reverted is not done, until it is done again', async () => {
  const first = await done('codex/wave8b-step3-policy-hotpath-close', of('8b-compiled-once'));
  const next = await team.open({
    branch: 'codex/wave8c-step1-async-io-freeze',
    commits: commits([
      'docs: take stock',
      of('8c-freeze'),
      { remove: 'docs/contributing/SPLIT-REVIEW-PACK-wave8c-step1-async-io.md' },
    ]),
  });
  expect(await team.see(next)).toMatchObject({ gates: { order: 'pass', artifacts: 'fail' } });

  await team.revert(first);
  const status = await team.status(next);
  expect(status.b).toEqual(['merged', 'merged', 'reverted']);
  expect(await team.statusByCli(next)).toEqual(status);
  expect(await team.see(next)).toMatchObject({ gates: { order: 'fail' } });

  await done('codex/wave8b-step3-policy-hotpath-again', of('8b-compiled-once'));
  expect((await team.status(next)).b).toEqual(MERGED);
  expect(await team.see(next)).toMatchObject({ gates: { order: 'pass' } });
});

test('8C, step 1: a waiver holds until its day, and no longer', async () => {
  const branch = 'codex/wave8c-step1-async-io-freeze';
  const number = await team.numberOf(branch);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await team.say(number, `/wave8 waive artifacts until ${tomorrow} The review pack is being written`);
  expect(await team.see(number)).toMatchObject({ conclusion: 'success' });
  expect(await team.summary(number)).toContain('The review pack is being written');

  team.wait(3);
  await team.say(number, '/wave8 recheck');
  expect(await team.see(number)).toMatchObject({ conclusion: 'failure', gates: { artifacts: 'fail' } });

  await team.push(branch, [of('8c-freeze')]);
  expect(await team.see(number)).toMatchObject({ conclusion: 'success', gates: { artifacts: 'pass' } });
  await team.merge(number);
});

test('8C, step 2: auto-merge is turned on by a comment, and merges by itself', async () => {
  await team.place.site.protect(['wavegate', 'signed-off']);
  const number = await team.open({
    branch: 'codex/wave8c-step2-async-io-preload',
    commits: commits(['test: fingerprints stay', of('8c-async-read', FINGERPRINT)]),
  });
  await team.say(number, '/wave8 automerge');
  expect(await team.see(number)).toMatchObject({ conclusion: 'success', state: 'open' });
  await team.report(number, { 'signed-off': 'success' });
  expect(await team.see(number)).toMatchObject({ conclusion: 'success', state: 'merged' });
  await team.place.site.protect([]);
});

test('8C is closed, 8D follows, and then all is done', async () => {
  await done('codex/wave8c-step3-async-io-close', of('8c-async-read'));
  await done('codex/wave8d-step1-ebpf-stats-freeze', of('8d-freeze'));
  const change = await team.open({
    branch: 'codex/wave8d-step2-ebpf-stats-per-cpu',
    commits: commits(
      ['fix: counters for each CPU', of('8d-per-cpu', ...KERNEL_FILES)],
      ['test: counters are stable', of('8d-per-cpu')],
    ),
  });
  expect(await team.see(change)).toMatchObject({ conclusion: 'success' });
  await team.merge(change);
  const close = await team.open({
    branch: 'codex/wave8d-step3-ebpf-stats-close',
    commits: commits([
      'docs: the checklist of the closure',
      {
        write: 'docs/contributing/SPLIT-CHECKLIST-wave8d-step3-ebpf-stats.md',
        text: '# Checklist\n\n- [x] The rules of the wave find nothing.\n',
      },
    ]),
  });
  expect(await team.see(close)).toMatchObject({ conclusion: 'success', gates: { closure: 'pass' } });
  await team.merge(close);
  const all = { a: MERGED, b: MERGED, c: MERGED, d: MERGED };
  expect(await team.status(close)).toEqual(all);
  expect(await team.statusByCli(close)).toEqual(all);
});

test('what the plan demands in the end is brought by an ordinary branch, and what was closed stays closed', async () => {
  const pack = ['Evidence of correctness', 'Performance', 'Residual risk', 'Deferred follow-ups'];
  const number = await team.open({
    branch: 'docs/wave8-final-review',
    commits: commits([
      'docs: the final review pack',
      {
        write: 'docs/contributing/SPLIT-REVIEW-PACK-wave8-final.md',
        text: pack.map((heading) => `# ${heading}\n\nAs merged.\n`).join('\n'),
      },
    ]),
  });
  expect(await team.see(number)).toMatchObject({ conclusion: 'neutral' });
  await team.push('docs/wave8-final-review', [
    { edit: KERNEL, replace: 'address, entry.rule_id', with: 'address, entry.action' },
  ]);
  expect(await team.see(number)).toMatchObject({ conclusion: 'failure', gates: { ratchet: 'fail' } });
  await team.push('docs/wave8-final-review', [
    { edit: KERNEL, replace: 'address, entry.action', with: 'address, entry.rule_id' },
  ]);
  expect(await team.see(number)).toMatchObject({ conclusion: 'neutral' });
  const { isDone, done } = await team.doneByCli(number);
  expect({ isDone, done: done.map(({ state }) => state) }).toEqual({
    isDone: false,
    done: ['met', 'met', 'met', 'open'],
  });
  const almost = await team.board();
  expect(almost).toContain('## wave8: 12 of 12 steps merged\n');
  expect(almost).toContain('`docs/contributing/SPLIT-REVIEW-PACK-wave8-final.md` is missing.');
  await team.merge(number);
});

test('the board says that the program is done, and the command line agrees', async () => {
  const body = await team.board();
  expect(body).toContain('## 🎉 wave8 is done: 12 of 12 steps merged\n');
  expect(statesIn(body.split('### Definition of done')[0] ?? '')).toEqual({
    a: MERGED,
    b: MERGED,
    c: MERGED,
    d: MERGED,
  });
  expect(body.match(/^\d\. ✅ /gm)).toHaveLength(4);

  const last = await team.open({
    branch: 'docs/thanks',
    commits: commits(['docs: thanks', { write: 'docs/thanks.md', text: 'Thanks.\n' }]),
  });
  const { isDone, done } = await team.doneByCli(last);
  expect(isDone).toBe(true);
  expect(done.map(({ state: one }) => one)).toEqual(['met', 'met', 'met', 'met']);
});
