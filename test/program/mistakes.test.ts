import { readFileSync } from 'node:fs';
import { assemblePrograms } from '../../src/program/program-set.js';
import { loadShipped } from '../../src/program/shipped.js';

const text = readFileSync(new URL('mistakes.yml', import.meta.url), 'utf8');
const { errors, programs } = assemblePrograms([{ path: '.github/wavegate.yml', text }], loadShipped());

/** What the fixture says of itself: the line of each mistake, its column and pieces of the message, in order. */
const expected = text.split('\n').flatMap((line, index) => {
  const said = /#! (\d+) (.*)$/u.exec(line);
  return said === null ? [] : [{ line: index + 1, column: Number(said[1]), pieces: said[2]!.split(' … ') }];
});

test('the fixture has more than 25 mistakes of different kinds', () => {
  expect(expected.length).toBeGreaterThan(40);
});

test('every mistake is told, each at its line and column, and nothing else', () => {
  const place = ({ line, column }: { line: number; column: number }): string => `${line}:${column}`;
  expect(errors.map(place)).toEqual(expected.map(place));
});

test.each(expected)('line $line, column $column', ({ line, column, pieces }) => {
  const message = errors.find((error) => error.line === line && error.column === column)?.message ?? '';
  let rest = message;
  for (const piece of pieces) {
    expect(rest).toContain(piece);
    rest = rest.slice(rest.indexOf(piece) + piece.length);
  }
});

test('every message ends as a sentence does', () => {
  for (const { message } of errors) expect(message).toMatch(/[.?)]$/u);
});

test('a program with mistakes is not in force', () => {
  expect(programs).toEqual([]);
});
