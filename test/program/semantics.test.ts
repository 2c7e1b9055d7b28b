import { assemblePrograms, isProgramPath } from '../../src/program/program-set.js';
import { loadShipped } from '../../src/program/shipped.js';

const shipped = loadShipped();

const VALID = `version: 1
program: w8
title: A program
branch: codex/{program}{wave}-step{step}-{slug}
production: { include: ['**'], exclude: [] }
waves:
  a:
    title: First
    rules:
      - rule: blocking-io-in-async
        in: [core/src/**]
        options: {}
    steps:
      1:
        title: Freeze
        kind: freeze
        allow: [docs/**]
        artifacts:
          - path: docs/x.md
`;

function errorsOf(...texts: readonly string[]): string[] {
  const files = texts.map((text, index) => ({ path: `.github/wavegate/${index}.yml`, text }));
  const { errors } = assemblePrograms(files, shipped);
  return errors.map(
    ({ file, line, column, message }) => `${file.slice(-5, -4)}:${line}:${column} ${message}`,
  );
}

test('the valid program is valid', () => {
  expect(errorsOf(VALID)).toEqual([]);
});

const mistakes: readonly [name: string, from: string, to: string, expected: RegExp][] = [
  [
    'unknown rule',
    'blocking-io-in-async',
    'blocking-io-in-asinc',
    /^0:10:15 There is no rule .*Did you mean `blocking-io-in-async`/u,
  ],
  ['unknown option', 'options: {}', 'options: { bans: [] }', /^0:12:20 Unknown key `bans`/u],
  ['template without wave', '{program}{wave}-', '{program}-', /^0:4:9 The template has no `\{wave\}`/u],
  ['template without step', '-step{step}', '', /^0:4:9 The template has no `\{step\}`/u],
  [
    'unknown placeholder',
    '{slug}',
    '{slugs}',
    /^0:4:9 There is no placeholder `\{slugs\}`.*Did you mean `\{slug\}`/u,
  ],
  ['placeholder twice', '{slug}', '{wave}', /^0:4:9 The template has `\{wave\}` more than once/u],
  ['template with a blank', 'codex/{program}', 'codex/my {program}', /^0:4:9 .*git does not take/u],
  ['template with a bracket', '-{slug}', '[-{slug', /^0:4:9 .*(git does not take|placeholder)/u],
  ['template that begins with a slash', 'codex/', '/', /^0:4:9 .*git does not take/u],
  ['absolute glob', 'docs/**]', '/docs/**]', /^0:17:17 .*write `docs\/\*\*`/u],
  ['glob from here', 'docs/**]', './docs/**]', /^0:17:17 .*write `docs\/\*\*`/u],
  ['glob that climbs', 'core/src/**', '../core/src/**', /^0:11:14 .*cannot leave the repository/u],
  ['glob that climbs within', 'core/src/**', 'core/../../src', /^0:11:14 .*cannot leave the repository/u],
  ['glob with backslashes', 'core/src/**', 'core\\src', /^0:11:14 .*`\/` between/u],
  ['glob that excludes', '[docs/**]', "['!docs/**']", /^0:17:17 .*cannot exclude/u],
  ['glob with an open brace', 'exclude: []', "exclude: ['{a,b']", /^0:5:42 .*does not close/u],
  ['glob with two slashes', 'docs/**]', 'docs//x]', /^0:17:17 .*`\/\/`/u],
  ['artifact that is a folder', 'docs/x.md', 'docs/', /^0:19:19 Expected a file/u],
  ['artifact outside', 'docs/x.md', '../x.md', /^0:19:19 .*cannot leave/u],
  [
    'wave without steps',
    VALID.slice(VALID.indexOf('    steps:')),
    '    steps: {}\n',
    /^0:13:12 The wave `a` has no step/u,
  ],
  [
    'program without waves',
    VALID.slice(VALID.indexOf('waves:')),
    'waves: {}\n',
    /^0:6:8 The program has no wave/u,
  ],
];

test.each(mistakes)('%s', (_name, from, to, expected) => {
  expect(VALID).toContain(from);
  const errors = errorsOf(VALID.replace(from, to));
  expect(errors).toEqual([expect.stringMatching(expected)]);
});

test('two programs of one name', () => {
  expect(errorsOf(VALID, VALID)).toEqual([
    expect.stringMatching(/^1:2:10 .*0\.yml has a program of this name/u),
  ]);
});

test('two programs whose branches are the same', () => {
  const one = VALID.replace('program: w8', 'program: w').replace('  a:', '  8a:');
  expect(errorsOf(VALID, one)).toEqual([expect.stringMatching(/^1:4:9 `codex\/w8a-step1-x` would be/u)]);
});

test('two steps of one program whose branches are the same', () => {
  const step = VALID.slice(VALID.indexOf('      1:'));
  const text =
    VALID.replace('{wave}-step{step}', '{wave}{step}') +
    step.replace('1:', '11:') +
    VALID.slice(VALID.indexOf('  a:')).replace('  a:', '  a1:');
  expect(errorsOf(text)).toEqual([expect.stringMatching(/^0:4:9 `codex\/w8a11-x` would name two steps/u)]);
});

test('programs that differ live side by side', () => {
  const set = assemblePrograms(
    [
      { path: '.github/wavegate.yml', text: VALID },
      { path: '.github/wavegate/nine.yml', text: VALID.replace('w8', 'w9') },
    ],
    shipped,
  );
  expect(set.errors).toEqual([]);
  expect(set.programs.map(({ program }) => program)).toEqual(['w8', 'w9']);
});

describe('rules of a repository', () => {
  const rule = shipped.ruleFiles.find(({ path }) => path.endsWith('/blocking-io-in-async.yml'))!.text;
  const renamed = rule.replace('rule: blocking-io-in-async', 'rule: own-rule');
  const own = (path: string, text: string) => assemblePrograms([{ path, text }], shipped);

  test('stand beside the shipped ones', () => {
    const set = own('.github/wavegate/own-rule.yml', renamed);
    expect(set.errors).toEqual([]);
    expect([...set.rules.keys()]).toEqual(expect.arrayContaining(['own-rule', 'blocking-io-in-async']));
  });

  test('replace a shipped one of the same id', () => {
    const set = own(
      '.github/wavegate/blocking-io-in-async.yml',
      rule.replace(/^title: .*$/mu, 'title: Ours'),
    );
    expect(set.rules.get('blocking-io-in-async')?.title).toBe('Ours');
  });

  test('bear the name of their file', () => {
    expect(own('.github/wavegate/other.yml', renamed).errors).toEqual([
      expect.objectContaining({ line: 2, column: 7, message: expect.stringContaining('`other`') }),
    ]);
  });

  test('name a detector that exists', () => {
    const { errors } = own(
      '.github/wavegate/own-rule.yml',
      renamed.replace(/^detector: .*$/mu, 'detector: call-in-asinc'),
    );
    expect(errors).toEqual([
      expect.objectContaining({ line: 3, column: 11, message: expect.stringContaining('`call-in-async`') }),
    ]);
  });
});

test('a repository without programs of its own is judged by the shipped ones', () => {
  const set = assemblePrograms([], shipped);
  expect(set.errors).toEqual([]);
  expect(set.programs.map(({ program }) => program)).toEqual(['wave8']);
});

test('a broken program file does not bring the shipped programs back', () => {
  const set = assemblePrograms([{ path: '.github/wavegate.yml', text: 'program: [' }], shipped);
  expect(set.errors).not.toEqual([]);
  expect(set.programs).toEqual([]);
});

test.each([
  ['.github/wavegate.yml', true],
  ['.github/wavegate.yaml', true],
  ['.github/wavegate/nine.yml', true],
  ['.github/wavegate/deep/nine.yml', false],
  ['.github/wavegate/readme.md', false],
  ['wavegate.yml', false],
  ['x/.github/wavegate.yml', false],
])('%s is a program file: %s', (path, expected) => {
  expect(isProgramPath(path)).toBe(expected);
});
