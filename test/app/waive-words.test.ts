import fc from 'fast-check';
import { readWaive, targetOf } from '../../src/app/commands/waive-words.js';

const NOW = '2026-02-18T12:00:00Z';

describe('the words of a waiver', () => {
  test.each([
    ['scope Mine.', { target: 'scope', until: null, reason: 'Mine.' }],
    ['`scope` Mine.', { target: 'scope', until: null, reason: 'Mine.' }],
    ['SCOPE Mine.', { target: 'scope', until: null, reason: 'Mine.' }],
    ['scope ok', { target: 'scope', until: null, reason: 'ok' }],
    ['scope 因为', { target: 'scope', until: null, reason: '因为' }],
    ['scope not until later', { target: 'scope', until: null, reason: 'not until later' }],
    [
      'scope until 2026-02-18 Today only.',
      { target: 'scope', until: '2026-02-19T00:00:00.000Z', reason: 'Today only.' },
    ],
    ['scope UNTIL 2028-02-29 x', { target: 'scope', until: '2028-03-01T00:00:00.000Z', reason: 'x' }],
    ['scope until 2026-12-31 x', { target: 'scope', until: '2027-01-01T00:00:00.000Z', reason: 'x' }],
    [`scope ${'a'.repeat(500)}`, { target: 'scope', until: null, reason: 'a'.repeat(500) }],
  ])('%s', (words, order) => {
    expect(readWaive(words, NOW)).toEqual(order);
  });

  test.each([
    ['', 'Name what is to be waived'],
    ['``', 'Name what is to be waived'],
    ['scope', 'needs a reason'],
    ['scope ...', 'needs a reason'],
    ['scope \u200b', 'needs a reason'],
    ['scope until', 'is no date'],
    ['scope until the release', 'is no date'],
    ['scope until 2026-02-29 x', 'is no date'],
    ['scope until 2026-13-01 x', 'is no date'],
    ['scope until 26-02-20 x', 'is no date'],
    ['scope until 2026-02-20T10:00 x', 'is no date'],
    ['scope until 2026-02-17 x', 'is over'],
    ['scope until 2026-02-20', 'needs a reason'],
    [`scope ${'a'.repeat(501)}`, 'has 501 characters'],
    [`scope ${'😀'.repeat(250)}${'a'.repeat(251)}`, 'has 501 characters'],
  ])('refused: %s', (words, message) => {
    expect(readWaive(words, NOW)).toEqual(expect.stringContaining(message));
  });

  test('an order has all that a waiver needs, or none is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const order = readWaive(words.replace(/\s+/g, ' '), NOW);
        if (typeof order === 'string') return expect(order).not.toBe('');
        expect(order.target).toBe(targetOf(order.target));
        expect(order.reason).toMatch(/[\p{L}\p{N}]/u);
      }),
    );
  });
});
