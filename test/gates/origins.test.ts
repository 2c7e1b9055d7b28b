import fc from 'fast-check';
import { originsOf } from '../../src/gates/origins.js';
import type { Finding } from '../../src/rust/finding.js';

function finding(path: string, line: number, fingerprint: string, likeness?: string): Finding {
  const place = { path, line, column: 1, endLine: line, endColumn: 2 };
  return {
    rule: 'r',
    ...place,
    message: 'm',
    function: null,
    confidence: 'certain',
    fingerprint,
    ...(likeness !== undefined && { likeness }),
  };
}

const inScope = (path: string): boolean => path.startsWith('in/');
const place = ({ path, line }: Finding): string => `${path}:${line}`;

const findings = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom('in/a.rs', 'in/b.rs', 'out/c.rs', 'out/d.rs'),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom('p', 'q', 's'),
      fc.constantFrom('x', 'y', undefined),
    )
    .map(([path, line, print, like]) => finding(path, line, print, like)),
  { selector: place, maxLength: 12 },
);

test('no finding of the merge base is the origin of two', () => {
  fc.assert(
    fc.property(findings, findings, (head, base) => {
      const origins = [...originsOf(head, base, inScope).values()];
      expect(new Set(origins).size).toBe(origins.length);
      for (const origin of origins) expect(base).toContain(origin);
    }),
  );
});

test('as many of a fingerprint have an origin as there can be, those that stayed in their file first', () => {
  fc.assert(
    fc.property(findings, findings, (head, base) => {
      const origins = originsOf(head, base, inScope);
      for (const print of ['p', 'q', 's']) {
        const alike = head.filter(({ fingerprint }) => fingerprint === print);
        const before = base.filter(({ fingerprint }) => fingerprint === print);
        const exact = alike.filter((one) => origins.get(one)?.fingerprint === print);
        expect(exact).toHaveLength(Math.min(alike.length, before.length));
        for (const path of new Set(alike.map((one) => one.path))) {
          const stayed = alike.filter((one) => one.path === path && origins.get(one)?.path === path);
          const [here, there] = [alike, before].map((all) => all.filter((one) => one.path === path).length);
          expect(stayed.length).toBeGreaterThanOrEqual(Math.min(here!, there!));
        }
      }
    }),
  );
});

test('a likeness alone never pairs findings of one file', () => {
  fc.assert(
    fc.property(findings, findings, (head, base) => {
      for (const [one, origin] of originsOf(head, base, inScope)) {
        if (one.fingerprint !== origin.fingerprint) expect(one.path).not.toBe(origin.path);
      }
    }),
  );
});

test('the order in which findings come changes nothing', () => {
  fc.assert(
    fc.property(findings, findings, (head, base) => {
      const told = (origins: ReadonlyMap<Finding, Finding>): string[] =>
        [...origins].map(([one, origin]) => `${place(one)} ${place(origin)}`).sort();
      const turned = originsOf([...head].reverse(), [...base].reverse(), inScope);
      expect(told(turned)).toEqual(told(originsOf(head, base, inScope)));
    }),
  );
});

test('twenty thousand alike are told apart at once', () => {
  const rows = (path: string, print: string) =>
    Array.from({ length: 20_000 }, (_, n) => finding(path, n + 1, `${print}${n}`, 'x'));
  const begun = performance.now();
  expect(originsOf(rows('in/a.rs', 'p'), rows('in/a.rs', 'q'), inScope).size).toBe(0);
  expect(originsOf(rows('out/c.rs', 'p'), rows('in/a.rs', 'q'), inScope).size).toBe(20_000);
  expect(performance.now() - begun).toBeLessThan(4_000);
});
