import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { loadRules } from '../../src/cli/rules.js';
import { CLI_MAIN, wavegate } from '../support/cli.js';
import { type Files, TestRepo } from '../support/git-repo.js';

const rules = loadRules(undefined, '.');
const bad = (rule: string): string => rules.get(rule)!.examples.bad[0]!;
const crate = (name: string): string => `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`;

/** Something to find for each rule of each wave of the shipped program. */
const WAVES: Files = {
  'crates/assay-core/Cargo.toml': crate('assay-core'),
  'crates/assay-ebpf/Cargo.toml': crate('assay-ebpf'),
  'crates/assay-monitor/Cargo.toml': crate('assay-monitor'),
  'crates/assay-ebpf/src/socket_lsm.rs': bad('action-as-rule-id'),
  'crates/assay-ebpf/src/lsm.rs': bad('raw-shared-increment'),
  'crates/assay-ebpf/src/main.rs': bad('unsignalled-reserve-failure'),
  'crates/assay-monitor/src/loader.rs': bad('action-only-cidr-value'),
  'crates/assay-core/src/policy_engine.rs': bad('schema-compile-in-hot-path'),
  'crates/assay-core/src/validate/mod.rs': bad('regex-compile-in-hot-path'),
  'crates/assay-core/src/engine/runner.rs': bad('blocking-io-in-async'),
};

let repo: TestRepo;
beforeEach(() => {
  repo = TestRepo.create();
});
afterEach(() => repo.remove());

function begin(files: Files): void {
  repo.commit('main', files);
  repo.checkout('main');
}

interface Scaffolded {
  branch: string;
  written: boolean;
  files: { path: string; content: string; executable: boolean; outcome: string }[];
}

async function scaffold(...args: string[]): Promise<Scaffolded> {
  const { code, stdout, stderr } = await wavegate(repo.dir, ['scaffold', '--format', 'json', ...args]);
  if (code !== 0) throw new Error(`exit ${code}: ${stderr}`);
  return JSON.parse(stdout) as Scaffolded;
}

/** Commits all that lies in the working tree to a new branch. */
function commitAll(branch: string): void {
  repo.git('switch', '--quiet', '-c', branch);
  repo.git('add', '--all');
  repo.git('commit', '--quiet', '-m', 'freeze');
}

async function verdicts(...args: string[]): Promise<Record<string, string>> {
  const { stdout } = await wavegate(repo.dir, ['check', '--format', 'json', ...args]);
  const { gates } = JSON.parse(stdout) as { gates: { gate: string; verdict: string }[] };
  return Object.fromEntries(gates.map(({ gate, verdict }) => [gate, verdict]));
}

/** Runs a reviewer script as a workflow would, with this build for the command. */
function review(script: string): { code: number; stdout: string } {
  const command = join(repo.dir, '.git', 'wavegate');
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${CLI_MAIN}" "$@"\n`);
  chmodSync(command, 0o755);
  const { NODE_OPTIONS: _, ...env } = process.env;
  try {
    const stdout = execFileSync(join(repo.dir, script), ['--format', 'json'], {
      cwd: join(repo.dir, 'crates'),
      env: { ...env, BASE_REF: 'main', WAVEGATE: command },
    });
    return { code: 0, stdout: stdout.toString() };
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: Buffer };
    return { code: status, stdout: stdout.toString() };
  }
}

test.each(['a', 'b', 'c', 'd'])('step 1 of wave8%s passes its gates as it is scaffolded', async (wave) => {
  begin(WAVES);
  const { branch, files } = await scaffold('--wave', wave, '--step', '1', '--write');
  expect(branch).toMatch(new RegExp(`^codex/wave8${wave}-step1-[a-z-]+-freeze$`, 'u'));
  expect(files).toHaveLength(4);
  commitAll(branch);
  const found = await verdicts();
  expect(Object.entries(found).filter(([, verdict]) => verdict !== 'pass' && verdict !== 'skip')).toEqual([]);
  expect(found).toMatchObject({
    branch: 'pass',
    scope: 'pass',
    freeze: 'pass',
    artifacts: 'pass',
    inventory: 'pass',
  });
  const script = files.find(({ executable }) => executable)!.path;
  expect(review(script).code).toBe(0);
  repo.git('checkout', '--quiet', '--detach');
  expect(JSON.parse(review(script).stdout)).toMatchObject({ wave, step: 1, conclusion: 'success' });
});

test('the script fails as its gates do', async () => {
  begin(WAVES);
  const { branch, files } = await scaffold('--wave', 'b', '--write');
  writeFileSync(join(repo.dir, 'crates/assay-core/src/policy_engine.rs'), '// gone\n');
  commitAll(branch);
  const { code, stdout } = review(files.find(({ executable }) => executable)!.path);
  expect(code).toBe(1);
  expect(stdout).toContain('policy_engine.rs');
});

const FOREIGN = `version: 1
program: hardening
title: Harden it
branch: ['work/{program}-{wave}-{step}[-{slug}]', 'fix/{program}-{wave}-{step}']
production: { exclude: ['notes/**', 'tools/**'] }
waves:
  net-io:
    title: "Über: 'the' |network| \`layer\`"
    rules:
      - { rule: blocking-io-in-async, in: ['src/**'] }
    steps:
      1:
        title: Take stock
        kind: freeze
        allow: ['notes/**', 'tools/**']
        inventory: notes/places with blanks.md
        artifacts:
          - { path: notes/plan.md, headings: [Call sites, '*invariant*', 'Risk * and rollback', Latency] }
          - { path: notes/facts.json }
          - { path: notes/owners.yml }
          - { path: tools/check-net, executable: true }
        patterns:
          - { must-match: '^#+ .*Rollout', in: ['notes/*.md'], why: The rollout is planned }
          - { must-match: '(?i)owner(s|ed by): \\w+', in: [notes/owners.yml] }
          - { count: { at-least: 2 }, pattern: 'p9[59]\\b', in: [notes/plan.md] }
          - { must-match: 'SHELL=[a-z]{2,}', in: [tools/check-net] }
          - { must-not-match: 'TODO', in: ['notes/**', 'tools/**'] }
      1-b:
        title: Nothing to bring
        kind: freeze
        allow: ['notes/**']
`;

test('a foreign program: other names, kinds of files and forms of branches', async () => {
  begin({
    '.github/wavegate.yml': FOREIGN,
    'Cargo.toml': crate('net'),
    'src/lib.rs': bad('blocking-io-in-async'),
    'crates/a.txt': '',
  });
  const { branch, files } = await scaffold('--wave', 'net-io', '--write');
  expect(files.map(({ path }) => path).sort()).toEqual([
    'notes/facts.json',
    'notes/owners.yml',
    'notes/places with blanks.md',
    'notes/plan.md',
    'tools/check-net',
  ]);
  expect(JSON.parse(readFileSync(join(repo.dir, 'notes/facts.json'), 'utf8'))).toHaveProperty('places');
  commitAll(branch);
  const found = await verdicts();
  expect(Object.values(found).filter((verdict) => verdict !== 'pass' && verdict !== 'skip')).toEqual([]);
  expect(found).toMatchObject({ artifacts: 'pass', inventory: 'pass', patterns: 'pass' });
  for (const name of ['work/hardening-net-io-1', 'fix/hardening-net-io-1', 'other']) {
    repo.git('checkout', '--quiet', '-B', name);
    expect(JSON.parse(review('tools/check-net').stdout)).toMatchObject({
      wave: 'net-io',
      conclusion: 'success',
    });
  }
});

describe('what is there', () => {
  beforeEach(() => begin(WAVES));
  const INVENTORY = 'docs/contributing/SPLIT-INVENTORY-wave8c-step1-async-io.md';

  test('nothing is written before it is asked for', async () => {
    const { written, files } = await scaffold('--wave', 'c');
    expect(written).toBe(false);
    expect(files.map(({ outcome }) => outcome)).toEqual(['written', 'written', 'written', 'written']);
    expect(repo.git('status', '--porcelain')).toBe('');
  });

  test('is kept, and overwritten by force alone', async () => {
    mkdirSync(join(repo.dir, 'docs/contributing'), { recursive: true });
    writeFileSync(join(repo.dir, INVENTORY), 'mine\n');
    const outcomes = async (...args: string[]): Promise<string | undefined> =>
      (await scaffold('--wave', 'c', ...args)).files.find(({ path }) => path === INVENTORY)?.outcome;
    expect(await outcomes('--write')).toBe('kept');
    expect(readFileSync(join(repo.dir, INVENTORY), 'utf8')).toBe('mine\n');
    expect(await outcomes('--force')).toBe('written');
    expect(readFileSync(join(repo.dir, INVENTORY), 'utf8')).toContain('runner.rs');
    expect(await outcomes('--write')).toBe('unchanged');
  });

  test('scripts are executable', async () => {
    await scaffold('--wave', 'c', '--write');
    expect(statSync(join(repo.dir, 'scripts/ci/review-wave8c-step1.sh')).mode & 0o111).toBe(0o111);
  });

  test('a folder that leads out of the working tree is refused', async () => {
    const outside = TestRepo.create();
    try {
      symlinkSync(outside.dir, join(repo.dir, 'docs'));
      const { code, stderr } = await wavegate(repo.dir, ['scaffold', '--wave', 'c', '--write']);
      expect(code).toBe(2);
      expect(stderr).toContain('outside of the working tree');
      expect(readdirSync(outside.dir)).toEqual(['.git']);
    } finally {
      outside.remove();
    }
  });

  test('a folder in the place of a file is refused', async () => {
    mkdirSync(join(repo.dir, INVENTORY), { recursive: true });
    const { code, stderr } = await wavegate(repo.dir, ['scaffold', '--wave', 'c', '--force']);
    expect(code).toBe(2);
    expect(stderr).toContain(INVENTORY);
  });
});

test('a step without documents says so', async () => {
  begin({ '.github/wavegate.yml': FOREIGN, 'src/lib.rs': '' });
  const { code, stdout } = await wavegate(repo.dir, ['scaffold', '--wave', 'net-io', '--step', '1-b']);
  expect(code).toBe(0);
  expect(stdout).toContain('asks for no document or script');
});

test('what cannot be judged is not scaffolded', async () => {
  begin({ ...WAVES, 'crates/assay-core/src/engine/broken.rs': 'async fn f( { std::fs::read("a")' });
  rmSync(join(repo.dir, 'docs'), { recursive: true, force: true });
  const { code, stdout, stderr } = await wavegate(repo.dir, ['scaffold', '--wave', 'c', '--write']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('broken.rs');
});

test('the text is at most 80 columns wide, except for paths and commands', async () => {
  begin(WAVES);
  const { stdout } = await wavegate(repo.dir, ['scaffold', '--wave', 'd', '--write']);
  const prose = stdout.split('\n').filter((line) => !/^(docs|scripts)\/|^ {2}git /u.test(line));
  expect(prose.filter((line) => line.length > 80)).toEqual([]);
  expect(stdout).toContain('git switch -c codex/wave8d-step1-ebpf-stats-freeze');
});
