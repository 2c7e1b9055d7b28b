import {
  BRANCHES,
  type Files,
  type Given,
  gate,
  judged,
  programsOf,
  programWith,
  words,
} from './pull-request.js';

const FILE = '.github/wavegate.yml';
const PROGRAM = programWith();
const before: Files = { [FILE]: PROGRAM };
const proposed = (text: string): Files => ({ [FILE]: text });

const asked = (given: Omit<Given, 'branch'>) => gate('program-files', { branch: BRANCHES.change, ...given });

test.each(Object.values(BRANCHES))('%s is not asked where it touches no program file', async (branch) => {
  const { gates } = await judged({ branch, before, after: { ...before, 'docs/a.md': '' } });
  expect(gates.map((one) => one.gate)).not.toContain('program-files');
});

test.each<[what: string, after: Files, says: string]>([
  ['nothing but a comment', proposed(`# Ours\n${PROGRAM}`), 'changes nothing of what is asked'],
  [
    'more that may be touched',
    { [FILE]: programWith({ mode: 'report-only' }) },
    'weakens the program in 1 place.',
  ],
  [
    'another wave',
    proposed(`${PROGRAM}  b: { title: B, steps: { 1: { title: F, kind: freeze, allow: [a] } } }\n`),
    'tightens it in 1 place.',
  ],
  ['its other name', { '.github/wavegate.yaml': PROGRAM }, 'The change of 2 program files is valid.'],
  ['a folder for it', { '.github/wavegate/w8.yml': PROGRAM }, 'changes nothing of what is asked'],
  ['no program of its own any more', {}, 'weakens the program in 1 place'],
  [
    'a program moved to where none is read',
    { '.github/wavegate/old/w8.yml': PROGRAM },
    'weakens the program in 1 place',
  ],
])('%s passes and is told', async (_what, after, says) => {
  const result = await asked({ before, after });
  expect(result).toMatchObject({ verdict: 'pass', findings: [] });
  expect(words(result)).toContain(says);
});

test.each<[what: string, after: Files, place: object, says: string]>([
  ['a mistake in the YAML', proposed('program: ['), { path: FILE, line: 1, column: 10 }, ''],
  [
    'a wrong word',
    proposed(PROGRAM.replace('mode: enforce', 'mode: enforced')),
    { path: FILE, line: 4, column: 7 },
    'Did you mean `enforce`?',
  ],
  [
    'an unknown key',
    proposed(PROGRAM.replace('title: A program', 'titel: A program')),
    { path: FILE, line: 3, column: 1 },
    'Did you mean `title`?',
  ],
  ['an empty file', proposed(''), { path: FILE, line: 1, column: 1 }, 'empty'],
  [
    'neither a program nor a rule',
    proposed('progam: x\n'),
    { path: FILE, line: 1, column: 1 },
    'Did you mean `program`?',
  ],
  ['a link', { [FILE]: { text: 'other.yml', mode: '120000' } }, { path: FILE, line: 1 }, 'symbolic link'],
  ['a submodule', { [FILE]: { mode: '160000' } }, { path: FILE, line: 1 }, 'submodule'],
  [
    'both names at once',
    { ...before, '.github/wavegate.yaml': PROGRAM },
    { path: FILE, line: 2 },
    'has a program of this name already',
  ],
  [
    'two programs of one name',
    { ...before, '.github/wavegate/twin.yml': PROGRAM },
    { path: '.github/wavegate/twin.yml', line: 2 },
    'has a program of this name already',
  ],
  [
    'a rule that is not there',
    proposed(PROGRAM.replace('rule: blocking-io-in-async', 'rule: blocking-io-in-asyn')),
    { path: FILE, line: 10 },
    'Did you mean `blocking-io-in-async`?',
  ],
  [
    'more files than can be read',
    Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`.github/wavegate/p${i}.yml`, PROGRAM])),
    { path: '.github/wavegate/p0.yml', line: 1 },
    '200 are allowed',
  ],
  [
    'more than can be read',
    proposed(`${PROGRAM}# ${'x'.repeat(2_000_001)}`),
    { path: FILE, line: 1 },
    'are allowed',
  ],
])('%s fails, with its place', async (_what, after, place, says) => {
  const result = await asked({ before, after });
  expect(result.verdict).toBe('fail');
  expect(result.reasons[0]).toMatchObject({ ...place, next: expect.stringContaining('Correct the file') });
  expect(words(result)).toContain(says);
});

test('a thousand mistakes are counted, and the first hundred told', async () => {
  const waves = Array.from({ length: 1_000 }, (_, index) => `  w${index}: { title: '' , steps: 1 }\n`).join(
    '',
  );
  const { reasons } = await asked({ before, after: proposed(PROGRAM + waves) });
  expect(reasons).toHaveLength(101);
  expect(reasons.at(-1)?.message).toMatch(/^And \d+ mistakes more\.$/u);
});

test.each(['enforce', 'report-only'])('an invalid proposal fails where the mode is %s', async (mode) => {
  const given = { program: programWith({ mode }), before, after: proposed('x: 1') };
  for (const branch of [BRANCHES.change, 'feature/x']) {
    expect((await judged({ branch, ...given })).conclusion).toBe('failure');
  }
});

describe('an ordinary branch', () => {
  const branch = 'feature/x';

  test('is told what it would change, and stays neutral', async () => {
    const evaluation = await judged({
      branch,
      before,
      after: { [FILE]: programWith({ allow: ['docs/**'] }) },
    });
    expect(evaluation.conclusion).toBe('neutral');
    expect(evaluation.proposal?.changes).toMatchObject([{ effect: 'tightens', places: 3 }]);
  });
});

describe('while the programs in force have a mistake', () => {
  const broken = PROGRAM.replace('mode: enforce', 'mode: enforced');
  const programs = programsOf(broken);
  const given = { programs, before: { [FILE]: broken } };
  const judge = (branch: string, after: Files) => judged({ ...given, branch, after });

  test('an ordinary branch that mends them, and does nothing else, may be merged', async () => {
    const evaluation = await judge('mend-it', before);
    expect(evaluation).toMatchObject({ conclusion: 'neutral', problems: [] });
    expect(evaluation.proposal).toMatchObject({ mends: true, isAlone: true });
    expect(evaluation.gates.at(-1)).toMatchObject({ gate: 'program-files', verdict: 'pass' });
  });

  test.each<[what: string, branch: string, after: Files, next: string]>([
    ['mends nothing', 'feature/x', { [FILE]: broken, a: '' }, 'Correct the file on the default branch'],
    ['brings another change along', 'mend-it', { ...before, a: '' }, 'into a pull request of its own'],
    ['comes from a wave branch', BRANCHES.change, before, 'from another branch'],
    ['comes from a branch that was meant to be one', 'codex/w8a-step9-x', before, 'from another branch'],
    [
      'comes from a wave branch that it takes no more for one',
      BRANCHES.change,
      proposed(PROGRAM.replace('codex/{program}', 'wip/{program}')),
      'from another branch',
    ],
    [
      'leaves another mistake',
      'mend-it',
      proposed(broken.replace('title: A', 'titel: A')),
      'Correct the file',
    ],
    ['takes the mode for granted', 'mend-it', proposed('program: ['), 'Correct the file'],
  ])('one that %s does not pass', async (_what, branch, after, next) => {
    const evaluation = await judge(branch, after);
    expect(evaluation.conclusion).toBe('failure');
    expect(evaluation.problems).toHaveLength(1);
    expect(evaluation.problems[0]).toMatchObject({ path: '.github/wavegate/0.yml', line: 4 });
    expect(evaluation.problems[0]?.next).toContain(next);
  });

  test('one into another branch than the default one does not', async () => {
    const subject = { baseBranch: 'release' };
    const evaluation = await judged({ ...given, branch: 'mend-it', after: before, subject });
    expect(evaluation.conclusion).toBe('failure');
  });
});
