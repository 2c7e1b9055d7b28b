/**
 * `npm run bench -- CHECKOUT…`: Wavegate's scan against ast-grep, ripgrep, parsing alone and itself at double the
 * files, interleaved in one run; medians and ratios.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './measure.mjs';

const RUNS = Number(process.env.BENCH_RUNS ?? 7);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const checkouts = process.argv.slice(2).map((path) => resolve(path));
if (checkouts.length === 0) {
  console.error('Say which checkouts to scan: npm run bench -- ../some-rust-repository');
  process.exit(2);
}

const work = mkdtempSync(join(tmpdir(), 'wavegate-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
const once = copyRust(join(work, 'once'), checkouts);
const double = copyRust(join(work, 'double'), [once, once]);

/** The five patterns that a bash gate would grep for. */
const GREPS = [
  'validator_for|JSONSchema::compile',
  'Regex(Set)?(Builder)?::new',
  'std::fs::|fs::read_to_string',
  '\\*\\w+ \\+= ',
  '\\.reserve(::<|\\()',
].map((pattern) => `rg --no-heading -n -t rust '${pattern}' .`);

const subjects = [
  {
    name: 'wavegate scan',
    command: ['node', here('../../dist/cli/main.js'), 'scan', '--format', 'json'],
    cwd: once,
  },
  {
    name: 'wavegate scan, double the files',
    command: ['node', here('../../dist/cli/main.js'), 'scan', '--format', 'json'],
    cwd: double,
  },
  { name: 'parsing alone', command: ['node', here('./parse-alone.mjs'), once], cwd: once },
  {
    name: 'ast-grep scan',
    command: [
      here('../../node_modules/.bin/ast-grep'),
      ...['scan', '--config', here('./ast-grep/sgconfig.yml'), '--json=stream'],
      ...['--threads', String(cpus().length), '.'],
    ],
    cwd: once,
  },
  { name: 'ripgrep, five passes', command: ['sh', '-c', GREPS.join('; ')], cwd: once, needs: 'rg' },
  { name: 'node -e 0', command: ['node', '-e', '0'], cwd: once },
].filter(({ needs }) => needs === undefined || onPath(needs));

const samples = new Map(subjects.map(({ name }) => [name, []]));
for (let run = 0; run < RUNS; run++) {
  for (const { name, command, cwd } of subjects) samples.get(name).push(await measure(command, cwd));
  process.stderr.write(`run ${run + 1} of ${RUNS}\n`);
}

const reference = summary('wavegate scan');
console.log('| | wall s | CPU s | peak MB | wavegate wall / its wall | wavegate CPU / its CPU |');
console.log('|---|---|---|---|---|---|');
for (const { name } of subjects) {
  const { wall, cpu, peak } = summary(name);
  const cells = [wall.toFixed(2), cpu.toFixed(2), (peak / 1e6).toFixed(0)];
  console.log(`| ${[name, ...cells, ratio(reference.wall, wall), ratio(reference.cpu, cpu)].join(' | ')} |`);
}

function summary(name) {
  const all = samples.get(name);
  return { wall: median(all, 'wall'), cpu: median(all, 'cpu'), peak: median(all, 'peak') };
}

function median(all, key) {
  const sorted = all.map((sample) => sample[key]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function ratio(ours, theirs) {
  return (ours / theirs).toFixed(2);
}

/** A folder of its own with the checkouts side by side, without their git data, so that every tool reads the same. */
function copyRust(target, sources) {
  mkdirSync(target, { recursive: true });
  sources.forEach((source, index) => {
    cpSync(source, join(target, String(index)), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !/(^|\/)(\.git|target)$/.test(path.slice(source.length)),
    });
  });
  return target;
}

function onPath(program) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));
}
