/**
 * `npm run bench -- CHECKOUT…`: Wavegate's scan against ast-grep, ripgrep, parsing alone and itself at double the
 * files, interleaved in one run; medians and ratios. BENCH_RUNS says how many runs (7),
 * BENCH_SKIP which rows to leave out, as a pattern over their names.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, parse, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './measure.mjs';
import { twentyFiles, warmAnalyzer } from './pull-request.mjs';

const RUNS = Number(process.env.BENCH_RUNS ?? 7);
const SKIP = process.env.BENCH_SKIP === undefined ? undefined : new RegExp(process.env.BENCH_SKIP);
/** Pull requests that the running app judges in each run, one after the other. */
const REQUESTS = 10;
const CORES = availableParallelism();
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
const twenty = twentyFiles(once);
// The bench's own place for kept results, so that it neither uses nor fills the user's.
const env = { ...process.env, WAVEGATE_CACHE_DIR: join(work, 'cache') };

/** The five patterns that a bash gate would grep for. */
const GREPS = [
  'validator_for|JSONSchema::compile',
  'Regex(Set)?(Builder)?::new',
  'std::fs::|fs::read_to_string',
  '\\*\\w+ \\+= ',
  '\\.reserve(::<|\\()',
].map((pattern) => `rg --no-heading -n -t rust '${pattern}' .`);

const wavegate = (...args) => ['node', here('../../dist/cli/main.js'), 'scan', '--format', 'json', ...args];
const astGrep = (...paths) => [
  here('../../node_modules/.bin/ast-grep'),
  'scan',
  '--config',
  here('./ast-grep/sgconfig.yml'),
  '--json=stream',
  '--threads',
  `${CORES}`,
  ...paths,
];
/** The rules that ast-grep's language can say, without what it takes to follow calls. */
const LIKE_FOR_LIKE = readdirSync(here('./ast-grep/rules')).flatMap((name) => ['--rule', parse(name).name]);
const subjects = [
  { name: 'wavegate scan, first time', command: wavegate('--no-cache') },
  { name: "wavegate scan, first time, ast-grep's rules", command: wavegate('--no-cache', ...LIKE_FOR_LIKE) },
  { name: 'wavegate scan, again', command: wavegate() },
  { name: 'wavegate scan, first time, double the files', command: wavegate('--no-cache'), cwd: double },
  { name: 'wavegate scan, again, double the files', command: wavegate(), cwd: double },
  { name: 'parsing alone, one core', command: ['node', here('./parse-alone.mjs'), once] },
  { name: 'ast-grep scan', command: astGrep('.') },
  { name: 'ripgrep, five passes', command: ['sh', '-c', GREPS.join('; ')], needs: 'rg' },
  { name: 'wavegate scan of 20 files, first time', command: wavegate('--no-cache', ...twenty) },
  { name: 'wavegate scan of 20 files, again', command: wavegate(...twenty) },
  { name: 'ast-grep scan of 20 files', command: astGrep(...twenty) },
  { name: 'node -e 0', command: ['node', '-e', '0'] },
].filter(({ name, needs }) => (needs === undefined || onPath(needs)) && !SKIP?.test(name));

const load = loadavg()[0];
const samples = new Map(subjects.map(({ name }) => [name, []]));
const inApp = [];
const analyzer = await warmAnalyzer(once, twenty);
for (const { command, cwd = once } of subjects) await measure(command, cwd, env);
for (let run = 0; run < RUNS; run++) {
  for (const { name, command, cwd = once } of subjects)
    samples.get(name).push(await measure(command, cwd, env));
  for (let request = 0; request < REQUESTS; request++) inApp.push(await analyzer.analyse());
  process.stderr.write(`run ${run + 1} of ${RUNS}\n`);
}
await analyzer.close();

console.log(
  `${CORES} cores, load before the first run ${load.toFixed(1)}, medians of ${RUNS} interleaved runs\n`,
);
console.log('| | wall s | CPU s | peak MB | wall / ast-grep | CPU / ast-grep |');
console.log('|---|---|---|---|---|---|');
for (const { name } of subjects) {
  const { wall, cpu, peak } = summary(name);
  const reference = summary(`ast-grep scan${name.includes('20 files') ? ' of 20 files' : ''}`);
  const cells = [wall.toFixed(3), cpu.toFixed(3), (peak / 1e6).toFixed(0)];
  console.log(`| ${[name, ...cells, ratio(wall, reference.wall), ratio(cpu, reference.cpu)].join(' | ')} |`);
}
if (samples.has('ast-grep scan of 20 files')) {
  const app = median(inApp);
  const { wall: reference } = summary('ast-grep scan of 20 files');
  console.log(
    `| the running app's analysis of 20 files | ${app.toFixed(3)} | | | ${ratio(app, reference)} | |`,
  );
}
console.log();
compare('wavegate scan, first time, double the files', 'wavegate scan, first time');
compare('wavegate scan, again, double the files', 'wavegate scan, again');
compare('wavegate scan, again', 'ripgrep, five passes');
compare('wavegate scan of 20 files, again', 'node -e 0');
console.log(execFileSync('node', [here('./prefilter.mjs'), once], { encoding: 'utf8' }).trim());

function compare(one, other) {
  if (!samples.has(one) || !samples.has(other)) return;
  console.log(`${one} / ${other}: ${ratio(summary(one).wall, summary(other).wall)} of the time`);
}

function summary(name) {
  const of = (key) => median(samples.get(name).map((sample) => sample[key]));
  return { wall: of('wall'), cpu: of('cpu'), peak: of('peak') };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
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
