import { assemblePrograms } from '../../src/program/program-set.js';
import { loadShipped } from '../../src/program/shipped.js';

/**
 * That adding waves costs linear time is shown by counting, which no busy machine disturbs: entries that arrays are
 * searched and copied by, and look-ups in maps and sets, in our own code and in the libraries.
 */

const shipped = loadShipped();
const ARRAY_METHODS = [
  'concat',
  'every',
  'filter',
  'find',
  'findIndex',
  'flatMap',
  'forEach',
  'includes',
  'indexOf',
  'map',
  'slice',
  'some',
  'sort',
] as const;

function work(run: () => void): number {
  let count = 0;
  const undo = [
    ...ARRAY_METHODS.map((name) =>
      watch(Array.prototype, name, (array: unknown[]) => (count += array.length)),
    ),
    ...(['get', 'has', 'set'] as const).map((name) => watch(Map.prototype, name, () => count++)),
    ...(['add', 'has'] as const).map((name) => watch(Set.prototype, name, () => count++)),
  ];
  try {
    run();
  } finally {
    for (const one of undo) one();
  }
  return count;
}

/** Has a method of a prototype tell of each call; gives back how to undo it. */
function watch<T>(prototype: T, name: keyof T & string, told: (self: never) => void): () => void {
  const original = Object.getOwnPropertyDescriptor(prototype, name)!;
  const method: unknown = original.value;
  if (typeof method !== 'function') throw new Error(`${name} is no method`);
  const value = function (this: never, ...args: unknown[]): unknown {
    told(this);
    return Reflect.apply(method, this, args);
  };
  Object.defineProperty(prototype, name, { ...original, value });
  return () => Object.defineProperty(prototype, name, original);
}

const HEAD = `version: 1
program: big
title: A program
branch: [ 'codex/{program}-{wave}-step{step}[-{slug}]', 'codex/{program}.{wave}.{step}' ]
production: {}
`;
const TEMPLATE = `templates:
  waves:
    whole:
      parameters: { crate: }
      title: Wave {wave}
      rules: [{ rule: blocking-io-in-async, in: ['crates/{crate}/**'] }]
      steps:
        1: { title: Freeze, kind: freeze, allow: ['docs/{wave}/**'] }
        2: { title: Close, kind: close, allow: ['crates/{crate}/**'] }
`;

const shapes = {
  'written out': (index: number) => `  w${index}:
    title: Wave
    rules: [{ rule: blocking-io-in-async, in: ['crates/c${index}/**'] }]
    steps:
      1: { title: Freeze, kind: freeze, allow: ['docs/w${index}/**'] }
      2: { title: Close, kind: close, allow: ['crates/c${index}/**'] }
`,
  'from a template': (index: number) => `  w${index}: { from: whole, with: { crate: c${index} } }\n`,
  'one after the other': (index: number) =>
    `  w${index}: { from: whole, with: { crate: c${index} }, after: [${index === 0 ? '' : `w${index - 1}`}] }\n`,
  'each with a mistake': (index: number) =>
    `  w${index}: { from: whole, with: { crate: c${index} }, mode: x }\n`,
};

test.each(Object.entries(shapes))('twice the waves are twice the work: %s', (name, shape) => {
  const mistakes = name.endsWith('a mistake') ? 1 : 0;
  const cost = (waves: number): number => {
    const text = `${HEAD}${TEMPLATE}waves:\n${Array.from({ length: waves }, (_, index) => shape(index)).join('')}`;
    return work(() => {
      const { errors } = assemblePrograms([{ path: '.github/wavegate.yml', text }], shipped);
      expect(errors).toHaveLength(mistakes * waves);
    });
  };
  cost(10);
  const [some, twice, fourTimes] = [100, 200, 400].map(cost);
  expect(twice! / some!).toBeLessThan(2.2);
  expect(fourTimes! / twice!).toBeLessThan(2.2);
});

test('twice the programs are no more than twice the work, where their names differ from the beginning', () => {
  const cost = (programs: number): number => {
    const files = Array.from({ length: programs }, (_, index) => {
      const waves = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(shapes['written out']).join('');
      return {
        path: `.github/wavegate/p${index}.yml`,
        text: `${HEAD.replace('big', `p${index}`)}waves:\n${waves}`,
      };
    });
    return work(() => {
      expect(assemblePrograms(files, shipped).errors).toEqual([]);
    });
  };
  cost(2);
  expect(cost(20) / cost(10)).toBeLessThan(2.3);
});
