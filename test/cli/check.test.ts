import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wavegate } from '../support/cli.js';
import { type Files, TestRepo } from '../support/git-repo.js';

const BLOCKING = 'async fn load() -> String {\n    std::fs::read_to_string("a").unwrap()\n}\n';
const CLEAN = 'async fn load() -> String {\n    tokio::fs::read_to_string("a").await.unwrap()\n}\n';

const PROGRAM = `version: 1
program: tidy
title: Tidying up
branch: work/{program}-{wave}-step{step}-{slug}
production:
  exclude: ['docs/**']
waves:
  io:
    title: No blocking reads
    rules:
      - rule: blocking-io-in-async
        in: ['src/**']
    steps:
      1:
        title: Freeze
        kind: freeze
        allow: ['docs/**', 'run.sh']
        artifacts:
          - path: docs/plan.md
            headings: [Plan]
      2:
        title: Change
        kind: change
        allow: ['src/**']
      3:
        title: Close
        kind: close
        allow: ['src/**']
`;

const CARGO = '[package]\nname = "tidy"\nversion = "0.1.0"\nedition = "2021"\n';
const START: Files = {
  '.github/wavegate.yml': PROGRAM,
  'Cargo.toml': CARGO,
  'src/lib.rs': BLOCKING,
  'docs/a.md': 'a\n',
};

let repo: TestRepo;
beforeEach(() => {
  repo = TestRepo.create();
  repo.commit('main', START);
});
afterEach(() => repo.remove());

interface CheckOutput {
  program: string | null;
  wave: string | null;
  step: number | null;
  conclusion: string;
  gates: {
    gate: string;
    verdict: string;
    reasons: string[];
    findings: { path: string; line: number; status: string }[];
  }[];
  problems?: { message: string; path?: string; line?: number; column?: number }[];
}

async function check(
  args: string[],
  cwd = repo.dir,
): Promise<CheckOutput & { code: number | null; text: string }> {
  const { code, stdout, stderr } = await wavegate(cwd, ['check', '--format', 'json', ...args]);
  if (stdout === '') throw new Error(`no output, exit ${code}: ${stderr}`);
  return { ...(JSON.parse(stdout) as CheckOutput), code, text: stdout };
}

async function refusal(args: string[], cwd = repo.dir): Promise<string> {
  const { code, stdout, stderr } = await wavegate(cwd, ['check', ...args]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  return stderr;
}

function verdicts({ gates }: CheckOutput): Record<string, string> {
  return Object.fromEntries(gates.map(({ gate, verdict }) => [gate, verdict]));
}

/** Commits to a branch of the program and checks it out. */
function branch(name: string, files: Files): string {
  const commit = repo.commit(name, files, { from: 'main' });
  repo.checkout(name);
  return commit;
}

describe('verdict and exit code', () => {
  test('a freeze that only brings its document passes: 0', async () => {
    branch('work/tidy-io-step1-start', { 'docs/plan.md': '# Plan\n\nText.\n' });
    const result = await check([]);
    expect(result).toMatchObject({ program: 'tidy', wave: 'io', step: 1, conclusion: 'success', code: 0 });
    expect(verdicts(result)).toMatchObject({
      branch: 'pass',
      scope: 'pass',
      freeze: 'pass',
      artifacts: 'pass',
    });
  });

  test('a freeze that touches code fails: 1, and the reasons name the path', async () => {
    branch('work/tidy-io-step1-start', { 'docs/plan.md': '# Plan\n\nText.\n', 'src/lib.rs': CLEAN });
    const result = await check([]);
    expect(result).toMatchObject({ conclusion: 'failure', code: 1 });
    expect(verdicts(result)).toMatchObject({ scope: 'fail', freeze: 'fail', artifacts: 'pass' });
    const freeze = result.gates.find(({ gate }) => gate === 'freeze')!;
    expect(freeze.reasons.join('\n')).toContain('src/lib.rs');
  });

  test('a closure with the finding still there fails at its line', async () => {
    branch('work/tidy-io-step3-close', { 'src/other.rs': 'fn f() {}\n' });
    const result = await check([]);
    const closure = result.gates.find(({ gate }) => gate === 'closure')!;
    expect(closure).toMatchObject({
      verdict: 'fail',
      findings: [{ path: 'src/lib.rs', line: 2, status: 'existing' }],
    });
    expect(result.code).toBe(1);
  });

  test('a closure with the finding moved elsewhere fails, and says from where', async () => {
    branch('work/tidy-io-step3-close', { 'src/lib.rs': 'mod moved;\n', 'src/moved.rs': BLOCKING });
    const result = await check([]);
    const closure = result.gates.find(({ gate }) => gate === 'closure')!;
    expect(closure.findings).toMatchObject([
      { path: 'src/moved.rs', status: 'moved', movedFrom: { path: 'src/lib.rs', line: 2 } },
    ]);
    expect(result.code).toBe(1);
  });

  test('a closure that fixes it passes: 0', async () => {
    branch('work/tidy-io-step3-close', { 'src/lib.rs': CLEAN });
    expect(await check([])).toMatchObject({ conclusion: 'success', code: 0 });
  });

  test('a step that brings a new finding fails, and the finding is marked', async () => {
    branch('work/tidy-io-step2-more', { 'src/more.rs': BLOCKING });
    const result = await check([]);
    expect(result.code).toBe(1);
    const drift = result.gates.find(({ gate }) => gate === 'drift')!;
    expect(drift.findings).toContainEqual(
      expect.objectContaining({ path: 'src/more.rs', status: 'introduced' }),
    );
  });

  test.each([
    ['feature/x', 'neutral', 0],
    ['work/tidy-io-step4-x', 'failure', 1],
    ['work/tidy-oi-step1-x', 'failure', 1],
  ])('%s is judged by its name: %s, %i', async (name, conclusion, code) => {
    branch(name, { 'src/lib.rs': CLEAN });
    expect(await check([])).toMatchObject({ wave: null, step: null, conclusion, code });
  });

  test('report-only concludes neutral: 0', async () => {
    repo.commit('main', {
      '.github/wavegate.yml': PROGRAM.replace('title: Tidying up', 'title: Tidying up\nmode: report-only'),
    });
    branch('work/tidy-io-step1-start', { 'src/lib.rs': CLEAN });
    expect(await check([])).toMatchObject({ conclusion: 'neutral', code: 0 });
  });
});

describe('what is judged', () => {
  test('the program of the default branch, not that of the head', async () => {
    branch('work/tidy-io-step1-start', {
      '.github/wavegate.yml': PROGRAM.replace("['docs/**', 'run.sh']", "['**']"),
    });
    expect(verdicts(await check([])).scope).toBe('fail');
  });

  test('another program file when it is named', async () => {
    branch('work/tidy-io-step1-start', { 'docs/plan.md': '# Plan\n\nText.\n', 'src/lib.rs': CLEAN });
    const file = join(repo.dir, '..', `${Date.now()}-program.yml`);
    writeFileSync(file, PROGRAM.replace("['docs/**', 'run.sh']", "['**']"));
    const result = await check(['--program', file]);
    rmSync(file);
    expect(verdicts(result)).toMatchObject({ scope: 'pass', freeze: 'fail' });
  });

  test('the merge base, not the base branch: what others merged since is not held against the branch', async () => {
    branch('work/tidy-io-step1-start', { 'docs/plan.md': '# Plan\n\nText.\n' });
    repo.commit('main', { 'src/elsewhere.rs': 'fn f() {}\n' });
    expect(await check([])).toMatchObject({ conclusion: 'success' });
  });

  test('any commit under any branch name, without a checkout', async () => {
    const commit = repo.commit('other', { 'src/lib.rs': CLEAN }, { from: 'main' });
    const args = ['--head', commit, '--base', 'main', '--branch', 'work/tidy-io-step3-close'];
    expect(await check(args)).toMatchObject({ step: 3, conclusion: 'success' });
  });

  test('a commit as the base is the default branch as it was, if that has it', async () => {
    const base = repo.git('rev-parse', 'main');
    const head = repo.commit('other', { 'src/lib.rs': CLEAN }, { from: 'main' });
    repo.commit('main', { 'docs/a.md': 'b\n' });
    const args = ['--head', head, '--branch', 'work/tidy-io-step3-close', '--base'];
    expect(await check([...args, base])).toMatchObject({ conclusion: 'success' });
    expect(await check([...args, `${head}^`])).toMatchObject({ conclusion: 'success' });
    const beside = repo.commit('beside', { 'docs/b.md': 'b\n' }, { from: base });
    const { gates } = await check([...args, beside]);
    expect(gates.find(({ gate }) => gate === 'promotion')).toMatchObject({ verdict: 'fail' });
  });

  test('a branch that --head names gives its name', async () => {
    repo.commit('work/tidy-io-step3-close', { 'src/lib.rs': CLEAN }, { from: 'main' });
    expect(await check(['--head', 'work/tidy-io-step3-close'])).toMatchObject({ step: 3 });
  });

  test('a bare repository', async () => {
    const bare = TestRepo.create('--bare');
    bare.commit('main', START);
    bare.commit('work/tidy-io-step3-close', { 'src/lib.rs': CLEAN }, { from: 'main' });
    const result = await check(['--repo', bare.dir, '--head', 'work/tidy-io-step3-close'], tmpdir());
    bare.remove();
    expect(result).toMatchObject({ step: 3, conclusion: 'success' });
  });

  test('the files as they lie there, with --head WORKTREE', async () => {
    branch('work/tidy-io-step1-start', {});
    expect(await check([])).toMatchObject({ conclusion: 'failure' });
    mkdirSync(join(repo.dir, 'docs'), { recursive: true });
    writeFileSync(join(repo.dir, 'docs/plan.md'), '# Plan\n\nText.\n');
    expect(await check(['--head', 'WORKTREE'])).toMatchObject({ conclusion: 'success', code: 0 });
    writeFileSync(join(repo.dir, 'src/new.rs'), CLEAN);
    chmodSync(join(repo.dir, 'docs/a.md'), 0o755);
    expect(verdicts(await check(['--head', 'WORKTREE'], join(repo.dir, 'docs')))).toMatchObject({
      freeze: 'fail',
    });
  });
});

describe('what cannot be judged: 2, and never a pass', () => {
  test.each([
    ['an unknown base', ['--base', 'nowhere'], '"nowhere" names no commit'],
    ['an unknown head', ['--head', 'nowhere'], '"nowhere" names no commit'],
    ['a head like an option', ['--head=--all'], '"--all" names no commit'],
    ['a program that is not there', ['--program', 'nowhere.yml'], 'nowhere.yml cannot be read'],
    ['rules that are not there', ['--rules', 'nowhere'], 'nowhere cannot be read'],
    ['an argument too many', ['extra'], 'too many arguments'],
  ])('%s', async (_, args, words) => {
    expect(await refusal(args)).toContain(words);
  });

  test('no repository', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'wavegate-test-'));
    expect(await refusal([], dir)).toContain('not in a git repository');
    rmSync(dir, { recursive: true });
  });

  test('a detached head without --branch', async () => {
    repo.checkout('--detach', 'main');
    expect(await refusal([])).toContain('--branch');
  });

  test('a repository without a commit', async () => {
    const empty = TestRepo.create();
    expect(await refusal([], empty.dir)).toContain('no commit yet');
    empty.remove();
  });

  test('no default branch and no --base', async () => {
    const odd = TestRepo.create();
    odd.commit('trunk', START);
    odd.checkout('trunk');
    expect(await refusal([], odd.dir)).toContain('--base');
    expect(await check(['--base', 'trunk'], odd.dir)).toMatchObject({ code: 0 });
    odd.remove();
  });

  test('a mistake in the program, with file, line and column', async () => {
    repo.commit('main', { '.github/wavegate.yml': PROGRAM.replace('kind: freeze', 'kind: freze') });
    branch('work/tidy-io-step1-start', { 'docs/plan.md': '# Plan\n\nText.\n' });
    const result = await check([]);
    expect(result).toMatchObject({ conclusion: 'failure', code: 2 });
    expect(result.problems).toContainEqual(
      expect.objectContaining({ path: '.github/wavegate.yml', line: 16, column: expect.any(Number) }),
    );
  });
});

test('a wave branch is never compared with itself, though the remote begins there', async () => {
  const name = 'work/tidy-io-step3-close';
  branch(name, { 'src/lib.rs': CLEAN });
  repo.git('remote', 'add', 'origin', '.');
  repo.git('update-ref', `refs/remotes/origin/${name}`, name);
  repo.git('symbolic-ref', 'refs/remotes/origin/HEAD', `refs/remotes/origin/${name}`);
  for (const args of [[], ['--base', 'main']]) {
    const { conclusion, gates } = await check(args);
    expect(conclusion).toBe('success');
    expect(gates.find(({ gate }) => gate === 'scope')?.reasons).toEqual([
      expect.stringMatching(/^1 changed file/),
    ]);
  }
  repo.git('branch', '--quiet', '-D', 'main');
  expect(await refusal([])).toContain('--base');
});

describe('for people', () => {
  test('the text says which gate fails, why and what to do, within 80 columns', async () => {
    branch('work/tidy-io-step3-close', { 'src/more.rs': BLOCKING, 'other.txt': 'x' });
    const { code, stdout } = await wavegate(repo.dir, ['check']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ scope/m);
    expect(stdout).toMatch(/^✗ closure/m);
    expect(stdout).toMatch(/^✓ branch/m);
    expect(stdout).toContain('→ ');
    expect(stdout).toContain('other.txt');
    const long = stdout.split('\n').filter((line) => line.length > 80 && line.includes(' ', 40));
    expect(long).toEqual([]);
  });

  test('a path that would write to the terminal does not', async () => {
    branch('work/tidy-io-step1-start', { 'a\u001b[31m\nb': 'x', 'docs/plan.md': '# Plan\n\nText.\n' });
    const { stdout } = await wavegate(repo.dir, ['check']);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('\\u{1b}[31m');
  });
});

describe('validate', () => {
  test('accepts the files of a clone, and answers a mistake with its place', async () => {
    repo.checkout('main');
    expect(await wavegate(repo.dir, ['validate'])).toMatchObject({ code: 0, stdout: '1 file is valid\n' });
    writeFileSync(join(repo.dir, '.github/wavegate.yml'), PROGRAM.replace('kind: freeze', 'kind: freze'));
    const { code, stdout } = await wavegate(repo.dir, ['validate']);
    expect(code).toBe(2);
    expect(stdout).toMatch(/wavegate\.yml:16:\d+: /);
  });
});
