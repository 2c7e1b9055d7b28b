import fc from 'fast-check';
import { assemblePrograms } from '../../src/program/program-set.js';
import { loadShipped } from '../../src/program/shipped.js';
import { compareSourceErrors } from '../../src/program/source-error.js';

const shipped = loadShipped();

const KEYS = [
  'version',
  'program',
  'base',
  'extends',
  'title',
  'branch',
  'production',
  'order',
  'validation',
  'checks',
  'done',
  'by',
  'templates',
  'waves',
  'steps',
  'parameters',
  'from',
  'with',
  'rules',
  'rule',
  'options',
  'in',
  'after',
  'kind',
  'allow',
  'artifacts',
  'path',
  'budget',
  'patterns',
  'must-match',
  'a',
  'b',
  '1',
  '2-5',
  'topic',
  '__proto__',
  'constructor',
];
const scalars = fc.oneof(
  fc.constantFrom<unknown>(
    1,
    7,
    0,
    true,
    null,
    '',
    'a',
    'b',
    'wave8',
    'p',
    'freeze',
    'close',
    'steps',
    'artifacts',
    '1',
  ),
  fc.constantFrom(
    '{a}',
    '{topic}',
    '{wave}',
    '{step}',
    '{program} {a}',
    '{{a}}',
    '{',
    '{a',
    'docs/**',
    '(',
    '/x',
  ),
  fc.constantFrom('codex/{program}{wave}-step{step}-{slug}', '{wave}{step}', 'blocking-io-in-async'),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    scalars,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.array(fc.tuple(fc.constantFrom(...KEYS), tie('tree')), { maxLength: 6 }).map(Object.fromEntries),
  ),
}));

/** A program whose waves and templates are anything. */
const programs = fc
  .record({
    waves: tree,
    templates: tree,
    rest: fc.dictionary(fc.constantFrom(...KEYS), tree, { maxKeys: 3 }),
  })
  .map(({ waves, templates, rest }) => ({
    version: 1,
    program: 'p',
    title: 'P',
    branch: 'codex/{program}-{wave}-step{step}',
    production: {},
    ...rest,
    waves,
    templates,
  }));
/** Nearer to right ones: waves that are made from templates that may be there. */
const nearer = fc
  .record({ first: tree, second: tree, wave: tree, own: tree, step: tree })
  .map(({ first, second, wave, own, step }) => ({
    version: 1,
    program: 'p',
    title: 'P',
    branch: ['codex/{program}-{wave}-step{step}'],
    production: {},
    templates: {
      waves: { a: { from: 'b', parameters: { topic: first }, steps: { 1: step } }, b: second },
      steps: { a: { title: '{topic}', parameters: { topic: own } } },
    },
    waves: {
      a: { from: 'a', with: { topic: wave } },
      b: { from: 'b', with: own, steps: { 1: { from: 'a', with: step } } },
    },
  }));

test('law: nothing that stands in a program makes reading throw, and every mistake has a place in the file', () => {
  fc.assert(
    fc.property(fc.oneof(programs, nearer), fc.option(programs), (one, other) => {
      const files = [one, other ?? []].map((value, index) => ({
        path: `.github/wavegate/${index}.yml`,
        text: JSON.stringify(value, null, 1),
      }));
      const { errors, programs: read } = assemblePrograms(files, shipped);
      expect([...errors].sort(compareSourceErrors)).toEqual(errors);
      for (const { file, line, column, message, ...rest } of errors) {
        const lines = files.find(({ path }) => path === file)?.text.split('\n') ?? [];
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
        expect(message).toMatch(/\S[.?)]$/u);
        expect(rest).toEqual({});
      }
      for (const program of read) {
        expect(program.waveOrder).toEqual(expect.arrayContaining(Object.keys(program.waves)));
        expect(JSON.stringify(program)).not.toMatch(/"(from|with|templates|extends)":/u);
      }
    }),
    { numRuns: 150 },
  );
});
