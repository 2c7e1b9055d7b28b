import fc from 'fast-check';
import { compareNatural, earlierSteps, positionsOf } from '../../src/program/order.js';
import { type Position, positionLabel } from '../../src/program/position.js';
import type { Program } from '../../src/program/schema.js';
import { programText, readProgram } from './programs.js';

const names = (positions: readonly Position[]): string =>
  positions.map(({ waveId, stepNumber }) => `${waveId}/${stepNumber}`).join(' ');

function stepsBefore(program: Program, waveId: string, stepNumber: string): string {
  const position = positionsOf(program).find((one) => one.waveId === waveId && one.stepNumber === stepNumber);
  return names(earlierSteps(position!));
}

test('waves stand in the order of the file, also where their names look like numbers', () => {
  const program = readProgram(programText({ waves: ['10', 'b', '2', 'a'], steps: ['1'] }));
  expect(names(positionsOf(program))).toBe('10/1 b/1 2/1 a/1');
});

test('steps stand in natural order, however the file has them', () => {
  const program = readProgram(programText({ waves: ['a'], steps: ['10', '3', '2-5-b', '1', '2', '2-5-a'] }));
  expect(names(positionsOf(program))).toBe('a/1 a/2 a/2-5-a a/2-5-b a/3 a/10');
});

test.each([
  ['2', '10'],
  ['2', '2-1'],
  ['2-9', '2-10'],
  ['2-5-b', '3'],
  ['2', '2a'],
  ['2a', '2b'],
  ['2-5', '2a'],
  ['9', 'a'],
  ['01', '1'],
  ['1', '02'],
  ['a-2', 'a-10'],
  ['9'.repeat(40), `1${'0'.repeat(40)}`],
])('step %s comes before step %s', (a, b) => {
  expect(compareNatural(a, b)).toBeLessThan(0);
  expect(compareNatural(b, a)).toBeGreaterThan(0);
});

const stepIds = fc.stringMatching(/^[0-9][0-9a-z]{0,2}(-[0-9a-z]{1,3}){0,2}$/u);

test('law: the natural order is one order, whatever it begins with', () => {
  fc.assert(
    fc.property(stepIds, stepIds, stepIds, (a, b, c) => {
      expect(Math.sign(compareNatural(a, b))).toBe(-Math.sign(compareNatural(b, a)) + 0);
      expect(compareNatural(a, b) === 0).toBe(a === b);
      if (compareNatural(a, b) < 0 && compareNatural(b, c) < 0) expect(compareNatural(a, c)).toBeLessThan(0);
    }),
  );
});

describe('what must be done before a step', () => {
  const text = programText({ waves: ['2', '1', 'c'], steps: ['1', '2'] });
  const afterIs = (wave: string, list: string): string =>
    text.replace(`  ${wave}:\n`, `  ${wave}:\n    after: ${list}\n`);

  test.each([
    ['2', '1', ''],
    ['2', '2', '2/1'],
    ['1', '1', '2/1 2/2'],
    ['c', '2', '2/1 2/2 1/1 1/2 c/1'],
  ])('wave %s step %s: %s', (wave, step, expected) => {
    expect(stepsBefore(readProgram(text), wave, step)).toBe(expected);
  });

  test.each([
    ['steps', 'c', '2', 'c/1'],
    ['none', 'c', '2', ''],
  ])('with order %s', (order, wave, step, expected) => {
    expect(stepsBefore(readProgram(`order: ${order}\n${text}`), wave, step)).toBe(expected);
  });

  test('a wave says itself which waves it comes after', () => {
    expect(stepsBefore(readProgram(afterIs('c', "['2']")), 'c', '1')).toBe('2/1 2/2');
    expect(stepsBefore(readProgram(afterIs('c', '[]')), 'c', '2')).toBe('c/1');
    expect(stepsBefore(readProgram(`order: steps\n${afterIs('c', "['2']")}`), 'c', '1')).toBe('2/1 2/2');
  });

  test('and after what these come after', () => {
    expect(stepsBefore(readProgram(afterIs('c', "['1']")), 'c', '1')).toBe('2/1 2/2 1/1 1/2');
  });

  test('law: what comes before a step comes before it in the whole program, and never the step itself', () => {
    const program = readProgram(text);
    const all = positionsOf(program).map(positionLabel);
    for (const position of positionsOf(program)) {
      const labels = earlierSteps(position).map(positionLabel);
      expect(labels).toEqual(all.slice(0, all.indexOf(positionLabel(position))));
    }
  });
});
