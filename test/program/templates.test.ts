import { assemblePrograms } from '../../src/program/program-set.js';
import { loadShipped } from '../../src/program/shipped.js';

const shipped = loadShipped();

const VALID = `version: 1
program: w8
title: A program
branch: codex/{program}{wave}-step{step}-{slug}
production: { exclude: [docs/**] }
templates:
  steps:
    freeze:
      parameters:
        topic:
        budget: 10
      title: Freeze of {topic}
      kind: freeze
      allow: ['docs/{program}{wave}/**']
      budget: { files: '{budget}' }
      artifacts:
        - path: docs/{program}{wave}/step{step}-{topic}.md
          headings: ['{topic}']
  waves:
    whole:
      parameters:
        topic:
        code:
        tests: []
      title: About {topic}
      rules:
        - rule: blocking-io-in-async
          in: ['{code}', 'extra/**']
      steps:
        1:
          from: freeze
          with: { topic: '{topic}' }
        2:
          title: Change
          kind: change
          allow: ['{code}', 'docs/{program}{wave}/**']
          tests: '{tests}'
waves:
  a:
    from: whole
    with:
      topic: io
      code: [core/a.rs, core/a/**]
  b:
    from: whole
    with:
      topic: hot-path
      code: [core/b.rs]
      tests: [{ what: it, names: ['*{wave}*'], in: [core/**] }]
    title: The other one
    steps:
      1:
        budget: ~
      3:
        title: Close {wave}
        kind: close
        allow: ['{step}/x']
`;

function read(text: string, ...others: readonly string[]) {
  const files = [text, ...others].map((one, index) => ({ path: `.github/wavegate/${index}.yml`, text: one }));
  return assemblePrograms(files, shipped);
}

function errorsOf(text: string, ...others: readonly string[]): string[] {
  return read(text, ...others).errors.map(
    ({ file, line, column, message }) => `${file.slice(-5, -4)}:${line}:${column} ${message}`,
  );
}

describe('a wave from a template', () => {
  const set = read(VALID);
  const { a, b } = set.programs[0]?.waves ?? {};

  test('costs a few lines', () => {
    expect(set.errors).toEqual([]);
    expect(a).toMatchObject({
      title: 'About io',
      rules: [{ rule: 'blocking-io-in-async', in: ['core/a.rs', 'core/a/**', 'extra/**'] }],
      steps: {
        1: {
          title: 'Freeze of io',
          kind: 'freeze',
          allow: ['docs/w8a/**'],
          budget: { files: 10 },
          artifacts: [{ path: 'docs/w8a/step1-io.md', headings: ['io'] }],
        },
        2: { allow: ['core/a.rs', 'core/a/**', 'docs/w8a/**'], tests: [] },
      },
    });
  });

  test('says itself what differs, key by key', () => {
    expect(b?.title).toBe('The other one');
    expect(b?.steps['1']).toMatchObject({ title: 'Freeze of hot-path', allow: ['docs/w8b/**'] });
    expect(b?.steps['1']).not.toHaveProperty('budget');
    expect(b?.steps['2']?.tests).toMatchObject([{ what: 'it', names: ['*b*'], in: ['core/**'] }]);
    expect(b?.steps['3']).toMatchObject({ title: 'Close b', allow: ['3/x'] });
  });

  test('leaves nothing of the template behind', () => {
    expect(set.programs[0]).not.toHaveProperty('templates');
    expect(a).not.toHaveProperty('from');
    expect(a?.steps['1']).not.toHaveProperty('with');
  });
});

interface Mistake {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly expected: readonly RegExp[];
}

const mistakes: readonly Mistake[] = [
  {
    name: 'a template that is not there',
    from: '  a:\n    from: whole',
    to: '  a:\n    from: hole',
    expected: [/^0:40:11 There is no template `hole` for waves\. Did you mean `whole`\?/u],
  },
  {
    name: 'a template of the other kind',
    from: '  a:\n    from: whole',
    to: '  a:\n    from: freeze',
    expected: [/^0:40:11 There is no template `freeze` for waves\. There is one for steps of this name\./u],
  },
  {
    name: 'a parameter that is missing',
    from: '      topic: io\n',
    to: '',
    expected: [/^0:40:11 The template `whole` needs the parameter `topic`: give it under `with`\.$/u],
  },
  {
    name: 'a parameter that the template does not have',
    from: '      topic: io\n',
    to: '      topic: io\n      tpoic: x\n',
    expected: [
      /^0:43:7 `tpoic` is no parameter of the template `whole`, which has .*Did you mean `topic`\?$/u,
    ],
  },
  {
    name: 'a parameter that the template never uses',
    from: '        topic:\n        code:',
    to: '        topic:\n        depth: 3\n        code:',
    expected: [/^0:23:9 The template `whole` never uses its parameter `depth`/u],
  },
  {
    name: 'a parameter of a name that is taken',
    from: '        topic:\n        code:',
    to: '        topic:\n        wave: x\n        code:',
    expected: [/^0:23:9 `\{wave\}` is known without a parameter: give this one another name\.$/u],
  },
  {
    name: 'a placeholder that nothing is given for',
    from: 'title: About {topic}',
    to: 'title: About {topik}',
    expected: [/^0:25:14 There is no placeholder `\{topik\}`.*Did you mean `\{topic\}`\?/u],
  },
  {
    name: 'a step where there is none',
    from: 'title: About {topic}',
    to: 'title: About {step} {topic}',
    expected: [/^0:25:14 `\{step\}` is known in steps only\.$/u],
  },
  {
    name: 'a placeholder of the template in a wave of its own',
    from: 'title: The other one',
    to: "title: '{topic}'",
    expected: [
      /^0:50:12 There is no placeholder `\{topic\}`: expected `\{program\}`, `\{wave\}` or `\{step\}`/u,
    ],
  },
  {
    name: 'a list within a text',
    from: 'title: About {topic}',
    to: 'title: About {code} {topic}',
    expected: [
      /^0:25:14 `\{code\}` is a list, .*nothing beside it\. The template brings it into the wave `a` and the wave `b`\.$/u,
    ],
  },
  {
    name: 'a mistake in what a template says is told there, once, with who uses it',
    from: 'kind: change',
    to: 'kind: chnage',
    expected: [
      /^0:35:17 .*Did you mean `change`\? The template brings it into the wave `a` and the wave `b`\.$/u,
    ],
  },
  {
    name: 'a glob that goes wrong in a template',
    from: "'extra/**'",
    to: "'/extra/**'",
    expected: [/^0:28:26 .*write `extra\/\*\*`\. The template brings it into/u],
  },
  {
    name: 'a glob that goes wrong by what a wave gives, at what it gives',
    from: 'core/a/**]',
    to: './core/a/**]',
    expected: [/^0:43:25 .*write `core\/a\/\*\*`\.$/u],
  },
  {
    name: 'an unknown key of a template',
    from: '      rules:\n        - rule: blocking',
    to: '      rulez: []\n      rules:\n        - rule: blocking',
    expected: [
      /^0:26:7 Unknown key `rulez`: expected `title`, .*Did you mean `rules`\? The template brings/u,
    ],
  },
  {
    name: 'an unknown rule of a template',
    from: 'rule: blocking-io-in-async',
    to: 'rule: blocking-io',
    expected: [/^0:27:17 There is no rule `blocking-io`.*brings it into the wave `a` and the wave `b`\.$/u],
  },
  {
    name: 'an unknown key of the wave itself',
    from: 'title: The other one',
    to: 'titel: The other one',
    expected: [/^0:50:5 Unknown key `titel`.*Did you mean `title`\?$/u],
  },
  {
    name: 'a key that neither the template nor the wave has, at the wave',
    from: '      title: About {topic}\n',
    to: '',
    expected: [/^0:38:3 The key `title` is missing/u],
  },
  {
    name: 'parameters without a template',
    from: '  a:\n    from: whole\n',
    to: '  a:\n    title: A\n    steps: { 1: { title: A, kind: freeze, allow: [a] } }\n',
    expected: [/^0:42:5 `with` gives parameters to a template: name one under `from`\.$/u],
  },
  {
    name: 'a template that is no mapping',
    from: 'waves:\n    whole:',
    to: 'waves:\n    none: 7\n    whole:',
    expected: [/^0:20:11 Expected a mapping of keys to values, found `7`\./u],
  },
  {
    name: 'an unknown kind of template',
    from: 'templates:\n',
    to: 'templates:\n  wave: {}\n',
    expected: [/^0:7:3 Unknown key `wave`: expected `waves` or `steps`\. Did you mean `waves`\?$/u],
  },
];

test.each(mistakes)('$name', ({ from, to, expected }) => {
  expect(VALID).toContain(from);
  expect(errorsOf(VALID.replace(from, to))).toEqual(expected.map((one) => expect.stringMatching(one)));
});

test('templates that nothing is made from are judged as far as they go', () => {
  const text = VALID.replace(
    '  waves:\n',
    `  waves:
    unused:
      parameters: { kind: , where: }
      titel: x
      steps:
        1: { kind: '{kind}', allow: ['{where}', '/x'] }
        2: { kind: chnage }
`,
  );
  expect(errorsOf(text)).toEqual([
    expect.stringMatching(/^0:22:7 Unknown key `titel`/u),
    expect.stringMatching(/^0:24:49 Globs start/u),
    expect.stringMatching(/^0:25:20 .*Did you mean `change`\?$/u),
  ]);
});

test('what a wave lacks may be in the template that is not there', () => {
  const text = VALID.replace('  b:\n    from: whole', '  b:\n    from: wholly')
    .replace("allow: ['{step}/x']", "allow: ['{step}/x']\n      4: { from: wholly, kind: close }")
    .replace('        kind: close\n        allow', '        kind: close\n        allow');
  expect(errorsOf(text)).toEqual([
    expect.stringMatching(/^0:45:11 There is no template `wholly` for waves/u),
    expect.stringMatching(/^0:58:18 There is no template `wholly` for steps/u),
  ]);
});

describe('templates that are made from templates', () => {
  const BASE = `version: 1
program: w8
title: A program
branch: codex/{program}{wave}-step{step}-{slug}
production: {}
templates:
  waves:
    first:
      parameters: { topic: , path: 'docs/{wave}' }
      title: '{topic}'
      steps:
        1: { title: 'First {topic}', kind: freeze, allow: ['{path}/**'] }
    second:
      from: first
      parameters: { more: }
      with: { path: 'other/{more}' }
      intent: 'About {topic}'
      steps:
        1: { title: Second }
waves:
  a:
    from: second
    with: { topic: t, more: m }
  b:
    from: first
    with: { topic: u }
`;

  test('have what both say, the nearer first', () => {
    const set = read(BASE);
    expect(set.errors).toEqual([]);
    expect(set.programs[0]?.waves).toMatchObject({
      a: { title: 't', intent: 'About t', steps: { 1: { title: 'Second', allow: ['other/m/**'] } } },
      b: { title: 'u', steps: { 1: { title: 'First u', allow: ['docs/b/**'] } } },
    });
  });

  test.each([
    ['themselves', '    first:\n', '    first:\n      from: first\n', /^0:9:13 .*`first` → `first`\.$/u],
    [
      'each other',
      '    first:\n',
      '    first:\n      from: second\n',
      /^0:\d+:13 .*`\w+` → `\w+` → `\w+`\.$/u,
    ],
    [
      'none',
      '      from: first',
      '      from: frist',
      /^0:14:13 There is no template `frist` for waves\. Did you mean `first`/u,
    ],
  ])('cannot be made from %s', (_name, from, to, expected) => {
    expect(errorsOf(BASE.replace(from, to))[0]).toMatch(expected);
  });

  test('a parameter that was given on the way is no longer open', () => {
    expect(errorsOf(BASE.replace('more: m }', 'more: m, path: x }'))).toEqual([
      expect.stringMatching(/^0:23:32 `path` is no parameter of the template `second`/u),
    ]);
  });
});

test('braces that are no placeholder stay', () => {
  const text = VALID.replace(
    'title: About {topic}',
    "title: '{{topic}} {topic} \\{topic} x{2} {a,b} {crate}'",
  );
  expect(read(text).errors).toEqual([]);
  expect(read(text).programs[0]?.waves.a?.title).toBe('{topic} io \\{topic} x{2} {a,b} {crate}');
});

test('braces of a wave that is made from no template are its own', () => {
  const text = `${VALID}  c:\n    title: 'No {placeholder}'\n    steps: { 1: { title: A, kind: freeze, allow: ['{x}'] } }\n`;
  expect(read(text).errors).toEqual([]);
  expect(read(text).programs[0]?.waves.c?.title).toBe('No {placeholder}');
});

test('a parameter may be called as what checks are filled with', () => {
  const text = VALID.replace('title: About {topic}', "title: '{crate} {topic}'").replace(
    '        topic:\n        code:',
    '        topic:\n        crate: core\n        code:',
  );
  expect(read(text).errors).toEqual([]);
  expect(read(text).programs[0]?.waves.a?.title).toBe('core io');
});

describe('a program that extends another', () => {
  const OWN = `version: 1
program: w9
extends: w8
title: The next one
templates: { waves: { whole: { intent: Better } } }
waves:
  b: ~
  c:
    from: whole
    with: { topic: c, code: [c] }
`;

  test('has what that has, and its own on top', () => {
    const set = read(OWN, VALID);
    expect(set.errors).toEqual([]);
    const w9 = set.programs.find(({ program }) => program === 'w9');
    expect(w9?.waveOrder).toEqual(['a', 'c']);
    expect(w9).toMatchObject({
      title: 'The next one',
      production: { exclude: ['docs/**'] },
      waves: { a: { intent: 'Better', steps: { 1: { allow: ['docs/w9a/**'] } } }, c: { title: 'About c' } },
    });
  });

  test('changes the shipped program in a few lines', () => {
    const set = read('version: 1\nprogram: wave8\nextends: wave8\nmode: report-only\nvalidation: ~\n');
    expect(set.errors).toEqual([]);
    expect(set.programs.map(({ program }) => program)).toEqual(['wave8']);
    expect(set.programs[0]).toMatchObject({ mode: 'report-only', waveOrder: ['a', 'b', 'c', 'd'] });
    expect(set.programs[0]?.validation).toBeUndefined();
  });

  test('is told at its own line what it makes wrong in the shipped one', () => {
    expect(
      errorsOf('version: 1\nprogram: wave8\nextends: wave8\nwaves: { a: { with: { subject: [x] } } }\n'),
    ).toContainEqual(
      expect.stringMatching(
        /^0:3:10 With what this file says on top, line \d+ of the shipped `rules\/wave8\.yml` is wrong: /u,
      ),
    );
  });

  test('may extend what is at hand and not in force', () => {
    const file = (text: string) => ({ path: '.github/wavegate/x.yml', text });
    const set = assemblePrograms([file(OWN)], shipped, [{ ...file(VALID), path: '.github/wavegate/w8.yml' }]);
    expect(set.errors).toEqual([]);
    expect(set.programs.map(({ program }) => program)).toEqual(['w9']);
  });

  test('that is the next version of one extends what that extends, not that', () => {
    const next = { path: 'next.yml', text: 'version: 1\nprogram: wave8\nextends: wave8\ntitle: Next\n' };
    const set = assemblePrograms([next], shipped, [
      { path: '.github/wavegate.yml', text: next.text.replace('Next', 'Now\norder: none') },
    ]);
    expect(set.errors).toEqual([]);
    expect(set.programs[0]).toMatchObject({ title: 'Next', order: 'waves' });
  });

  test('may extend what is no program itself', () => {
    const base = VALID.replace('program: w8', 'base: common');
    const set = read(OWN.replace('extends: w8', 'extends: common'), base);
    expect(set.errors).toEqual([]);
    expect(set.programs.map(({ program }) => program)).toEqual(['w9']);
  });

  test.each([
    [
      'none',
      'extends: w8',
      'extends: w88',
      /^0:3:10 There is no program or base `w88` to extend\. Did you mean `w8`/u,
    ],
    ['itself', 'extends: w8', 'extends: w9', /^0:3:10 `w9` would be made from itself/u],
    ['a list', 'extends: w8', 'extends: [w8]', /^0:3:10 Expected the name of a program/u],
  ])('cannot extend %s', (_name, from, to, expected) => {
    expect(errorsOf(OWN.replace(from, to), VALID)).toContainEqual(expect.stringMatching(expected));
  });

  test('cannot extend what extends it', () => {
    const errors = errorsOf(OWN, VALID.replace('title: A program', 'title: A program\nextends: w9'));
    expect(errors).toContainEqual(
      expect.stringMatching(/^0:3:10 `w9` would|^1:4:10 `w9` would be made from itself through `w8`/u),
    );
  });

  test('a mistake in the other file is told there, once', () => {
    expect(errorsOf(OWN, VALID.replace('kind: change', 'kind: chnage'))).toEqual([
      expect.stringMatching(/^1:35:17 .*Did you mean `change`/u),
    ]);
  });
});
