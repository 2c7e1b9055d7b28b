/**
 * `node scripts/compare-reviews.mjs CHECKOUT [PATTERN]`: the reviewer scripts of waves of a public repository
 * (github.com/Rul1an/assay) against the programs in rules/examples, on the real pull requests and on changes to them.
 *
 * CHECKOUT is a clone of that repository, bare or not, with its history; it is only read. Each case happens in a temporary
 * clone: a change is committed on top of the pull request, then the script runs at its own commit and `wavegate check`
 * judges the same commits. `cargo` is stood in for by a program that does nothing and succeeds, so that the script's own
 * greps and diffs decide: what a compiler or a test run would say is no matter of this comparison.
 *
 * Prints a Markdown table a wave, with verdicts that a reviewer would not give in bold; PATTERN chooses cases by their
 * names. Exits with 1 where Wavegate says anything else than docs/examples.md has.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closure } from './compare/closure.mjs';
import { freeze } from './compare/freeze.mjs';
import { measuredSplit } from './compare/measured-split.mjs';
import { otherSteps } from './compare/other-steps.mjs';
import { Room } from './compare/room.mjs';
import { split } from './compare/split.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [checkout, pattern = ''] = process.argv.slice(2);
if (checkout === undefined) {
  console.error('Say where a clone of github.com/Rul1an/assay is: node scripts/compare-reviews.mjs ../assay');
  process.exit(2);
}

const tools = mkdtempSync(join(tmpdir(), 'wavegate-compare-tools-'));
process.on('exit', () => rmSync(tools, { recursive: true, force: true }));
writeFileSync(join(tools, 'cargo'), '#!/bin/sh\nexit 0\n');
chmodSync(join(tools, 'cargo'), 0o755);
const path = `${tools}${delimiter}${process.env.PATH}`;
if (spawnSync('rg', ['--version']).error !== undefined) {
  console.error('The scripts need ripgrep (`rg`) on the PATH.');
  process.exit(2);
}

const AS_IT_WAS = { name: 'none: the pull request as it was', right: 'pass', change() {} };
let wrong = 0;
for (const wave of [freeze, split, measuredSplit, closure, ...otherSteps]) compare(wave);
process.exit(wrong === 0 ? 0 : 1);

function compare(wave) {
  const cases = [AS_IT_WAS, ...wave.cases].filter(({ name }) => new RegExp(pattern, 'u').test(name));
  if (cases.length === 0) return;
  const room = new Room(checkout, wave);
  try {
    console.log(`\n### ${wave.title}\n`);
    console.log('| change | script | Wavegate | by |\n|---|---|---|---|');
    for (const one of cases) compareCase(wave, one, room);
  } finally {
    room.remove();
  }
}

/** `said` is what Wavegate says where that is known not to be what a reviewer would. */
function compareCase(wave, { name, right, said = right, change }, room) {
  room.reset();
  change(room);
  room.commit();
  const script = scriptVerdict(wave, room);
  const { verdict, gates } = wavegateVerdict(wave, room);
  const shown = (one) => (one === right ? one : `**${one}**`);
  if (verdict !== said) wrong++;
  console.log(`| ${name} | ${shown(script)} | ${shown(verdict)} | ${gates.join(', ')} |`);
}

/** The script as it is at the head: what a pull request does to its own gate is part of the comparison. */
function scriptVerdict({ script, base }, room) {
  const env = { ...process.env, PATH: path, BASE_REF: base };
  const { status } = spawnSync('bash', [script], { cwd: room.dir, env, stdio: 'ignore' });
  return status === 0 ? 'pass' : 'fail';
}

/** @throws where Wavegate could not judge. */
function wavegateVerdict({ program, base, branch }, room) {
  const args = ['check', '--repo', room.dir, '--program', here(`../rules/examples/${program}`)];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [here('../dist/cli/main.js'), ...args, '--base', base, '--branch', branch, '--format', 'json'],
    { encoding: 'utf8' },
  );
  if (status !== 0 && status !== 1)
    throw new Error(`wavegate check exits with ${status}: ${stderr}${stdout}`);
  const { gates } = JSON.parse(stdout);
  const failed = gates.filter(({ verdict }) => verdict === 'fail').map(({ gate }) => gate);
  return { verdict: status === 0 ? 'pass' : 'fail', gates: failed };
}
