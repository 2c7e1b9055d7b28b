import fc from 'fast-check';
import { type Board, boardHeadline, boardOf, type Standing } from '../../src/evaluate/board.js';
import type { WaveClosure } from '../../src/evaluate/closures.js';
import { progressOf } from '../../src/program/progress.js';
import type { Program } from '../../src/program/schema.js';
import { boardBody } from '../../src/report/board.js';
import { label } from '../../src/report/mermaid.js';
import type { PastPullRequest } from '../../src/snapshot/facts.js';
import { programsOf } from '../gates/pull-request.js';
import { foreignTags, hostile, looseText, MENTION, markdown } from './hostile.js';

const URL = 'https://github.com/acme/widgets';
const LIMIT = 65_536;

const step = (number: number, kind: string): string =>
  `${number}: { title: S, kind: ${kind}, allow: ['**'] }`;
const wave = (id: string, more = ''): string =>
  `  ${id}: { title: W, rules: [{ rule: blocking-io-in-async, in: ['${id}/**'] }], steps: { ${step(1, 'freeze')}, ${step(2, 'close')} }${more} }\n`;

function programOf(waves: string, more = ''): Program {
  const head = `version: 1\nprogram: w8\ntitle: A program\nbranch: codex/{program}{wave}-step{step}-{slug}\nproduction: {}\n`;
  const set = programsOf(`${head}${more}waves:\n${waves}`);
  expect(set.errors).toEqual([]);
  return set.programs[0]!;
}

const TWO = programOf(wave('a') + wave('b'));

function pull(number: number, branch: string, more: Partial<PastPullRequest> = {}): PastPullRequest {
  return {
    number,
    url: `${URL}/pull/${number}`,
    branch: `codex/w8${branch}-x`,
    baseBranch: 'main',
    state: 'merged',
    headSha: 'a'.repeat(40),
    mergeSha: 'b'.repeat(40),
    mergedAt: '2026-02-01T00:00:00Z',
    inDefaultBranch: true,
    revertedBy: null,
    fromFork: false,
    ...more,
  };
}

const OPEN = { state: 'open', mergeSha: null, mergedAt: null, inDefaultBranch: false } as const;
const STACKED = { inDefaultBranch: false, baseBranch: 'codex/w8a-step1-y' };
const REVERTED = { revertedBy: 'c'.repeat(40) };
const DONE = [pull(1, 'a-step1'), pull(2, 'a-step2'), pull(3, 'b-step1'), pull(4, 'b-step2')];

interface Given {
  readonly program?: Program;
  readonly pulls?: readonly PastPullRequest[];
  readonly closures?: Readonly<Record<string, WaveClosure>>;
  readonly standings?: Readonly<Record<number, Standing>>;
}

function board({ program = TWO, pulls = [], closures = {}, standings = {} }: Given = {}): Board {
  const byNumber = Object.entries(standings).map(([number, one]) => [Number(number), one] as const);
  const artifacts = new Map(program.done.flatMap((item) => item.artifacts).map((one) => [one, []]));
  const evidence = { closures: new Map(Object.entries(closures)), artifacts };
  return boardOf(
    progressOf(program, { pullRequests: pulls }),
    { evidence, problem: null },
    new Map(byNumber),
  );
}

function left(waveId: string, message = 'a hit', path = 'a/x.rs'): WaveClosure {
  const finding = { rule: 'blocking-io-in-async', fingerprint: 'f' };
  const reasons = [{ message, path, line: 3, finding }];
  const place = { path, line: 3, column: 1, endLine: 3, endColumn: 2 };
  const found = { ...finding, ...place, message, function: null, confidence: 'certain' } as const;
  return { waveId, verdict: 'fail', reasons, findings: [{ ...found, status: 'existing', level: 'error' }] };
}

const shown = (one: Board, trend: Parameters<typeof boardBody>[1]['trend'] = []): string =>
  boardBody(one, { repositoryUrl: URL, defaultBranch: 'main', trend });

test.each<[string, Given, string]>([
  ['nothing', {}, 'w8: 0 of 4 steps merged'],
  [
    'some of it',
    { pulls: [...DONE.slice(0, 2), pull(3, 'b-step1', OPEN)] },
    'w8: 2 of 4 steps merged, 1 open',
  ],
  ['stacked', { pulls: [pull(1, 'a-step1', STACKED)] }, 'w8: 0 of 4 steps merged, 1 waiting for promotion'],
  ['reverted', { pulls: [pull(1, 'a-step1', REVERTED)] }, 'w8: 0 of 4 steps merged, 1 reverted'],
  ['regressed', { pulls: DONE, closures: { a: left('a') } }, 'w8: 4 of 4 steps merged, 1 wave regressed'],
  [
    'both regressed',
    { pulls: DONE, closures: { a: left('a'), b: left('b') } },
    'w8: 4 of 4 steps merged, 2 waves regressed',
  ],
  ['all', { pulls: DONE }, 'w8 is done: 4 of 4 steps merged'],
])('the headline of %s', (_, given, expected) => {
  expect(boardHeadline(board(given))).toBe(expected);
});

test('an open step says what its check run says', () => {
  const standings = { 3: { title: 'w8a step 1: 1 of 5 gates fails: scope', conclusion: 'failure' } };
  const body = shown(board({ pulls: [pull(3, 'a-step1', OPEN)], standings }));
  expect(body).toContain(`open [#3](${URL}/pull/3)<br>w8a step 1: 1 of 5 gates fails: scope |`);
  expect(body).toContain('failing"]:::failing');
});

test('what came back is linked where it stands on the default branch', () => {
  const body = shown(board({ pulls: DONE, closures: { a: left('a') } }));
  expect(body).toContain('### Regressed');
  expect(body).toContain(`${URL}/blob/main/a/x.rs#L3`);
});

test('the same board is the same text', () => {
  expect(shown(board({ pulls: DONE }))).toBe(shown(board({ pulls: [...DONE].reverse() })));
});

describe('the picture', () => {
  const arrows = (program: Program): string[] =>
    shown(board({ program }))
      .match(/^ {2}w\d+ --> w\d+$/gm)
      ?.map((line) => line.trim()) ?? [];

  test.each([
    ['waves in order', programOf(wave('a') + wave('b') + wave('c')), ['w0 --> w1', 'w1 --> w2']],
    [
      'waves that name those before them',
      programOf(wave('a') + wave('b', ', after: []') + wave('c', ', after: [a, b]')),
      ['w0 --> w2', 'w1 --> w2'],
    ],
    ['no order', programOf(wave('a') + wave('b'), 'order: none\n'), []],
    ['steps alone', programOf(wave('a') + wave('b'), 'order: steps\n'), []],
  ])('%s', (_, program, expected) => {
    expect(arrows(program)).toEqual(expected);
  });

  test.each([
    [40, true],
    [41, false],
  ])('of %i waves: %p', (count, drawn) => {
    const waves = Array.from({ length: count }, (_, index) => wave(`w${index}`)).join('');
    expect(shown(board({ program: programOf(waves) })).includes('flowchart LR')).toBe(drawn);
  });

  test('a label holds nothing that Mermaid reads', () => {
    expect(label('end "x" <b> #1; %% `y` [z]')).toBe(
      'end #34;x#34; #60;b#62; #35;1#59; #37;#37; #96;y#96; #91;z#93;',
    );
    fc.assert(
      fc.property(hostile, (text) => {
        expect(label(text)).toMatch(/^(?:[\p{L}\p{N} .,/()_…-]|#\d+;)*$/u);
      }),
    );
  });
});

describe('the findings left', () => {
  const point = (name: string, a: number, b: number) => ({
    label: name,
    left: new Map([
      ['a', a],
      ['b', b],
    ]),
  });

  test('a line for each wave, and the same in numbers', () => {
    const body = shown(board(), [point('#1', 3, 2), point('#2', 0, 2), point('now', 0, 1)]);
    expect(body).toContain(
      '  x-axis ["#1", "#2", "now"]\n  y-axis "findings" 0 --> 3\n  line [3, 0, 0]\n  line [2, 2, 1]',
    );
    expect(body).toContain('🟦 `a` · 🟧 `b`');
    expect(body).toContain('| `b` | 2 | 2 | 1 |');
  });

  test('one point is no line', () => {
    expect(shown(board(), [point('now', 1, 1)])).not.toContain('xychart');
  });

  test('more waves than colours are told together', () => {
    const ids = Array.from({ length: 8 }, (_, index) => `w${index}`);
    const at = (n: number) => ({ label: `#${n}`, left: new Map(ids.map((id) => [id, n])) });
    const program = programOf(ids.map((id) => wave(id)).join(''));
    expect(shown(board({ program }), [at(2), at(1)])).toContain('  line [16, 8]\n```');
  });
});

test('nothing of the repository breaks the board, mentions anybody or brings HTML', () => {
  const own =
    /^<\/?(table|thead|tbody|tr|th|td|h2|h3|p|ol|ul|li|code|br|em|pre|details|summary)( class="language-mermaid")?>$|^<a href="https:\/\/github\.com\/acme\/widgets\/[^"]*">$|^<\/a>$/;
  fc.assert(
    fc.property(hostile, hostile, hostile, (title, message, path) => {
      const waves = Object.fromEntries(
        Object.entries(TWO.waves).map(([id, one]) => [id, { ...one, title: title || 'x' }]),
      );
      const item = { item: title || 'x', by: 'closures' as const, artifacts: [] };
      const program: Program = { ...TWO, title: title || 'x', waves, done: [item] };
      const standings = { 4: { title: message, conclusion: 'failure' } };
      const pulls = [...DONE.slice(0, 2), pull(4, 'b-step1', OPEN)];
      const closures = { a: left('a', message, path || 'x') };
      const html = markdown.render(shown(board({ program, pulls, standings, closures })));
      expect(foreignTags(html, own)).toEqual([]);
      expect(looseText(html)).not.toMatch(MENTION);
    }),
    { numRuns: 60 },
  );
});

test('a board that is too long for an issue is cut, and says so', () => {
  const waves = Array.from({ length: 1_000 }, (_, index) => wave(`w${index}`)).join('');
  const body = shown(board({ program: programOf(waves, 'done: [{ item: all, by: steps }]\n') }));
  expect(body.length).toBeLessThan(LIMIT - 100);
  expect(body).toContain('`wavegate status` prints all of it');
  expect(shown(board())).not.toContain('prints all of it');
});
