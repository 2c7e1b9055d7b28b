import fc from 'fast-check';
import { matchBranch } from '../../src/program/branch.js';
import { positionsOf } from '../../src/program/order.js';
import type { Program } from '../../src/program/schema.js';
import { fillTemplate, parseTemplate } from '../../src/program/template.js';
import { programText, readProgram } from './programs.js';

/** A program with several templates. */
function programWith(branch: readonly string[], rest: Parameters<typeof programText>[0] = {}): Program {
  const text = programText({ ...rest, branch: 'BRANCH' });
  return readProgram(text.replace("'BRANCH'", JSON.stringify(branch)));
}

function outcome(branch: string, programs: readonly Program[]): string {
  const match = matchBranch(branch, programs);
  if (match.kind !== 'match') return match.kind;
  const { program, waveId, stepNumber } = match.position;
  return `${program.program} ${waveId} ${stepNumber} ${match.slug ?? '-'}`;
}

const OPTIONAL = 'codex/{program}{wave}-step{step}[-{slug}]';
const DASHED = 'codex/{program}-{wave}-step{step}[-{slug}]';
const wave8 = programWith([OPTIONAL], { waves: ['a', 'b'] });
const wave9 = programWith([DASHED, OPTIONAL], {
  name: 'wave9',
  waves: ['a', 'c1', 'c2'],
  steps: ['1', '2', '2-5', '2-5-b', '3', '10'],
});
const wave10 = programWith([DASHED], { name: 'wave10', waves: ['mandate', 'mandate-types'] });
const topics = programWith(
  ['codex/wave{wave}-{slug}-step{step}-{program}', 'codex/wave{wave}-{slug}-step{step}'],
  {
    name: 'split',
    waves: ['22', '220'],
  },
);
const all = [wave8, wave9, wave10, topics];

describe('shapes of names', () => {
  test.each([
    ['codex/wave8a-step1', 'wave8 a 1 -'],
    ['codex/wave8a-step1-freeze', 'wave8 a 1 freeze'],
    ['codex/wave10-mandate-step1-freeze', 'wave10 mandate 1 freeze'],
    ['codex/wave10-mandate-types-step3-closure', 'wave10 mandate-types 3 closure'],
    ['codex/wave9-c1-step2-args-split', 'wave9 c1 2 args-split'],
    ['codex/wave9a-step2', 'wave9 a 2 -'],
    ['codex/wave9-c2-step10-x', 'wave9 c2 10 x'],
    ['codex/wave9-c2-step1-0', 'wave9 c2 1 0'],
    ['codex/wave22-sink-fidelity-http-step2', 'split 22 2 sink-fidelity-http'],
    ['codex/wave22-sink-fidelity-http-step2-split', 'split 22 2 sink-fidelity-http'],
    ['codex/wave220-sink-step3', 'split 220 3 sink'],
  ])('%s', (branch, expected) => {
    expect(outcome(branch, all)).toBe(expected);
  });

  test.each([
    ['codex/wave9-c2-step2-5-b', '2-5-b -'],
    ['codex/wave9-c2-step2-5-b-tail', '2-5-b tail'],
    ['codex/wave9-c2-step2-5-c', '2-5 c'],
    ['codex/wave9-c2-step2-5-bc', '2-5 bc'],
    ['codex/wave9-c2-step2-5', '2-5 -'],
    ['codex/wave9-c2-step2-6', '2 6'],
    ['codex/wave9-c2-step2-50', '2 50'],
  ])('%s: the step that says the most', (branch, expected) => {
    expect(outcome(branch, all)).toBe(`wave9 c2 ${expected}`);
  });

  test('a step counts where its wave has it: what is a step in one is a slug in another', () => {
    const text = programText({ waves: ['a', 'b'], steps: ['1', '2-5'], branch: OPTIONAL });
    const [head = '', tail = ''] = text.split('  b:\n');
    const mixed = readProgram(`${head}  b:\n${tail.replace("'2-5':", "'2':")}`);
    expect(outcome('codex/wave8a-step2-5', [mixed])).toBe('wave8 a 2-5 -');
    expect(outcome('codex/wave8b-step2-5', [mixed])).toBe('wave8 b 2 5');
  });
});

describe('names that almost match', () => {
  test.each([
    ['codex/wave9-c3-step1-x', 'wave9'],
    ['codex/wave9-c1-step4-x', 'wave9'],
    ['codex/wave9d-step1', 'wave9'],
    ['codex/wave9-c1-stepone-x', 'wave9'],
    ['codex/wave10-mandates-step1-x', 'wave10'],
    ['codex/wave10-mandate-step9', 'wave10'],
    ['codex/wave8c-step1', 'wave8'],
    ['codex/wave8a', 'wave8'],
  ])('%s is a near miss of %s, with a right example', (branch, program) => {
    const match = matchBranch(branch, all);
    expect(match).toMatchObject({ kind: 'near-miss', program: { program } });
    if (match.kind !== 'near-miss') throw new Error('unreachable');
    expect(outcome(match.example, all)).toMatch(new RegExp(`^${program} `, 'u'));
  });

  test('the pattern is told with all of its forms, and an example has the first', () => {
    const match = matchBranch('codex/wave9-c1-step4-x', [wave9]);
    expect(match).toMatchObject({ example: 'codex/wave9-c1-step1-x' });
    expect(matchBranch('Codex/wave9-c1-step1-x', [wave9])).toMatchObject({
      message: expect.stringContaining(
        '`codex/wave9-{wave}-step{step}[-{slug}]` or `codex/wave9{wave}-step{step}[-{slug}]`',
      ),
    });
  });

  test.each([
    'codex/wave-a1-operator-proof-flow',
    'codex/wave0-guardrails-expanded',
    'codex/wave80-mandate-step1-freeze',
    'codex/wave100-mandate-step1-freeze',
    'codex/wave11-registry-client-step1-freeze',
    'codex/wave1-mandate-step1-freeze',
    'codex/wave90a-step1',
    'codex/per-gate-steps',
    'codex/architecture-wave-docs',
    'codex/wave10-docs',
    'codex/wave9-docs',
    'feature/mandate-step-counter',
    'main',
  ])('%s is other work', (branch) => {
    expect(outcome(branch, [wave8, wave9, wave10])).toBe('none');
  });
});

test('law: every name that a template makes matches the position that it was made for, or one that says more', () => {
  const slugs = fc.stringMatching(/^[a-z][a-z0-9._]{0,12}$/u);
  fc.assert(
    fc.property(
      fc.constantFrom(wave8, wave9, wave10),
      fc.nat(),
      fc.nat(),
      fc.option(slugs),
      (program, n, m, slug) => {
        const positions = positionsOf(program);
        const { waveId, stepNumber } = positions[n % positions.length]!;
        const template = parseTemplate(program.branch[m % program.branch.length]!);
        const name = fillTemplate(template, {
          program: program.program,
          wave: waveId,
          step: stepNumber,
          slug: slug ?? '',
        });
        const match = matchBranch(name, all);
        if (match.kind !== 'match') throw new Error(`${name} does not match`);
        expect(match.position.program).toBe(program);
        expect(match.position.waveId).toBe(waveId);
        expect(match.position.stepNumber.length).toBeGreaterThanOrEqual(stepNumber.length);
      },
    ),
  );
});

describe('many waves', () => {
  /** How often a match looks at what a program has, however many waves that are. */
  function looks(waves: number, branch: string): number {
    const names = Array.from({ length: waves }, (_, index) => `w${index}`);
    const program = readProgram(programText({ waves: names, branch: OPTIONAL }));
    matchBranch(branch, [program]);
    let count = 0;
    const watched = (value: object): object =>
      new Proxy(value, {
        get: (target, key, receiver) => {
          count++;
          return Reflect.get(target, key, receiver);
        },
        getOwnPropertyDescriptor: (target, key) => {
          count++;
          return Reflect.getOwnPropertyDescriptor(target, key);
        },
      });
    // The waves are watched from the first match on: what was made ready before is not looked at again.
    Object.assign(program, { waves: watched(program.waves) });
    matchBranch(branch, [program]);
    return count;
  }

  test.each(['codex/wave8w7-step2-x', 'codex/fix-typo', 'codex/wave8x-step1-x', 'codex/wave8w7'])(
    '%s costs the same among 10, 100 and 1,000',
    (branch) => {
      const [ten, hundred, thousand] = [10, 100, 1000].map((waves) => looks(waves, branch));
      expect(hundred).toBeLessThanOrEqual(ten! + 4);
      expect(thousand).toBeLessThanOrEqual(ten! + 4);
    },
  );
});
