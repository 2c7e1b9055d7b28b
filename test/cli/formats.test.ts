import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { wavegate } from '../support/cli.js';
import { TestRepo } from '../support/git-repo.js';

const BLOCKING = 'async fn load() -> String {\n    /* ß */ std::fs::read_to_string("a").unwrap()\n}\n';
const PROGRAM = `version: 1
program: tidy
title: Tidying up
branch: work/{program}-{wave}-step{step}-{slug}
production: {}
waves:
  io:
    title: No blocking reads
    rules: [{ rule: blocking-io-in-async, in: ['my src/**'] }]
    steps:
      3: { title: Close, kind: close, allow: ['docs/**'] }
`;

let repo: TestRepo;
beforeAll(() => {
  repo = TestRepo.create();
  repo.commit('main', {
    '.github/wavegate.yml': PROGRAM,
    'Cargo.toml': '[package]\nname = "tidy"\nversion = "0.1.0"\nedition = "2021"\n',
    'my src/lib.rs': BLOCKING,
  });
  repo.commit('work/tidy-io-step3-x', { 'src/more.rs': '// out of scope\n' }, { from: 'main' });
  repo.checkout('work/tidy-io-step3-x');
});
afterAll(() => repo.remove());

async function run(args: string[], cwd = repo.dir): Promise<{ code: number | null; stdout: string }> {
  const { code, stdout, stderr } = await wavegate(cwd, args);
  expect(stderr).toBe('');
  return { code, stdout };
}

/** Where the blocking call stands, from the root, in UTF-16 units. */
const PLACE = {
  artifactLocation: { uri: 'my%20src/lib.rs', uriBaseId: '%SRCROOT%' },
  region: { startLine: 2, startColumn: 13, endLine: 2, endColumn: 41 },
};

test.each([['.'], ['my src']])('a scan from %s as SARIF names files from the root', async (folder) => {
  const args = ['scan', '--rule', 'blocking-io-in-async', '--format', 'sarif'];
  const { code, stdout } = await run(args, join(repo.dir, folder));
  expect(code).toBe(1);
  const [only] = (JSON.parse(stdout) as Log).runs;
  expect(only!.results!.map(({ locations }) => locations![0]!.physicalLocation)).toEqual([PLACE]);
});

test('a check as SARIF', async () => {
  const { code, stdout } = await run(['check', '--format', 'sarif']);
  expect(code).toBe(1);
  const [only] = (JSON.parse(stdout) as Log).runs;
  const found = only!.results!.map(({ ruleId, locations }) => [ruleId, locations![0]!.physicalLocation]);
  expect(found).toEqual([
    ['blocking-io-in-async', PLACE],
    ['gate/scope', { artifactLocation: { uri: 'src/more.rs', uriBaseId: '%SRCROOT%' } }],
  ]);
});

test('a check as Markdown', async () => {
  const { code, stdout } = await run(['check', '--format', 'markdown']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^## tidy io step 3: /u);
  expect(stdout).toContain('| `scope` | ❌&nbsp;fail |');
  expect(stdout).not.toContain('recheck');
});

test('facts of a file are judged by; what it does not say stays unknown', async () => {
  const file = join(repo.dir, '.git', 'facts.yml');
  writeFileSync(file, 'autoMerge: { method: squash, by: octo }\n');
  const { stdout } = await run(['check', '--format', 'json', '--history', file]);
  const { gates } = JSON.parse(stdout) as { gates: { gate: string; verdict: string; reasons: string[] }[] };
  const verdictOf = (id: string): string | undefined => gates.find(({ gate }) => gate === id)?.verdict;
  expect(verdictOf('auto-merge')).toBe('fail');
  expect(verdictOf('ratchet')).toBe('skip');
});
