import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { bytes, cutBytes, fitBlocks, fitTitle, list, paragraph, table } from '../../src/report/blocks.js';

const POINTER = '_More elsewhere._';
const rows = (n: number): string[][] => Array.from({ length: n }, (_, i) => [`row ${i}`, 'ü🦀']);

describe('blocks within a limit of bytes', () => {
  const blocks = [paragraph('Größe'), table(['A', 'B'], rows(3)), list(['one', 'two'])];
  const whole = fitBlocks(blocks, Number.POSITIVE_INFINITY, POINTER);

  test.each([1, 0])('are whole at %i bytes more than they need', (more) => {
    expect(fitBlocks(blocks, bytes(whole) + more, POINTER)).toBe(whole);
  });

  test('are cut at one byte less, between items, with a pointer to the rest', () => {
    const text = fitBlocks(blocks, bytes(whole) - 1, POINTER);
    expect(bytes(text)).toBeLessThan(bytes(whole));
    expect(text.endsWith(POINTER)).toBe(true);
  });

  test('never exceed it, and keep every table row whole', () => {
    const markdown = new MarkdownIt();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 40, max: 1_500 }), (n, limit) => {
        const text = fitBlocks([paragraph('Kopf'), table(['A', 'B'], rows(n))], limit, POINTER);
        expect(bytes(text)).toBeLessThanOrEqual(limit);
        const html = markdown.render(text);
        const cells = html.match(/<td>/g)?.length ?? 0;
        const complete = html.match(/<td>row \d+<\/td>\n<td>ü🦀<\/td>/g)?.length ?? 0;
        expect(cells).toBe(2 * complete);
        if (complete < n) expect(text.endsWith(POINTER)).toBe(true);
      }),
    );
  });

  test('do without a table of which not even one row fits', () => {
    const text = fitBlocks([paragraph('Kopf'), table(['A', 'B'], rows(9))], 50, POINTER);
    expect(text).toBe(`Kopf\n\n${POINTER}`);
  });
});

describe('cutting by bytes', () => {
  test.each([
    ['aé', 3, 'aé'],
    ['aé', 2, 'a'],
    ['🦀', 3, ''],
    ['🦀', 4, '🦀'],
  ])('%j at %i is %j', (text, limit, expected) => {
    expect(cutBytes(text, limit)).toBe(expected);
  });

  test('gives the longest whole beginning', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, limit) => {
        const cut = cutBytes(text, limit);
        expect(text.startsWith(cut)).toBe(true);
        expect(bytes(cut)).toBeLessThanOrEqual(limit);
        const next = Array.from(text.slice(cut.length))[0];
        if (next !== undefined) expect(bytes(cut + next)).toBeGreaterThan(limit);
      }),
    );
  });
});

test.each([
  ['x'.repeat(255), 'x'.repeat(255)],
  ['x'.repeat(256), `${'x'.repeat(252)}…`],
  ['é'.repeat(127), 'é'.repeat(127)],
  ['é'.repeat(128), `${'é'.repeat(126)}…`],
  [`${'x'.repeat(250)}🦀🦀`, `${'x'.repeat(250)}…`],
])('a title of GitHub is measured in bytes, its ellipsis included: %s', (title, fitted) => {
  expect(fitTitle(title, 255)).toBe(fitted);
  expect(bytes(fitTitle(title, 255))).toBeLessThanOrEqual(255);
});
