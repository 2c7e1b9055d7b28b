import fc from 'fast-check';
import { z } from 'zod';
import { assemblePrograms } from '../../src/program/program-set.js';
import { programSchema } from '../../src/program/schema.js';
import { compareSourceErrors } from '../../src/program/source-error.js';
import { parseYaml } from '../../src/program/yaml.js';

const VALID = `version: 1
program: wave8
title: Remediation
mode: enforce
branch: codex/{program}{wave}-step{step}-{slug}
production:
  include: ['**']
  exclude: [docs/**]
waves:
  a:
    title: First
    rules: []
    steps:
      1:
        title: Freeze
        kind: freeze
        allow:
          - docs/**
        artifacts:
          - path: docs/inventory.md
            headings: [Inventory]
`;

function errorsIn(text: string): string[] {
  const parsed = parseYaml(programSchema, text, 'p.yml');
  return parsed.ok ? [] : parsed.errors.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

test('the valid file is valid', () => {
  expect(errorsIn(VALID)).toEqual([]);
});

interface Mistake {
  readonly name: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly at: string;
  readonly says: RegExp;
}

const mistakes: readonly Mistake[] = [
  {
    name: 'unknown key',
    from: 'mode: enforce',
    to: 'mod: enforce',
    at: '4:1',
    says: /Unknown key `mod`.*Did you mean `mode`/u,
  },
  {
    name: 'unknown key that resembles none',
    from: 'mode: enforce',
    to: 'colour: red',
    at: '4:1',
    says: /^\S+ Unknown key `colour`: expected `version`/u,
  },
  {
    name: 'unknown key of a step',
    from: 'allow:',
    to: 'allowed:',
    at: '17:9',
    says: /Did you mean `allow`/u,
  },
  {
    name: 'unknown key in a list',
    from: 'headings:',
    to: 'heading:',
    at: '21:13',
    says: /Did you mean `headings`/u,
  },
  {
    name: 'wrong word',
    from: 'kind: freeze',
    to: 'kind: freez',
    at: '16:15',
    says: /one of `freeze`, `change` or `close`, found the text "freez"\. Did you mean `freeze`/u,
  },
  {
    name: 'wrong version',
    from: 'version: 1',
    to: 'version: 2',
    at: '1:10',
    says: /Expected `1`, found `2`/u,
  },
  {
    name: 'version in quotes',
    from: 'version: 1',
    to: 'version: "1"',
    at: '1:10',
    says: /Expected `1`, found the text "1"/u,
  },
  { name: 'missing key', from: '        kind: freeze\n', to: '', at: '14:7', says: /missing/u },
  {
    name: 'missing key at the top',
    from: 'title: Remediation\n',
    to: '',
    at: '1:1',
    says: /`title` is missing: expected text/u,
  },
  {
    name: 'missing key in a list entry',
    from: 'path: docs/inventory.md\n            headings',
    to: 'headings',
    at: '20:13',
    says: /`path` is missing.*must exist at head/u,
  },
  {
    name: 'empty value',
    from: 'title: First',
    to: 'title:',
    at: '11:5',
    says: /Expected text, found nothing/u,
  },
  {
    name: 'text for a list',
    from: 'allow:\n          - docs/**',
    to: 'allow: docs/**',
    at: '17:16',
    says: /Expected a list, found the text.*\["docs\/\*\*"\]/u,
  },
  {
    name: 'list for text',
    from: 'title: First',
    to: 'title: [First]',
    at: '11:12',
    says: /Expected text, found a list/u,
  },
  {
    name: 'number for text',
    from: 'title: First',
    to: 'title: 8',
    at: '11:12',
    says: /Expected text, found `8`\. Put it in quotes: `"8"`/u,
  },
  {
    name: 'list for a mapping',
    from: /waves:[\s\S]*/u,
    to: 'waves: [a]\n',
    at: '9:8',
    says: /Expected a mapping of keys to values, found a list/u,
  },
  {
    name: 'text for a mapping',
    from: /production:\n.*\n.*\n/u,
    to: 'production: all\n',
    at: '6:13',
    says: /mapping/u,
  },
  {
    name: 'empty list',
    from: 'allow:\n          - docs/**',
    to: 'allow: []',
    at: '17:16',
    says: /`allow`: expected at least one entry, found an empty list/u,
  },
  { name: 'empty text', from: 'title: First', to: "title: ''", at: '11:12', says: /text that is not empty/u },
  { name: 'empty entry', from: "['**']", to: "['']", at: '7:13', says: /not empty/u },
  { name: 'nothing as an entry', from: '- docs/**', to: '-', at: '18:11', says: /found nothing/u },
  {
    name: 'yes for a boolean',
    from: 'headings: [Inventory]',
    to: 'executable: yes',
    at: '21:25',
    says: /`true` or `false`/u,
  },
  {
    name: 'step that is no number',
    from: '      1:',
    to: '      one:',
    at: '14:7',
    says: /`one` is not allowed here: expected a step number/u,
  },
  {
    name: 'wave in capitals',
    from: '  a:',
    to: '  A:',
    at: '10:3',
    says: /`A` is not allowed here: expected a wave's short name/u,
  },
  {
    name: 'program name with a blank',
    from: 'program: wave8',
    to: 'program: wave 8',
    at: '2:10',
    says: /lower case letters, digits and dashes/u,
  },
  {
    name: 'duplicate key',
    from: 'mode: enforce',
    to: 'mode: enforce\nmode: enforce',
    at: '5:1',
    says: /stands twice/u,
  },
  { name: 'tab', from: '  include', to: '\tinclude', at: '7:1', says: /tab/iu },
  { name: 'unclosed quote', from: "['**']", to: "['**]", at: '7:', says: /quote/iu },
  { name: 'unclosed bracket', from: '[docs/**]', to: '[docs/**', at: '8:12', says: /\]/u },
  { name: 'star without quotes', from: "['**']", to: '[**]', at: '7:13', says: /quotes/u },
  {
    name: 'brace without quotes',
    from: 'branch: codex/{program}{wave}-step{step}-{slug}',
    to: 'branch: {program}{wave}-{step}',
    at: '5:',
    says: /./u,
  },
  { name: 'unknown anchor', from: 'title: First', to: 'title: *first', at: '11:12', says: /first/u },
  {
    name: 'several documents',
    from: 'mode: enforce\n',
    to: 'mode: enforce\n---\n',
    at: '5:1',
    says: /documents/u,
  },
  { name: 'unknown tag', from: 'title: First', to: 'title: !secret First', at: '11:12', says: /tag/iu },
  {
    name: 'after text that is not ASCII',
    from: 'title: First',
    to: 'title: { "größe 😀": 1, title: 2 }',
    at: '11:12',
    says: /Expected text/u,
  },
  {
    name: '__proto__ as a key',
    from: 'mode: enforce',
    to: '__proto__: {}',
    at: '4:1',
    says: /Unknown key `__proto__`/u,
  },
  {
    name: 'a merge key',
    from: 'mode: enforce',
    to: '<<: {}',
    at: '4:1',
    says: /no merge keys .*template/u,
  },
];

describe('one mistake', () => {
  test.each(mistakes)('$name', ({ from, to, at, says }) => {
    const text = VALID.replace(from, to);
    expect(text).not.toBe(VALID);
    const [first, ...others] = errorsIn(text);
    expect(first).toMatch(says);
    expect(`${first?.split(' ')[0]}`).toMatch(
      at.endsWith(':') ? new RegExp(`^${at}`, 'u') : new RegExp(`^${at}$`, 'u'),
    );
    expect(others.length).toBeLessThan(3);
  });
});

describe('files that are no mapping', () => {
  test.each([
    ['', '1:1 The file is empty.'],
    ['   \n\n', '1:1 The file is empty.'],
    ['# only a comment\n', '1:1 The file is empty.'],
    ['\uFEFF', '1:1 The file is empty.'],
    ['just words', '1:1 Expected a mapping of keys to values, found the text "just words".'],
    ['- a\n- b\n', '1:1 Expected a mapping of keys to values, found a list.'],
    ['null', '1:1 Expected a mapping of keys to values, found nothing.'],
  ])('%j', (text, expected) => {
    expect(errorsIn(text)).toEqual([expected]);
  });
});

test('all mistakes are told at once, in the order of the file', () => {
  const text = VALID.replace('version: 1', 'version: 3')
    .replace('mode: enforce', 'mdoe: enforce\nmode: maybe')
    .replace('kind: freeze', 'kind: frozen')
    .replace('headings: [Inventory]', 'headings: Inventory\n            executabel: true');
  expect(errorsIn(text).map((error) => error.split(' ')[0])).toEqual([
    '1:10',
    '4:1',
    '5:7',
    '17:15',
    '22:23',
    '23:13',
  ]);
});

test.each([
  ['a tab', '  include', '\tinclude', ['1:10', '7:1', '8:1']],
  ['a quote without end', "['**']", "['**]", ['1:10', '7:13']],
  ['a second document', 'mode: enforce\n', 'mode: enforce\n---\n', ['1:10', '5:1']],
])(
  '%s does not hide what is wrong before it, and the schema says nothing of what follows',
  (_, from, to, places) => {
    const text = VALID.replace('version: 1', 'version: 3')
      .replace('kind: freeze', 'kind: x')
      .replace(from, to);
    expect(errorsIn(text).map((error) => error.split(' ')[0])).toEqual(places);
  },
);

test.each([
  ['an unknown alias', 'title: First', 'title: *first', '11:12'],
  ['an unknown tag', 'title: First', 'title: !secret First', '11:12'],
  ['a key that stands twice', 'title: First', 'title: First\n    title: Second', '12:5'],
  ['a wrong escape', 'title: First', 'title: "\\q"', '11:13'],
  ['a value that begins with @', 'title: First', 'title: @First', '11:12'],
])('%s hides nothing', (_, from, to, place) => {
  const text = VALID.replace('version: 1', 'version: 3').replace(from, to).replace('docs/x', 'docs/y');
  const wrong = text.replace('headings: [Inventory]', 'headings: Inventory');
  const places = errorsIn(wrong).map((error) => error.split(' ')[0]);
  expect(places[0]).toBe('1:10');
  expect(places[1]).toBe(place);
  expect(places[2]).toMatch(/^2[12]:23$/u);
  expect(places).toHaveLength(3);
});

test('a key that is not allowed does not hide what is wrong below it', () => {
  const text = VALID.replace('  a:', '  A:')
    .replace('      1:', '      one:')
    .replace('kind: freeze', 'kind: x');
  expect(errorsIn(text).map((error) => error.split(' ')[0])).toEqual(['10:3', '14:7', '16:15']);
});

test('a missing key is not told where a mistyped one stands for it', () => {
  const text = VALID.replace('title: Remediation', 'titel: Remediation');
  expect(errorsIn(text)).toEqual([expect.stringMatching(/^3:1 Unknown key `titel`.*Did you mean `title`/u)]);
});

test.each(['\n', '\r\n', '\r'])(
  'lines that end with %j, and a byte order mark, do not shift places',
  (end) => {
    const write = (text: string): string => `\uFEFF${text.replaceAll('\n', end)}`;
    expect(errorsIn(write(VALID))).toEqual([]);
    expect(errorsIn(write(VALID.replace('kind: freeze', 'kind: x')))).toEqual([
      expect.stringMatching(/^16:15 /u),
    ]);
  },
);

test('columns count characters, not UTF-16 code units', () => {
  const schema = z.strictObject({ '😀😀': z.strictObject({ x: z.string() }) });
  const parsed = parseYaml(schema, '{ 😀😀: { y: 1 }, z: 2 }', 'f');
  expect(parsed.ok ? [] : parsed.errors.map(({ line, column }) => `${line}:${column}`)).toEqual([
    '1:9',
    '1:17',
  ]);
});

describe('anchors and aliases', () => {
  test('stand for what they name', () => {
    const text = VALID.replace('[docs/**]', '&d [docs/**]').replace(
      'allow:\n          - docs/**',
      'allow: *d',
    );
    const parsed = parseYaml(programSchema, text, 'p.yml');
    expect(parsed.ok && parsed.value.waves.a?.steps['1']?.allow).toEqual(['docs/**']);
  });

  test('a mistake behind an alias is told once, where it is written', () => {
    const text = VALID.replace('[docs/**]', '&d [docs/**, 7]').replace(
      'allow:\n          - docs/**',
      'allow: *d',
    );
    expect(errorsIn(text).map((error) => error.split(' ')[0])).toEqual(['8:25']);
  });

  test('cannot grow without bound', () => {
    const levels = Array.from({ length: 30 }, (_, n) => `l${n + 1}: &l${n + 1} [${`*l${n},`.repeat(9)}]`);
    const started = performance.now();
    expect(errorsIn(`l0: &l0 [x]\n${levels.join('\n')}\n`)).toEqual([
      expect.stringMatching(/expand to more than 100/u),
    ]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('cannot hold themselves', () => {
    expect(errorsIn('a: &a [*a]\n')).toEqual([expect.stringMatching(/within its own anchor/u)]);
  });
});

test.each([
  ['brackets', '['.repeat(100_000)],
  ['braces', '{a: '.repeat(50_000)],
  ['dashes', '- '.repeat(50_000)],
  ['a million blanks', ' '.repeat(1_000_001)],
])('%s without end are an error, not a crash', (_name, text) => {
  expect(errorsIn(text).length).toBeGreaterThan(0);
});

test('law: no text makes the reader throw, and errors are sorted and within the file', () => {
  const pieces = fc.constantFrom(
    'version: 1\n',
    'program: p\n',
    ' ',
    '\n',
    '- ',
    ': ',
    '*a',
    '&a ',
    '[',
    '{',
    '"',
    '\t',
    'é',
    '😀',
    '---\n',
    '? ',
    '|',
    'waves:\n',
    '  a:\n',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseYaml(programSchema, text, 'f.yml');
      const errors = parsed.ok ? [] : parsed.errors;
      expect([...errors].sort(compareSourceErrors)).toEqual(errors);
      for (const { line, column } of errors) {
        expect(line).toBeGreaterThanOrEqual(1);
        // A carriage return alone ends a line, too.
        expect(line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
        expect(column).toBeGreaterThanOrEqual(1);
      }
    }),
    { numRuns: 400 },
  );
});

test('a file with no top-level `program` or `rule` is told so', () => {
  const set = assemblePrograms([{ path: '.github/wavegate.yml', text: 'version: 1\nprogam: x\n' }], {
    programFiles: [],
    ruleFiles: [],
  });
  expect(set.errors).toEqual([
    expect.objectContaining({
      file: '.github/wavegate.yml',
      line: 2,
      column: 1,
      message: expect.stringContaining('`program`'),
    }),
  ]);
});
