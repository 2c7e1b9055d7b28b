import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programWith } from '../gates/pull-request.js';
import { type CliResult, wavegate } from '../support/cli.js';
import { TestRepo } from '../support/git-repo.js';

/** A branch of a clone that proposes program files; what GitHub shows of the same is a story of its own. */

const FILE = '.github/wavegate.yml';
const PROGRAM = programWith();
const WEAKER = programWith({ mode: 'report-only' });
const INVALID = PROGRAM.replace('mode: enforce', 'mode: enforced');

let repo: TestRepo;
beforeEach(() => {
  repo = TestRepo.create();
  repo.commit('main', { [FILE]: PROGRAM, 'docs/a.md': 'a\n' });
});
afterEach(() => repo.remove());

function propose(branch: string, files: Readonly<Record<string, string | null>>): void {
  repo.commit(branch, files, { from: 'main' });
  repo.checkout(branch);
}

const check = (...args: string[]): Promise<CliResult> => wavegate(repo.dir, ['check', ...args]);

/** What is printed, however its lines are wrapped. */
const said = ({ stdout }: CliResult): string => stdout.replace(/\s+/gu, ' ');

test('a valid proposal is told, and passes nothing and fails nothing', async () => {
  propose('weaken', { [FILE]: WEAKER });
  const { code, stdout, stderr } = await check();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Wavegate: not a wave branch, weakens the program in 1 place');
  expect(stdout).toContain('Weaker: less is asked of pull requests than before (1)');
  expect(stdout).toContain('- `w8`: `mode` is now `report-only`, and was `enforce`.');
});

test.each(['an ordinary', 'codex/w8a-step1-typo'])('an invalid one fails on %s branch', async (branch) => {
  propose(branch.replace('an ordinary', 'typo'), { [FILE]: INVALID });
  const result = await check();
  expect(result.code).toBe(1);
  expect(said(result)).toContain(`${FILE}:4:7:`);
  expect(said(result)).toContain('Did you mean `enforce`?');
});

test('in JSON and SARIF it has line and column', async () => {
  propose('typo', { [FILE]: INVALID });
  expect(JSON.parse((await check('--format', 'json')).stdout)).toMatchObject({
    conclusion: 'failure',
    gates: [
      { gate: 'branch', verdict: 'skip' },
      { gate: 'ratchet' },
      { gate: 'program-files', verdict: 'fail', reasons: [expect.stringContaining(`${FILE}:4:7: `)] },
    ],
    programFiles: { paths: [FILE], valid: false, changes: [] },
  });
  expect(JSON.parse((await check('--format', 'sarif')).stdout)).toMatchObject({
    runs: [
      {
        results: [
          {
            ruleId: 'gate/program-files',
            level: 'error',
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: FILE },
                  region: { startLine: 4, startColumn: 7 },
                },
              },
            ],
          },
        ],
      },
    ],
  });
});

test('a file that is not committed yet is read where the working tree is judged', async () => {
  propose('weaken', { 'docs/b.md': 'b\n' });
  writeFileSync(join(repo.dir, FILE), WEAKER);
  expect((await check()).stdout).not.toContain('Program files');
  expect((await check('--head', 'WORKTREE')).stdout).toContain('`mode` is now `report-only`');
});

test('who names the program to judge by asks nothing of the branch’s own', async () => {
  propose('typo', { [FILE]: INVALID });
  writeFileSync(join(repo.dir, 'mine.yml'), PROGRAM);
  const { code, stdout } = await check('--program', 'mine.yml');
  expect(code).toBe(0);
  expect(stdout).not.toContain('program-files');
});

test('what mends the default branch may be merged, from a branch of no wave and with nothing else', async () => {
  repo.commit('main', { [FILE]: INVALID });
  propose('mend', { [FILE]: PROGRAM });
  const mend = await check();
  expect(mend.code).toBe(0);
  expect(said(mend)).toContain('mends the program files of main');
  propose('mend-more', { [FILE]: PROGRAM, 'docs/b.md': 'b\n' });
  const more = await check();
  expect(more.code).toBe(2);
  expect(said(more)).toContain('pull request of its own');
  propose('codex/w8a-step1-mend', { [FILE]: PROGRAM });
  const wave = await check();
  expect(wave.code).toBe(2);
  expect(said(wave)).toContain('never passed unjudged');
});
