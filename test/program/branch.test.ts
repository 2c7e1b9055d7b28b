import fc from 'fast-check';
import { matchBranch } from '../../src/program/branch.js';
import { positionsOf } from '../../src/program/order.js';
import { fillTemplate, parseTemplate } from '../../src/program/template.js';
import { programText, readProgram } from './programs.js';

const wave8 = readProgram(programText());
const wave9 = readProgram(programText({ name: 'wave9', waves: ['a', 'b'] }));

function outcome(branch: string, programs = [wave8]): string {
  const match = matchBranch(branch, programs);
  if (match.kind === 'match') {
    const { program, waveId, stepNumber } = match.position;
    return `${program.program} ${waveId} ${stepNumber} ${match.slug ?? '-'}`;
  }
  return match.kind;
}

describe('names that match', () => {
  test.each([
    ['codex/wave8b-step2-policy-hotpath-cache', 'wave8 b 2 policy-hotpath-cache'],
    ['codex/wave8a-step1-socket-telemetry-freeze', 'wave8 a 1 socket-telemetry-freeze'],
    ['codex/wave8d-step3-ebpf-stats-close', 'wave8 d 3 ebpf-stats-close'],
    ['codex/wave8c-step2-x', 'wave8 c 2 x'],
    ['codex/wave8c-step2-9', 'wave8 c 2 9'],
    ['codex/wave8c-step2-slice1.b_2', 'wave8 c 2 slice1.b_2'],
    ['codex/wave8c-step2-Cache', 'wave8 c 2 Cache'],
    ['codex/wave8c-step2-größe', 'wave8 c 2 größe'],
    ['codex/wave8c-step2-step3-of-the-move', 'wave8 c 2 step3-of-the-move'],
    ['codex/wave8c-step2-wave8d-step1-x', 'wave8 c 2 wave8d-step1-x'],
  ])('%s', (branch, expected) => {
    expect(outcome(branch)).toBe(expected);
  });
});

describe('near misses', () => {
  test.each([
    // a wave or step that the program does not have
    'codex/wave8e-step1-x',
    'codex/wave8z-step3-close',
    'codex/wave8ab-step1-x',
    'codex/wave8a-step4-x',
    'codex/wave8a-step0-x',
    'codex/wave8a-step10-x',
    'codex/wave8a-step01-x',
    'codex/wave8a-stepone-x',
    'codex/wave8a-stepx-freeze',
    'codex/wave8e-stepone-x',
    // something left out
    'codex/wave8a-step1',
    'codex/wave8a-step1-',
    'codex/wave8a-step-x',
    'codex/wave8-step1-x',
    'codex/wave8a-socket-telemetry',
    'codex/wave8a',
    'wave8a-step1-x',
    'wave8a-step1',
    // case and separators
    'Codex/Wave8a-Step1-x',
    'CODEX/WAVE8A-STEP1-X',
    'codex/wave8A-step1-x',
    'codex/wave8a_step1-x',
    'codex/wave8a_step1_x',
    'codex/wave8a/step1/x',
    'codex/wave8a.step1.x',
    'codex/wave8a--step1-x',
    'codex/wave8a-step-1-x',
    'codex/wave8-a-step1-x',
    'codex/wave-8a-step1-x',
    'codex/wave8astep1-x',
    'codex/wave8a-step1x',
    'codex-wave8a-step1-x',
    'codex//wave8a-step1-x',
    'codex/wave8a-step1--x',
    'codex/wave8a-step1-a/b',
    // another folder in front
    'feature/wave8a-step1-x',
    'jo/codex/wave8a-step1-x',
    'codes/wave8a-step1-x',
    // letters wrong, missing or too many
    'codex/wav8a-step1-x',
    'codex/wavee8a-step1-x',
    'codex/waev8a-step1-x',
    'codx/wave8a-step1-x',
    'codex/wave8a-stp1-x',
    'codex/wave8a-setp1-x',
  ])('%s', (branch) => {
    const match = matchBranch(branch, [wave8]);
    expect(match).toMatchObject({ kind: 'near-miss', program: { program: 'wave8' } });
    if (match.kind !== 'near-miss') throw new Error('unreachable');
    expect(match.message).toContain(branch);
    expect(outcome(match.example)).toMatch(/^wave8 [a-d] [1-3] ./u);
  });
});

describe('names of other work', () => {
  test.each([
    '',
    'main',
    'develop',
    'release/8.1',
    'codex',
    'codex/',
    'codex/fix-typo',
    'codex/step1-x',
    'codex/waves-of-change',
    'codex/wave',
    'codex/wave8',
    'codex/wave8-plan',
    'codex/wave8-docs',
    'codex/wave8-step-by-step-guide',
    'codex/wave8-steps-overview',
    'feature/wave8-docs',
    'feature/step1-cleanup',
    'docs/wave8-plan-step-list',
    'codex/wave80a-step1-x',
    'codex/wave81-step1-x',
    'codex/wave88a-step1-x',
    'codex/wave9a-step1-x',
    'codex/wave7b-step2-loader-store',
    'codex/wave-step1-x',
    'codex/waved-step1-x',
    'codex/heatwave8a-step1-x',
    'feature/microwave8a-step1-x',
    'revert-12-codex/wave8a-step1-x',
    'dependabot/cargo/crates/assay-core/regex-1.10.4',
    'dependabot/npm_and_yarn/wave-8.1.0',
    'gh-readonly-queue/main/pr-12-34d36e78',
    'renovate/all',
    'user/patch-1',
    'codex/mcp-a-step1-x',
    'codex/split-wave7-step3-runtime',
    'wave',
    'a-step1-x',
    '日本語/ブランチ',
  ])('%s', (branch) => {
    expect(outcome(branch)).toBe('none');
  });
});

test.each(['x', 'codex/wave8a', 'codex/wave8a-step', '-', 'a/'])(
  '%s without end is no wave branch',
  (piece) => {
    expect(outcome(piece.repeat(5000))).toBe('none');
  },
);

test.each(['-', '-a', 'wave8a-', 'wave8a-step', 'codex/wave8'])(
  '500 characters of %s are read at once',
  (piece) => {
    const started = performance.now();
    matchBranch(piece.repeat(500).slice(0, 500), [wave8, wave9]);
    expect(performance.now() - started).toBeLessThan(500);
  },
);

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('%s is no wave', (word) => {
  expect(outcome(`codex/wave8${word.toLowerCase()}-step1-x`)).not.toBe('match');
  expect(outcome(`codex/wave8a-step${word.toLowerCase()}-x`)).toBe('near-miss');
});

test('a name of another program is that program’s, and no near miss of this one', () => {
  expect(outcome('codex/wave9a-step1-x', [wave8, wave9])).toBe('wave9 a 1 x');
  expect(outcome('codex/wave8c-step1-x', [wave9, wave8])).toBe('wave8 c 1 x');
  const near = matchBranch('codex/wave9c-step1-x', [wave8, wave9]);
  expect(near).toMatchObject({ kind: 'near-miss', program: { program: 'wave9' } });
});

describe('what a near miss says', () => {
  test.each([
    ['codex/wave8e-step1-x', /wave `e`.*`a`, `b`, `c` and `d`/u, 'codex/wave8a-step1-x'],
    ['codex/wave8b-step4-x', /step `4`.*`1`, `2` and `3`/u, 'codex/wave8b-step1-x'],
    ['codex/wave8b-stepone-x', /step `one`/u, 'codex/wave8b-step1-x'],
    ['codex/wave8b-step2', /slug/u, 'codex/wave8b-step2-what-it-does'],
    ['codex/wave8b-cache', /no step/u, 'codex/wave8b-step1-cache'],
    ['codex/wave8-step1-x', /no wave/u, 'codex/wave8a-step1-x'],
    ['Codex/Wave8c-Step3-x', /pattern/u, 'codex/wave8c-step3-x'],
    ['codex/wav8c-step3-x', /almost/u, 'codex/wave8c-step3-x'],
    ['wave8c-step3-x', /pattern/u, 'codex/wave8c-step3-x'],
    ['codex/wave8c-step3-a/b', /pattern/u, 'codex/wave8c-step3-a-b'],
  ])('%s', (branch, message, example) => {
    expect(matchBranch(branch, [wave8])).toMatchObject({ example, message: expect.stringMatching(message) });
  });
});

describe('other templates', () => {
  const optional = readProgram(programText({ branch: 'codex/{program}{wave}-step{step}[-{slug}]' }));
  const folders = readProgram(
    programText({
      name: 'hardening',
      branch: 'hardening/{wave}/{step}/{slug}',
      waves: ['auth', 'auth-tokens'],
    }),
  );
  const slugFirst = readProgram(programText({ name: 'move', branch: '{slug}.{program}-{wave}.{step}' }));
  const bare = readProgram(programText({ name: 'x', branch: '{wave}/{step}/{slug}', waves: ['auth', 'db'] }));
  const dotted = readProgram(programText({ name: 'p', branch: 'a.b+c/{program}-{wave}-{step}-{slug}' }));
  test.each([
    ['optional', optional, 'codex/wave8a-step1', 'wave8 a 1 -'],
    ['optional', optional, 'codex/wave8a-step1-x', 'wave8 a 1 x'],
    ['optional', optional, 'codex/wave8a-step1-', 'near-miss'],
    ['optional', optional, 'codex/wave8a-step12', 'near-miss'],
    ['folders', folders, 'hardening/auth/1/x', 'hardening auth 1 x'],
    ['folders', folders, 'hardening/auth-tokens/2/x', 'hardening auth-tokens 2 x'],
    ['folders', folders, 'hardening/auth/9/x', 'near-miss'],
    ['folders', folders, 'hardening/login/1/x', 'near-miss'],
    ['folders', folders, 'feature/login/1/x', 'none'],
    ['slugFirst', slugFirst, 'cache.move-b.2', 'move b 2 cache'],
    ['bare', bare, 'auth/1/x', 'x auth 1 x'],
    ['bare', bare, 'feature/login/x', 'none'],
    ['dotted', dotted, 'a.b+c/p-a-1-x', 'p a 1 x'],
    ['dotted', dotted, 'axb+c/p-a-1-x', 'near-miss'],
    ['dotted', dotted, 'other/p-a-1-x', 'none'],
  ])('%s %#', (_name, program, branch, expected) => {
    expect(outcome(branch, [program])).toBe(expected);
  });
});

const slugs = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,30}$/u);

test('law: every name that the template makes matches and gives back its parts', () => {
  const templates = [
    'codex/{program}{wave}-step{step}-{slug}',
    'w/{program}/{wave}.{step}[-{slug}]',
    '{wave}-{step}-{slug}',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...templates), fc.nat(), slugs, (branch, pick, slug) => {
      const program = readProgram(programText({ branch }));
      const positions = positionsOf(program);
      const { waveId, stepNumber } = positions[pick % positions.length]!;
      const values = { program: 'wave8', wave: waveId, step: stepNumber, slug };
      const name = fillTemplate(parseTemplate(branch), values);
      expect(outcome(name, [program])).toBe(`wave8 ${waveId} ${stepNumber} ${slug}`);
    }),
  );
});

test('law: no name breaks the matcher, and an example that is offered matches', () => {
  const near = fc.constantFrom(
    'codex/',
    'wave',
    '8',
    'a',
    'e',
    '-',
    'step',
    '1',
    '9',
    '/',
    '_',
    'x',
    '(',
    'É',
  );
  const names = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(near, { maxLength: 14 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(names, (name) => {
      const match = matchBranch(name, [wave8, wave9]);
      if (match.kind === 'near-miss') expect(matchBranch(match.example, [wave8, wave9]).kind).toBe('match');
    }),
    { numRuns: 500 },
  );
});
