import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileFacts, readHistoryFile } from '../../src/cli/history-file.js';
import { UsageError } from '../../src/cli/usage-error.js';
import type { FactQuestion } from '../../src/snapshot/facts.js';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'wavegate-history-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function read(content: unknown): FileFacts {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  writeFileSync(join(dir, 'facts.json'), text);
  return readHistoryFile('facts.json', dir);
}

const SHA = 'c'.repeat(40);
const MINIMAL = { number: 1, branch: 'codex/w8a-step1-x', baseBranch: 'main', state: 'merged' };
const QUESTION: FactQuestion = {
  headSha: SHA,
  baseSha: SHA,
  mergeBaseSha: SHA,
  baseBranch: 'main',
  defaultBranch: 'main',
  pullRequest: null,
  isWaveBranch: (branch) => branch.startsWith('codex/'),
};

test('what the file does not speak of is not known', async () => {
  const facts = read({});
  for (const name of ['history', 'checks', 'autoMerge', 'waivers'] as const) {
    expect(await facts[name](QUESTION)).toBeNull();
  }
});

test('a pull request needs few words; those of no program are left out', async () => {
  const pullRequests = [
    { ...MINIMAL, mergeSha: SHA, inDefaultBranch: true },
    { ...MINIMAL, branch: 'feature' },
  ];
  expect(await read({ history: { pullRequests } }).history(QUESTION)).toEqual({
    pullRequests: [
      {
        ...MINIMAL,
        url: '',
        headSha: '',
        mergeSha: SHA,
        mergedAt: null,
        inDefaultBranch: true,
        revertedBy: null,
        fromFork: false,
      },
    ],
  });
});

test('checks, auto-merge and waivers come as they are', async () => {
  const checks = { checks: [{ name: 'clippy', state: 'success' }], since: '2026-02-18T12:00:00Z' };
  const autoMerge = { method: 'squash', by: 'mara' };
  const waiver = { target: 'order', digest: 'd', by: 'mara', reason: 'r', headSha: SHA };
  const facts = read({ checks, autoMerge, waivers: [waiver] });
  expect(await facts.checks(QUESTION)).toMatchObject({
    checks: [{ kind: 'check-run', name: 'clippy', app: null, state: 'success' }],
  });
  expect(await facts.autoMerge(QUESTION)).toEqual(autoMerge);
  expect(await facts.waivers(QUESTION)).toEqual([{ ...waiver, until: null, url: '' }]);
});

test('YAML will do, and JSON with tabs', async () => {
  expect(await read('autoMerge:\n  method: null\n').autoMerge(QUESTION)).toEqual({ method: null, by: null });
  expect(await read('{\n\t"autoMerge": {\n\t\t"method": "merge"\n\t}\n}').autoMerge(QUESTION)).toMatchObject({
    method: 'merge',
  });
});

const pullWith = (over: object): object => ({ history: { pullRequests: [{ ...MINIMAL, ...over }] } });

test.each<[string, unknown, RegExp]>([
  ['no JSON', '{"history": [', /facts\.json:1:\d+: /],
  ['an unknown key', { histroy: {} }, /facts\.json:2:3: .*Did you mean `history`/],
  ['a state that is none', pullWith({ state: 'done' }), /facts\.json:8:18: .*open.*merged.*closed/],
  ['a number that is none', pullWith({ number: 0 }), /facts\.json:5:19: /],
  ['a short SHA', pullWith({ mergeSha: 'abc1234' }), /full commit SHA/],
  ['a time that is none', pullWith({ mergedAt: 'yesterday' }), /facts\.json:9:\d+: /],
  [
    'an open pull request in the default branch',
    pullWith({ state: 'open', inDefaultBranch: true }),
    /Only .*merged/,
  ],
  ['a missing key', { history: { pullRequests: [{ number: 1 }] } }, /branch/],
  ['a list', [], /facts\.json:1:1: /],
])('%s is told at its place', (_, content, message) => {
  expect(() => read(content)).toThrow(UsageError);
  expect(() => read(content)).toThrow(message);
});

test('all mistakes are told at once', () => {
  const broken = pullWith({ state: 'done', number: 'x', fromFork: 'no' });
  expect(() => read(broken)).toThrow(/(facts\.json:\d+:\d+: [\s\S]*){3}/);
});

test('a file that is not there is named', () => {
  expect(() => readHistoryFile('nowhere.json', dir)).toThrow(/nowhere\.json cannot be read/);
});
