/**
 * `npm run build && node scripts/bench/evaluate.mjs CHECKOUT`: processor time of evaluating a pull request that changes
 * 300 files against the wave8 program, without reading and parsing, beside that of parsing ten of its files. Medians of
 * eleven runs (`BENCH_RUNS`), warmed up.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInProcessAnalyzer } from '../../dist/analysis/in-process.js';
import { evaluate } from '../../dist/evaluate/evaluate.js';
import { takeSnapshot } from '../../dist/evaluate/take-snapshot.js';
import { matchBranch } from '../../dist/program/branch.js';
import { assemblePrograms } from '../../dist/program/program-set.js';
import { loadShipped } from '../../dist/program/shipped.js';
import { parseFile } from '../../dist/rust/parse.js';
import { NO_FACT_SOURCE } from '../../dist/snapshot/facts.js';
import { changesBetween } from '../../dist/snapshot/tree.js';

const RUNS = Number(process.env.BENCH_RUNS ?? 11);
const CHANGED = 300;
const PARSED = 10;

const root = process.argv[2];
if (root === undefined) throw new Error('Name the checkout to take the files from.');
const before = new Map(
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.git'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(root, path), readFileSync(path)]),
);
const rust = [...before.keys()].filter((path) => path.endsWith('.rs') && !path.includes('/tests/'));
const changed = new Set(
  rust.filter((_, index) => index % Math.floor(rust.length / CHANGED) === 0).slice(0, CHANGED),
);
const after = new Map(
  Array.from(before, ([path, bytes]) => [
    path,
    changed.has(path) ? Buffer.concat([bytes, Buffer.from('\n// changed\n')]) : bytes,
  ]),
);

const blobs = new Map();
function treeOf(files) {
  return new Map(
    Array.from(files, ([path, bytes]) => {
      const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
      blobs.set(sha, bytes);
      return [path, { path, mode: '100644', sha, size: bytes.length }];
    }),
  );
}
const trees = { base: treeOf(before), head: treeOf(after) };
const repository = {
  tree: async (commit) => trees[commit],
  blobs: async (shas) => new Map(shas.map((sha) => [sha, blobs.get(sha)])),
};

const programs = assemblePrograms([], loadShipped());
const history = { pullRequests: [] };
const commit = {
  sha: 'head',
  parents: ['base'],
  title: 'x',
  changes: changesBetween(trees.base, trees.head),
};
const facts = {
  ...NO_FACT_SOURCE,
  history: async () => history,
  commits: async () => [commit],
  checks: async () => ({ checks: [], since: '2026-01-01T00:00:00Z' }),
  autoMerge: async () => ({ method: null, by: null }),
};

/** Milliseconds of processor time. */
function milliseconds(work) {
  const times = Array.from({ length: RUNS }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
}

const ten = [...changed].filter((_, index) => index % (CHANGED / PARSED) === 0);
const parse = () => ten.map((path) => parseFile(path, after.get(path)));
const analyzer = createInProcessAnalyzer();

console.log(`| step | gates | evaluating, ms | parsing ${PARSED} files, ms | ratio |\n|---|---|---|---|---|`);
for (const step of [1, 2, 3]) {
  const branch = `codex/wave8b-step${step}-x`;
  const { position } = matchBranch(branch, programs.programs);
  const subject = {
    branch,
    baseBranch: 'main',
    defaultBranch: 'main',
    headSha: 'head',
    baseSha: 'base',
    mergeBaseSha: 'base',
    now: '2026-01-01T00:00:00Z',
    pullRequest: { owner: 'o', repo: 'r', number: 1, url: '', draft: false },
  };
  const snapshot = await takeSnapshot({ position, programs, subject, repository, analyzer, facts });
  const run = () => evaluate(position, snapshot);
  for (let warm = 0; warm < 20; warm++) {
    run();
    parse();
  }
  const [evaluating, parsing] = [milliseconds(run), milliseconds(parse)];
  const { gates } = run();
  console.log(
    `| wave8b step ${step} | ${gates.length} | ${evaluating.toFixed(1)} | ${parsing.toFixed(1)} | ${(evaluating / parsing).toFixed(2)} |`,
  );
}
await analyzer.close();
