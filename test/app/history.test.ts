import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Octokit } from '@octokit/rest';
import { run } from '../../src/cli/run.js';
import { createGitHub } from '../../src/github/octokit.js';
import { createObjectCache } from '../../src/github/octokit-repository.js';
import { ASYNC, BLOCKING, PROGRAM, RUNNER, type Stage, stage } from './stage.js';

let on: Stage;
let token: string;
let folder: string;
beforeAll(async () => {
  on = await stage();
  folder = mkdtempSync(join(tmpdir(), 'wavegate-told-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await on.close();
});
beforeEach(async () => {
  await on.scene({ '.github/wavegate.yml': PROGRAM });
  token = on.hub.user('mara', { permission: 'write' });
});

const STEP1 = 'codex/wave8c-step1-x';
const STEP2 = 'codex/wave8c-step2-x';
const STEP3 = 'codex/wave8c-step3-x';

interface Told {
  readonly conclusion: string;
  readonly gates: readonly { readonly gate: string; readonly verdict: string }[];
}

async function cli(...args: readonly string[]): Promise<Told> {
  const out: string[] = [];
  const { GITHUB_TOKEN: before } = process.env;
  process.env.GITHUB_TOKEN = token;
  const write = (text: string): void => void out.push(text);
  const terminal = { cwd: folder, width: 80, colour: false, watched: false, out: write, err: write };
  await run(['check', '--format', 'json', ...args], terminal);
  if (before === undefined) delete process.env.GITHUB_TOKEN;
  else process.env.GITHUB_TOKEN = before;
  return JSON.parse(out.join('')) as Told;
}

/** The verdicts of the gates that know the history, by a clone of the repository and a file of what was merged. */
async function byClone(branch: string): Promise<Told> {
  const { owner, name } = { owner: on.repo.fullName.split('/')[0]!, name: 'widgets' };
  const octokit = new Octokit({ auth: token, baseUrl: on.hub.url });
  const github = createGitHub(octokit, owner, name, { appId: 0, checkName: '', cache: createObjectCache() });
  const tip = (await on.repo.branchSha('main'))!;
  const ends = { headSha: tip, baseSha: tip, mergeBaseSha: tip, baseBranch: 'main', defaultBranch: 'main' };
  const history = await github.facts.history({ ...ends, pullRequest: null, isWaveBranch: () => true });
  const clone = mkdtempSync(join(folder, 'clone-'));
  execFileSync('git', ['clone', '--quiet', on.repo.gitDir, clone]);
  execFileSync('git', ['checkout', '--quiet', branch], { cwd: clone });
  const file = join(clone, 'facts.json');
  writeFileSync(file, JSON.stringify({ history }));
  return cli('--repo', clone, '--head', 'HEAD', '--branch', branch, '--history', file);
}

/** What the app, `--pr` and a clone with a file of facts say of the gates that know the history; it is the same. */
async function verdicts(number: number, branch: string): Promise<Record<string, string>> {
  await on.settle();
  const remote = await cli('--pr', `${on.repo.fullName}#${number}`, '--api', on.hub.url);
  const local = await byClone(branch);
  const latest = on.repo.checkRuns((await on.repo.branchSha(branch))!).at(-1);
  const shown = latest?.status === 'completed' ? latest.conclusion : latest?.status;
  expect(shown).toBe(remote.conclusion);
  const known = ({ gates }: Told): Record<string, string> =>
    Object.fromEntries(
      gates
        .filter(({ gate }) => ['order', 'promotion', 'slices', 'ratchet'].includes(gate))
        .map(({ gate, verdict }) => [gate, verdict]),
    );
  expect(known(local)).toEqual(known(remote));
  return known(remote);
}

async function mergeAll(...steps: readonly (readonly [string, Record<string, string>])[]): Promise<void> {
  for (const [branch, files] of steps) {
    await on.repo.mergePullRequest(await on.open(branch, files), 'squash');
    await on.settle();
  }
}

test('a step is held until the one before it is merged, and again when that is reverted', async () => {
  const second = await on.open(STEP2, { [RUNNER]: ASYNC });
  expect(await verdicts(second, STEP2)).toMatchObject({ order: 'fail', ratchet: 'pass' });
  const first = await on.open(STEP1, { 'docs/inventory.md': '# Inventory\n' });
  expect(await verdicts(second, STEP2)).toMatchObject({ order: 'fail' });
  const merged = await on.repo.mergePullRequest(first, 'squash');
  expect(await verdicts(second, STEP2)).toMatchObject({ order: 'pass' });
  const message = `Revert "it"\n\nThis reverts commit ${merged}.`;
  await on.repo.commit({ branch: 'main', message, files: { 'docs/inventory.md': null } });
  expect(await verdicts(second, STEP2)).toMatchObject({ order: 'fail' });
});

test('a stacked step waits for its promotion', async () => {
  await on.repo.commit({ branch: STEP1, message: 'x', files: { 'docs/inventory.md': '# Inventory\n' } });
  await on.repo.commit({ branch: STEP2, parent: STEP1, message: 'x', files: { [RUNNER]: ASYNC } });
  const stacked = await on.repo.openPullRequest({ head: STEP2, base: STEP1, author: 'ada' });
  await on.settle();
  const remote = await cli('--pr', `${on.repo.fullName}#${stacked}`, '--api', on.hub.url);
  expect(remote.gates).toContainEqual(expect.objectContaining({ gate: 'promotion', verdict: 'wait' }));
  await on.repo.openPullRequest({ head: STEP1, author: 'ada' });
  await on.settle();
  const again = await cli('--pr', `${on.repo.fullName}#${stacked}`, '--api', on.hub.url);
  expect(again.gates).toContainEqual(expect.objectContaining({ gate: 'promotion', verdict: 'pass' }));
});

test('what a closed wave has removed does not come back, on whatever branch', async () => {
  const before = await on.open('feature/before', { [RUNNER]: `${BLOCKING}\n` });
  expect(await verdicts(before, 'feature/before')).toEqual({});
  await mergeAll(
    [STEP1, { 'docs/inventory.md': '# Inventory\n' }],
    [STEP2, { [RUNNER]: ASYNC }],
    [STEP3, { 'docs/closed.md': '# Closed\n' }],
  );
  const after = await on.open('feature/after', { [RUNNER]: BLOCKING });
  expect(await verdicts(after, 'feature/after')).toEqual({ ratchet: 'fail' });
  const { threads } = await on.repo.pullRequest(after);
  expect(threads).toMatchObject([{ path: RUNNER, line: 4, resolved: false }]);
  await on.repo.commit({ branch: 'feature/after', message: 'Mend', files: { [RUNNER]: `${ASYNC}//\n` } });
  expect(await verdicts(after, 'feature/after')).toEqual({ ratchet: 'pass' });
  expect((await on.repo.pullRequest(after)).threads).toMatchObject([{ resolved: true }]);
  const harmless = await on.open('feature/harmless', { 'docs/x.md': '# X\n' });
  expect(await verdicts(harmless, 'feature/harmless')).toEqual({ ratchet: 'pass' });
});
