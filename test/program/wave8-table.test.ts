import { existsSync, readFileSync } from 'node:fs';
import { gatesOf } from '../../src/evaluate/evaluate.js';
import { GATES } from '../../src/gates/gates.js';
import { positionsOf } from '../../src/program/order.js';
import { assemblePrograms } from '../../src/program/program-set.js';
import { loadShipped } from '../../src/program/shipped.js';

const root = new URL('../../', import.meta.url);
const text = readFileSync(new URL('docs/wave8.md', root), 'utf8');
const [wave8] = assemblePrograms([], loadShipped()).programs;

interface Row {
  readonly section: number;
  readonly plan: string;
  readonly gate: string;
  readonly places: readonly string[];
  readonly tests: readonly string[];
}

const rows: readonly Row[] = text.split(/^## /mu).flatMap((section) => {
  const lines = section.split('\n').filter((line) => /^\| (?!the plan )/u.test(line));
  return lines.map((line): Row => {
    const [, plan = '', gate = '', places = '', tests = ''] = line
      .split(/(?<!\\)\|/u)
      .map((cell) => cell.trim());
    return { section: Number.parseInt(section, 10), plan, gate, places: code(places), tests: code(tests) };
  });
});
const judged = rows.filter(({ gate }) => !gate.startsWith('not judged: '));

function code(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/gu)].map(([, inner]) => inner!);
}

/** What the program has at a path; `*` stands for every key. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [undefined];
  const inner = Object.entries(value).filter(([key]) => first === '*' || key === first);
  return inner.length === 0 ? [undefined] : inner.flatMap(([, one]) => valuesAt(one, rest));
}

test('every section of the plan from 3 to 10 has its rows', () => {
  expect([...new Set(rows.map(({ section }) => section))]).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  expect(rows.length).toBeGreaterThan(60);
});

test.each(judged)('$section: $plan', ({ gate, places, tests }) => {
  const gates = code(gate);
  expect(gates.length).toBeGreaterThan(0);
  expect(gates.filter((id) => !GATES.some((one) => one.id === id))).toEqual([]);
  expect(places.length).toBeGreaterThan(0);
  for (const place of places) {
    for (const value of valuesAt(wave8, place.split('.'))) {
      expect(`${place}: ${JSON.stringify(value)}`).not.toMatch(/: (undefined|null|\[\]|\{\}|false|"")$/u);
    }
  }
  expect(tests.length).toBeGreaterThan(0);
  expect(tests.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});

test.each(rows.filter((row) => !judged.includes(row)))(
  '$section: $plan is not judged, and why is said',
  ({ gate }) => {
    expect(gate.length).toBeGreaterThan('not judged: '.length + 20);
  },
);

test.each(judged)('$section: $plan is asked of the step that it belongs to', ({ gate, places }) => {
  for (const place of places) {
    const [, waveId, stepNumber] = /^waves\.(\w|\*)\.steps\.(\d)/u.exec(place) ?? [];
    const steps = positionsOf(wave8!).filter(
      (position) => (waveId === '*' || position.waveId === waveId) && position.stepNumber === stepNumber,
    );
    for (const position of steps) {
      const asked = gatesOf(position).map(({ id }) => id);
      expect(code(gate).filter((id) => asked.includes(id))).not.toEqual([]);
    }
  }
});

test('every gate that the plan asks for has a row', () => {
  const named = new Set(judged.flatMap(({ gate }) => code(gate)));
  const missing = GATES.map(({ id }) => id).filter((id) => !named.has(id));
  // Programs of any kind have conditions on text, and any pull request may change program files.
  expect(missing).toEqual(['patterns', 'program-files']);
});
