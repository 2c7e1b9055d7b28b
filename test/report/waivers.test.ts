import fc from 'fast-check';
import type { Failure } from '../../src/gates/gate.js';
import { bytes } from '../../src/report/blocks.js';
import { renderCheckRun } from '../../src/report/check-run.js';
import { checkJson } from '../../src/report/json.js';
import { checkText } from '../../src/report/text.js';
import { takenBackReply, waiverReply } from '../../src/report/waivers.js';
import type { Waiver } from '../../src/snapshot/facts.js';
import { foreignTags, hostile, looseText, MENTION, markdown, REFERENCE } from './hostile.js';
import { evaluation, finding, gate, HEAD, RULES, URL_OF_PULL } from './subjects.js';

const WAIVER: Waiver = {
  target: 'closure',
  digest: '0123456789abcdef',
  by: 'mara',
  reason: 'A test double.',
  headSha: HEAD,
  until: '2026-03-02T00:00:00.000Z',
  url: `${URL_OF_PULL}#issuecomment-9`,
};

const WAIVED = evaluation({
  gates: [
    gate({
      gate: 'closure',
      reasons: [{ message: '`closure` is waived by `mara`' }],
      findings: [finding({ waivedBy: 'mara' })],
      waivers: [WAIVER],
    }),
  ],
});

const render = (change: Partial<Waiver> = {}) =>
  renderCheckRun(
    { ...WAIVED, gates: WAIVED.gates.map((one) => ({ ...one, waivers: [{ ...WAIVER, ...change }] })) },
    { rules: RULES, pullRequestUrl: URL_OF_PULL, command: 'wave8', programFiles: new Set() },
  );

describe('the check run', () => {
  test('shows who waived what, why, until when, and where', () => {
    const { output } = render();
    expect(output.summary).toContain('All gates of `wave8c step 3` are met or waived: **1 gate is waived**.');
    expect(output.summary).toContain('✅&nbsp;pass, waived');
    expect(output.summary).toContain(
      `| \`closure\` | \`mara\` | A test double. | until 2026-03-01 (UTC, that day included), or until the failure changes | [\`1234567890\`](${WAIVER.url}) |`,
    );
    expect(output.text).toContain('waived by `mara`');
  });

  test('notes a waived finding and does not fail by it', () => {
    expect(render().annotations).toMatchObject([
      { level: 'notice', message: expect.stringContaining('(waived by mara)') },
    ]);
  });

  test('can be broken by nothing that a waiver says', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (reason, by, url) => {
        const { summary } = render({ reason, by, url }).output;
        const html = markdown.render(summary);
        expect(looseText(html)).not.toMatch(MENTION);
        expect(looseText(html)).not.toMatch(REFERENCE);
        expect(foreignTags(html, /^<\/?(p|strong|em|code|table|thead|tbody|tr|th|td|br|a)\b/)).toEqual([]);
        expect(html.match(/<tr>/g)).toHaveLength(4);
      }),
    );
  });
});

test('JSON has waivers where there are some, and only there', () => {
  const [closure] = JSON.parse(checkJson(WAIVED)).gates;
  expect(closure.waivers).toEqual([
    {
      target: 'closure',
      by: 'mara',
      reason: 'A test double.',
      head: HEAD,
      until: WAIVER.until,
      url: WAIVER.url,
    },
  ]);
  expect(closure.findings[0].waivedBy).toBe('mara');
  expect(Object.keys(JSON.parse(checkJson(evaluation())).gates[0])).toEqual([
    'gate',
    'verdict',
    'reasons',
    'findings',
  ]);
});

test('the text for the terminal says it, with the address', () => {
  const text = checkText(WAIVED, { colour: false, width: 100 });
  expect(text).toContain('is waived by `mara`');
  expect(text).toContain(WAIVER.url);
  expect(text).toMatch(/waived .*blocks in the async/);
});

describe('a reply', () => {
  const failure = (message: string): Failure => ({
    key: 'a',
    rule: null,
    fingerprint: null,
    message,
    waivable: true,
  });

  test('can be broken by nothing that people or repositories named', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (reason, by, message) => {
        for (const body of [
          waiverReply({ ...WAIVER, reason, by }, [failure(message)], 'wave8'),
          takenBackReply({ ...WAIVER, reason, by }, by),
        ]) {
          const html = markdown.render(body);
          expect(looseText(html)).not.toMatch(MENTION);
          expect(looseText(html)).not.toMatch(REFERENCE);
          expect(foreignTags(html, /^<\/?(p|code|ul|li|br)\b/)).toEqual([]);
        }
      }),
    );
  });

  test('fits, however much it covers', () => {
    const many = Array.from({ length: 3_000 }, (_, n) => failure(`${n} ${'|'.repeat(400)}`));
    const reply = waiverReply({ ...WAIVER, reason: '😀'.repeat(500) }, many, 'wave8');
    expect(reply).toContain('and 2980 more');
    expect(bytes(reply)).toBeLessThan(30_000);
  });
});
