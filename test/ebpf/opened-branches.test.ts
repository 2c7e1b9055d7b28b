import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inSourceBranch, type OpenedBranch } from '../../src/ebpf/opened-branches.js';

/** Branches as code has them: each inside another or apart from it. */
const nested = (start: number, end: number, depth: number): fc.Arbitrary<OpenedBranch[]> =>
  end - start < 4 || depth === 0
    ? fc.constant([])
    : fc
        .tuple(fc.integer({ min: start, max: end - 2 }), fc.boolean(), fc.boolean())
        .chain(([cut, isOpened, source]) =>
          fc
            .tuple(nested(start + 1, cut, depth - 1), nested(cut + 1, end - 1, depth - 1))
            .map(([left, right]) => [...(isOpened ? [{ start, end, source }] : []), ...left, ...right]),
        );

/** The same by looking at every branch for every place. */
function innermost(branches: readonly OpenedBranch[], offset: number): boolean {
  const around = branches.filter(({ start, end }) => start <= offset && offset < end);
  const smallest = [...around].sort((a, b) => b.start - a.start || a.end - b.end)[0];
  return smallest?.source === true;
}

test('the innermost branch around a place decides', () => {
  fc.assert(
    fc.property(nested(0, 60, 6), fc.array(fc.integer({ min: 0, max: 60 })), (branches, places) => {
      const offsets = [...places].sort((a, b) => a - b);
      const expected = offsets.map((offset) => innermost(branches, offset));
      expect(inSourceBranch([...branches].reverse(), offsets)).toEqual(expected);
    }),
  );
});
