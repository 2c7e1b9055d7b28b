import { readFileSync } from 'node:fs';
import { assemblePrograms } from '../../src/program/program-set.js';
import { schemaAt } from '../../src/program/schema-words.js';
import { loadShipped } from '../../src/program/shipped.js';
import { patternSchema, textGateSchema } from '../../src/program/text-gate-schema.js';
import { MAX_PATTERN_LENGTH } from '../../src/text/pattern-mistake.js';

const shipped = loadShipped();

/** The mistakes of a program whose line 6 begins a list of conditions; with `line:column` of the file. */
function mistakes(conditions: string, ofStep = ''): string[] {
  const text = `version: 1
program: w8
title: A program
branch: codex/{program}{wave}-step{step}-{slug}
production: {}
patterns:
${conditions}
waves:
  a:
    title: First
    steps:
      1: { title: Freeze, kind: freeze, allow: [docs/**]${ofStep} }
`;
  const { errors } = assemblePrograms([{ path: '.github/wavegate.yml', text }], shipped);
  return errors.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const valid = [
  "must-match: '^fn run', in: ['**']",
  "must-match: { fn: run }, in: ['**'], per: file, tests: exclude",
  "must-not-match: { call: 'std::fs::{read, write}' }, in: ['**'], why: It blocks.",
  "no-increase: 'unwrap\\(', in: ['**'], where: text, steps: [change, 1]",
  "only-in: [a.rs], pattern: x, in: ['**']",
  "only-in: [a.rs], pattern: { fn: [a, 'b::c'] }, in: ['**'], required: true",
  "count: { at-least: 1, at-most: 2 }, pattern: x, in: ['**']",
  "count: 0, pattern: x, in: ['**']",
  'exists: [a], why: It is read.',
  'absent: [a]',
  "max-lines: 400, in: ['**'], tests: exclude",
  'unchanged: [a]',
];

test.each(valid)('%s is a condition', (condition) => {
  expect(mistakes(`  - { ${condition} }`)).toEqual([]);
});

const wrong: readonly [condition: string, says: RegExp][] = [
  ["must-match: 'a(b', in: [a]", /^7:19 The pattern cannot be read: missing closing \)/u],
  ["must-match: 'a[b', in: [a]", /^7:19 The pattern cannot be read: missing closing \] in `\[b`/u],
  ["must-match: '(?!x)y', in: [a]", /^7:19 Look-ahead and look-behind do not exist/u],
  ["must-match: '(?<=x)y', in: [a]", /^7:19 Look-ahead and look-behind do not exist/u],
  ["must-match: '(x)\\1', in: [a]", /^7:19 Back-references .* do not exist/u],
  ["must-match: 'a++', in: [a]", /^7:19 Possessive/u],
  ["must-match: '\\<a\\>', in: [a]", /^7:19 `\\<` would be a plain `<` here: write `\\b`/u],
  ["must-match: 'x*', in: [a]", /^7:19 The pattern matches nothing at all/u],
  ["must-match: '(a|b|c|d){900}', in: [a]", /^7:19 The pattern repeats too much/u],
  ["must-match: 'a{1001}', in: [a]", /^7:19 The pattern cannot be read: invalid repeat count/u],
  [`must-match: ${'x'.repeat(MAX_PATTERN_LENGTH + 1)}, in: [a]`, /^7:19 The pattern has 2001 characters/u],
  ['must-match: , in: [a]', /^7:7 .*expected text/u],
  ['must-match: 5, in: [a]', /^7:19 `must-match`: expected text or a mapping/u],
  ['must-match: { fnn: a }, in: [a]', /^7:21 Unknown key `fnn`.*Did you mean `fn`\?/u],
  ['must-match: { fn: a, struct: b }, in: [a]', /^7:28 `fn` and `struct` do not go together/u],
  ["must-match: { fn: 'a b' }, in: [a]", /^7:25 `fn`: expected an item's name/u],
  ["must-match: { fn: [a, 'b c'] }, in: [a]", /^7:29 `fn`: expected an item's name/u],
  ['must-match: { fn: [] }, in: [a]', /^7:25 `fn`: expected at least one entry/u],
  ['must-match: { call: read }, in: [a]', /^7:27 `call`: expected an absolute path/u],
  ["must-match: { macro: 'println!' }, in: [a]", /^7:28 `macro`: expected a name, without/u],
  ['must-match: a', /^7:5 The key `in` is missing/u],
  ['must-match: a, in: []', /^7:26 `in`: expected at least one entry/u],
  ['must-match: a, in: [/a]', /^7:27 .*write `a`/u],
  ['must-match: a, inn: [a]', /^7:22 Unknown key `inn`.*Did you mean `in`\?/u],
  ['must-mach: a, in: [a]', /^7:7 Unknown key `must-mach`.*Did you mean `must-match`\?/u],
  ['must-match: a, absent: [b], in: [a]', /^7:22 `must-match` and `absent` do not go together/u],
  ['must-match: a, in: [a], where: cod', /^7:38 Expected one of `code` or `text`.*Did you mean `code`/u],
  ['must-match: { fn: a }, in: [a], where: text', /^7:46 .*in code alone: leave `where` out/u],
  ['must-match: a, in: [a], per: fil', /^7:36 .*Did you mean `file`/u],
  ['must-not-match: a, in: [a], per: file', /^7:35 Unknown key `per`/u],
  ['in: [a]', /^7:5 Expected one of the keys `must-match`/u],
  ['only-in: [a], in: [a]', /^7:5 The key `pattern` is missing: expected text or a mapping/u],
  ['must-match: a, in: [a], required: true', /^7:31 Unknown key `required`/u],
  ['count: -1, pattern: x, in: [a]', /^7:14 `count`: expected at least 0/u],
  ['count: {}, pattern: x, in: [a]', /^7:14 `count`: expected `exactly` alone, or/u],
  ['count: { exactly: 1, at-most: 2 }, pattern: x, in: [a]', /^7:14 `count`: expected `exactly` alone, or/u],
  ['count: { at-least: 2, at-most: 1 }, pattern: x, in: [a]', /^7:14 .*no less than `at-least`/u],
  ['count: { exacty: 1 }, pattern: x, in: [a]', /^7:16 Unknown key `exacty`.*Did you mean `exactly`/u],
  ['exists: a', /^7:15 Expected a list.*Write a list, also of one entry: `\["a"\]`/u],
  ['max-lines: 1.5, in: [a]', /^7:18 Expected a whole number, found `1\.5`/u],
  ['exists: [a], steps: [closing]', /^7:28 There is no step `closing` here/u],
  ['exists: [a], steps: [4]', /^7:28 There is no step `4` here/u],
];

test.each(wrong)('%s', (condition, says) => {
  expect(mistakes(`  - { ${condition} }`)).toEqual([expect.stringMatching(says)]);
});

test('the mistakes of several conditions are all told', () => {
  const list = ['must-match: a(, in: [a]', 'exists: a', 'unchangd: [a]'].map((one) => `  - { ${one} }`);
  expect(mistakes(list.join('\n')).map((one) => one.split(' ')[0])).toEqual(['7:19', '8:15', '9:7']);
});

test('a step has no `steps` to say', () => {
  expect(mistakes('  []', ', patterns: [{ exists: [a], steps: [1] }]')).toEqual([
    expect.stringMatching(/`steps` says nothing within a step/u),
  ]);
});

const docs = readFileSync(new URL('../../docs/programs.md', import.meta.url), 'utf8');
const section = docs.slice(docs.indexOf('## Conditions on text'), docs.indexOf('\n## Checks'));
const alternatives = schemaAt(textGateSchema, []).anyOf ?? [];

test.each([...new Set(alternatives.flatMap(({ properties = {} }) => Object.keys(properties)))])(
  'docs/programs.md tells of the key `%s` of a condition',
  (key) => {
    expect(section).toContain(`| \`${key}\` |`);
  },
);

test.each((schemaAt(patternSchema, []).anyOf ?? []).flatMap(({ required = [] }) => required))(
  'docs/programs.md tells of the pattern `%s`',
  (key) => {
    expect(section).toMatch(new RegExp(`\\{ ${key}: |\\| .*\`${key}\``, 'u'));
  },
);

test('the conditions in docs/programs.md are valid', () => {
  const examples = [...section.matchAll(/```yaml\npatterns:\n([\s\S]*?)```/gu)].map(([, list = '']) => list);
  expect(examples.length).toBeGreaterThan(0);
  for (const list of examples) expect(mistakes(list)).toEqual([]);
});
