/**
 * `npm run build && node scripts/bench/programs.mjs`: processor time of reading programs of 10, 100 and 1,000 waves,
 * of telling a branch's place in them, and of putting programs together. Medians of seven runs (`BENCH_RUNS`).
 */
import { matchBranch } from '../../dist/program/branch.js';
import { assemblePrograms } from '../../dist/program/program-set.js';
import { loadShipped } from '../../dist/program/shipped.js';

const RUNS = Number(process.env.BENCH_RUNS ?? 7);
const SIZES = [10, 100, 1000];
const shipped = loadShipped();

const HEAD = (name) => `version: 1
program: ${name}
title: A program
branch: codex/{program}-{wave}-step{step}[-{slug}]
production: { exclude: [docs/**] }
`;

/** The waves written out. */
function written(waves, name = 'big') {
  const one = (index) => `  w${index}:
    title: Wave ${index}
    rules: [{ rule: blocking-io-in-async, in: ['crates/c${index}/src/**'] }]
    steps:
      1: { title: Freeze, kind: freeze, allow: ['docs/w${index}/**'] }
      2: { title: Change, kind: change, allow: ['crates/c${index}/**'] }
      3: { title: Close, kind: close, allow: ['crates/c${index}/**'] }
`;
  return `${HEAD(name)}waves:\n${Array.from({ length: waves }, (_, index) => one(index)).join('')}`;
}

/** The same waves from a template. */
function fromTemplate(waves, name = 'big') {
  const one = (index) => `  w${index}: { from: whole, with: { crate: c${index} } }\n`;
  return `${HEAD(name)}templates:
  waves:
    whole:
      parameters: { crate: }
      title: Wave {wave}
      rules: [{ rule: blocking-io-in-async, in: ['crates/{crate}/src/**'] }]
      steps:
        1: { title: Freeze, kind: freeze, allow: ['docs/{wave}/**'] }
        2: { title: Change, kind: change, allow: ['crates/{crate}/**'] }
        3: { title: Close, kind: close, allow: ['crates/{crate}/**'] }
waves:
${Array.from({ length: waves }, (_, index) => one(index)).join('')}`;
}

function assembled(...texts) {
  const files = texts.map((text, index) => ({ path: `.github/wavegate/p${index}.yml`, text }));
  const set = assemblePrograms(files, shipped);
  if (set.errors.length > 0) throw new Error(JSON.stringify(set.errors[0]));
  return set.programs;
}

/** Milliseconds of processor time. */
function milliseconds(work) {
  const times = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return times.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
}

const rows = [
  ['reading, waves written out', (waves) => () => assembled(written(waves))],
  ['reading, waves from a template', (waves) => () => assembled(fromTemplate(waves))],
  [
    'reading ten programs side by side, together as many waves',
    (waves) => () => assembled(...Array.from({ length: 10 }, (_, index) => written(waves / 10, `p${index}`))),
  ],
  ['1,000 branches that match', (waves) => matching(waves, (index) => `codex/big-w${index % waves}-step2-x`)],
  [
    '1,000 branches that almost match',
    (waves) => matching(waves, (index) => `codex/bih-w${index % waves}-step2-x`),
  ],
  ['1,000 other branches', (waves) => matching(waves, (index) => `feature/other-work-${index}`)],
];

function matching(waves, name) {
  const programs = assembled(written(waves));
  const names = Array.from({ length: 1000 }, (_, index) => name(index));
  return () => {
    for (const branch of names) matchBranch(branch, programs);
  };
}

assembled(written(100));
console.log(`| processor time, ms | ${SIZES.map((size) => `${size} waves`).join(' | ')} |`);
console.log(`|---|${SIZES.map(() => '---|').join('')}`);
for (const [name, work] of rows) {
  const cells = SIZES.map((size) => milliseconds(work(size)).toFixed(1));
  console.log(`| ${String(name)} | ${cells.join(' | ')} |`);
}
