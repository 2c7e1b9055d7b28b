import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { git } from '../../src/demo/git.js';
import type { Outcome } from '../../src/demo/outcome.js';
import { loadTable, type Scenario } from '../../src/demo/scenario.js';
import { type Performance, Stage } from '../../src/demo/stage.js';
import { GATES } from '../../src/gates/gates.js';
import { openSite, type StorySite } from './story-site.js';

/** Every scenario of the demo, judged by the app through HTTP and by the command line on a clone: no difference. */

const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

let place: StorySite;
let stage: Stage;
let clone: string;

/** `gate verdict`, of every moment. */
const seen = new Set<string>();

function note({ gates }: Outcome): void {
  for (const [gate, verdict] of Object.entries(gates)) seen.add(`${gate} ${verdict}`);
}

beforeAll(async () => {
  place = await openSite();
  stage = await Stage.build(place.site, join(place.folder, 'clones'));
  clone = join(place.folder, 'mirror');
  const { maintainer, owner, repo } = place.site;
  await git(place.folder, maintainer, 'clone', '--quiet', place.site.cloneUrl(`${owner}/${repo}`), clone);
});
afterAll(() => place?.close());

test.each(loadTable().scenarios.map((scenario) => [scenario.name, scenario] as const))(
  '%s',
  async (_name, scenario) => {
    const performance = await stage.play(scenario);
    for (const { outcome } of performance.moments) note(outcome);
    expect(performance.moments.flatMap((moment) => moment.mistakes)).toEqual([]);
    const last = performance.moments.at(-1)!.view;
    if (last.state === 'open') await compareWithCli(scenario, performance, unwaived(performance));
    expect(place.violations()).toEqual([]);
  },
);

test('every gate was seen both ways', () => {
  const missing = GATES.flatMap(({ id }) => [
    ...(seen.has(`${id} pass`) ? [] : [`${id} never passed`]),
    ...(seen.has(`${id} fail`) || seen.has(`${id} wait`) ? [] : [`${id} never failed`]),
  ]);
  expect(missing).toEqual([]);
});

test('an expectation that does not come true is told', async () => {
  const scenario = loadTable().scenarios.find(({ name }) => name === 'near-miss');
  const { moments } = await stage.play({
    ...scenario!,
    branch: 'codex/wave8e-step1-wrong',
    expect: {
      conclusion: 'success',
      state: 'closed',
      gates: { branch: 'pass', closure: 'fail' },
      findings: ['some-rule a.rs:1'],
      comments: [],
    },
  });
  expect(moments[0]?.mistakes).toEqual([
    'conclusion: expected success, seen failure',
    'state: expected closed, seen open',
    'gate branch: expected pass, seen fail',
    'gate closure: expected fail, seen absent',
    'expected but not seen in findings: some-rule a.rs:1',
  ]);
});

type Judged = Pick<Outcome, 'conclusion' | 'gates' | 'findings'>;

/** A clone does not know what GitHub alone tells: what it judges, it judges as the app does. */
async function compareWithCli(scenario: Scenario, performance: Performance, seen: Outcome): Promise<void> {
  const { gates, findings, conclusion } = await judgedByCli(scenario, performance);
  const known = (gate: string): boolean => gates[gate] !== 'skip';
  const judged = Object.fromEntries(Object.entries(seen.gates).filter(([gate]) => known(gate)));
  expect(Object.fromEntries(Object.entries(gates).filter(([gate]) => known(gate)))).toEqual(judged);
  expect(findings).toEqual(seen.findings);
  const elsewhere = Object.entries(seen.gates).filter(([gate]) => !known(gate));
  const green = elsewhere.every(([, verdict]) => verdict === 'pass' || verdict === 'skip');
  if (green) expect(conclusion).toBe(seen.conclusion);
}

/** What was seen last before anybody answered for it: a clone knows no waivers. */
function unwaived({ moments }: Performance): Outcome {
  const first = moments.findIndex(
    ({ act, mistakes, comment }) =>
      act !== null &&
      'comment' in act &&
      act.comment.includes(' waive ') &&
      mistakes.length === 0 &&
      comment?.reactions.includes('rocket'),
  );
  return moments.at(first < 0 ? -1 : first - 1)!.outcome;
}

interface CheckJson {
  readonly program: string | null;
  readonly conclusion: string;
  readonly gates: readonly {
    readonly gate: string;
    readonly verdict: string;
    readonly findings: readonly { readonly rule: string; readonly path: string; readonly line: number }[];
  }[];
}

/** What the command line says of the pull request's head, fetched into a clone as GitHub offers it. */
async function judgedByCli(scenario: Scenario, performance: Performance): Promise<Judged> {
  const { maintainer } = place.site;
  await git(clone, maintainer, 'fetch', '--quiet', 'origin', 'main:refs/remotes/origin/main');
  await git(clone, maintainer, 'fetch', '--quiet', 'origin', `refs/pull/${performance.number}/head`);
  const head = await git(clone, maintainer, 'rev-parse', 'FETCH_HEAD');
  const { branch, base } = scenario;
  const args = ['check', '--repo', clone, '--head', head, '--branch', branch, '--format', 'json'];
  if (base !== undefined) {
    const ref = `refs/remotes/origin/${base.branch}`;
    await git(clone, maintainer, 'fetch', '--quiet', 'origin', `${base.branch}:${ref}`);
    args.push('--base', `origin/${base.branch}`);
  }
  const { program, conclusion, gates }: CheckJson = JSON.parse(await runCli(args));
  const findings = gates.flatMap((gate) =>
    gate.findings.map(({ rule, path, line }) => `${rule} ${path}:${line}`),
  );
  return {
    conclusion,
    // The check run of a branch that is none of a program's has no table: there is nothing to do.
    gates: program === null ? {} : Object.fromEntries(gates.map(({ gate, verdict }) => [gate, verdict])),
    findings: [...new Set(findings)].sort(),
  };
}

function runCli(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [CLI, ...args], { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      // Status 1 says that a gate fails, and 2 that nothing was judged.
      if (error !== null && error.code !== 1) reject(new Error(stderr));
      else resolve(stdout);
    });
  });
}
