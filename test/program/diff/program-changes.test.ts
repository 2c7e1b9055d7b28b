import { GATES } from '../../../src/gates/gates.js';
import { type InForce, programChanges } from '../../../src/program/diff/sets.js';
import { GATE_OF } from '../../../src/program/diff/step.js';
import { assemblePrograms } from '../../../src/program/program-set.js';
import { loadShipped } from '../../../src/program/shipped.js';
import { formatSourceError } from '../../../src/program/source-error.js';
import { rows } from './rows.js';

const BASE = `version: 1
program: w8
title: A program
mode: enforce
branch: codex/{program}{wave}-step{step}-{slug}
production: { include: ['**'], exclude: [docs/**] }
order: waves
auto-merge: squash
validation:
  checks: [{ check: clippy }, { check: test, when: [core/**] }]
  patience: 60
patterns:
  - must-not-match: unwrap
    in: [core/**, api/**]
    why: It panics.
done:
  - { item: All steps are merged, by: steps }
waves:
  a:
    title: The wave
    rules:
      - { rule: blocking-io-in-async, in: [core/**] }
      - { rule: regex-compile-in-hot-path, in: [core/**] }
    patterns:
      - { must-match: fn main, in: [core/**], steps: [freeze, close] }
      - { count: 2, pattern: spawn, in: [core/**] }
    steps:
      1:
        title: Freeze
        kind: freeze
        allow: [docs/**]
        artifacts: [{ path: docs/a.md, headings: [Scope, Risks] }, { path: ci/a.sh, executable: true }]
        inventory: docs/inventory.md
      2:
        title: Change
        kind: change
        allow: [core/**, docs/**]
        tests: [{ what: It denies, names: ['*deny*'], in: [core/**] }]
        frozen-tests: [core/tests/**]
        slices: [{ title: One, paths: [core/a/**] }, { title: Two, paths: [core/b/**] }]
        budget: { files: 10, lines: 400 }
  b:
    title: The next wave
    after: [a]
    rules: [{ rule: blocking-io-in-async, in: [api/**] }]
    steps:
      1: { title: Close, kind: close, allow: [api/**] }
`;

const shipped = loadShipped();

function inForce(...texts: readonly string[]): InForce {
  const files = texts.map((text, index) => ({ path: `.github/wavegate/${index}.yml`, text }));
  return { ...assemblePrograms(files, shipped), isOwn: texts.length > 0 };
}

function edited(...edits: readonly (readonly [from: string, to: string])[]): InForce {
  let text = BASE;
  for (const [from, to] of edits) {
    expect(text.split(from)).toHaveLength(2);
    text = text.replace(from, to);
  }
  const set = inForce(text);
  expect(set.errors.map(formatSourceError)).toEqual([]);
  return set;
}

const before = inForce(BASE);
const told = (after: InForce, from = before): string[] =>
  programChanges(from, after).map(
    ({ effect, where, message }) => `${effect} | ${where.join(', ')} | ${message}`,
  );

test.each(rows)('%j → %j', (from, to, effect, where, message) => {
  const changes = told(edited([from, to]));
  if (message === '') expect(changes).toEqual([]);
  else expect(changes).toContain(`${effect} | ${where} | ${message}`);
  // A condition or an entry by another name is one that goes and one that comes.
  if (!message.endsWith('is gone.')) expect(changes.length).toBeLessThanOrEqual(1);
});

test('waves that come, go and change places', () => {
  const b = BASE.slice(BASE.indexOf('  b:'));
  const without = inForce(BASE.replace(b, ''));
  expect(told(without)).toEqual(['weakens | w8 | The wave `b` is gone.']);
  expect(told(before, without)).toEqual(['tightens | w8 | The wave `b` is new.']);
  const a = BASE.slice(BASE.indexOf('  a:'), BASE.indexOf('  b:'));
  const independent = b.replace('    after: [a]\n', '');
  const turned = [a + independent, independent + a].map((waves) => inForce(BASE.replace(a + b, waves)));
  expect(told(turned[1]!, turned[0]!)).toEqual([
    'changes | w8 | The waves come in another order: `b` and `a`.',
  ]);
});

test('programs that come, go, or take the place of the shipped ones', () => {
  const other = BASE.replace('program: w8', 'program: other');
  expect(told(inForce(BASE, other))).toEqual(['tightens | programs | The program `other` is new.']);
  expect(told(before, inForce(BASE, other))).toEqual(['weakens | programs | The program `other` is gone.']);
  expect(told(before, inForce())).toEqual([
    'changes | programs | The repository gets programs of its own, in place of those that Wavegate ships: `wave8`.',
    'tightens | programs | The program `w8` is new.',
  ]);
  expect(told(inForce(), before)).toEqual([
    'weakens | programs | The program `w8` is gone.',
    'changes | programs | The repository has no program of its own any more: those that Wavegate ships hold, `wave8`.',
  ]);
});

test('a rule of its own is compared with the one that it replaces', () => {
  const rule = shipped.ruleFiles.find(({ path }) => path.endsWith('/blocking-io-in-async.yml'))!;
  const own = (text: string): InForce => ({
    ...assemblePrograms(
      [
        { path: '.github/wavegate.yml', text: BASE },
        { path: '.github/wavegate/blocking-io-in-async.yml', text },
      ],
      shipped,
    ),
    isOwn: true,
  });
  expect(told(own(rule.text))).toEqual([]);
  const softer = own(`${rule.text.replace(/^level:.*\n/mu, '')}\nlevel: warning\n`);
  expect(told(softer)).toEqual([
    'weakens | rule blocking-io-in-async | `level` is now `warning`, and was `error`.',
  ]);
});

test('the same in other words is no change', () => {
  const templated = edited(
    [
      '      1: { title: Close, kind: close, allow: [api/**] }',
      '      1: { from: closing, with: { dir: api } }',
    ],
    [
      'waves:\n',
      "templates:\n  steps:\n    closing: { parameters: { dir: }, title: Close, kind: close, allow: ['{dir}/**'] }\nwaves:\n",
    ],
  );
  expect(told(templated)).toEqual([]);
});

test('of a program that could not be read, nothing is compared', () => {
  const broken = inForce(BASE.replace('mode: enforce', 'mode: enforced'));
  expect(broken.errors).toHaveLength(1);
  expect(told(before, broken)).toEqual([
    'changes | w8 | It cannot be compared, as it cannot be read yet. It has 2 waves of 3 steps; its mode is enforce.',
  ]);
});

test('names from the files cannot end their quotes, and are cut', () => {
  const changes = told(edited(['what: It denies', `what: 'a\`b ${'x'.repeat(200)}'`]));
  expect(changes).toHaveLength(2);
  expect(changes[1]).toMatch(/^tightens \| w8a step 2 \| The required test `a'b x+…` is new\.$/u);
  expect(changes[1]!.length).toBeLessThan(170);
});

test('what a template brings into several steps is told once', () => {
  const each = (allow: string): InForce =>
    edited([
      '      1: { title: Close, kind: close, allow: [api/**] }',
      `      1: { title: A, kind: close, allow: [${allow}] }\n      2: { title: B, kind: close, allow: [${allow}] }`,
    ]);
  expect(programChanges(each('api/**'), each("'**'"))).toEqual([
    {
      effect: 'weakens',
      where: ['w8b step 1', 'w8b step 2'],
      places: 2,
      message: 'Pull requests may also touch `**`; pull requests may no longer touch `api/**`.',
    },
  ]);
});

test.each(Object.entries(GATE_OF))('the gate that a %s step alone has is named', (kind, id) => {
  const own = GATES.filter(({ steps }) => steps.length === 1 && steps[0] === kind);
  expect(own.map((gate) => gate.id)).toEqual([id]);
});

type Leaf = readonly (string | number)[];

function leavesOf(value: unknown, path: Leaf = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...path, key]));
}

function withLeaf(value: unknown, [key, ...rest]: Leaf): unknown {
  if (key === undefined) {
    if (typeof value === 'boolean') return !value;
    return typeof value === 'number' ? value + 1 : `${String(value)}x`;
  }
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = withLeaf(copy[key], rest);
  return copy;
}

test('whatever a program says, another value of it is told', () => {
  const [program] = before.programs;
  const leaves = leavesOf(program).filter(([key]) => key !== 'version');
  expect(leaves.length).toBeGreaterThan(80);
  const silent = leaves.filter((leaf) => {
    const changed = withLeaf(program, leaf) as (typeof before.programs)[number];
    return programChanges(before, { ...before, programs: [changed] }).length === 0;
  });
  expect(silent.map((leaf) => leaf.join('.'))).toEqual([]);
});
