import { BRANCHES, type FileSpec, type Files, gate, programWith, words } from './pull-request.js';

const PATH = 'docs/inventory.md';
const document = `[{ path: ${PATH}, headings: [Call sites, '*metrics*'] }]`;
const script = '[{ path: scripts/review.sh, executable: true }]';
const good = '# Inventory\n\n## Call sites\n\n- a.rs:1\n\n## Latency metrics\n\np99\n';

const documents: readonly [name: string, spec: FileSpec | null, says: RegExp | null][] = [
  ['whole', good, null],
  ['missing', null, /`docs\/inventory\.md` is missing.*Add/u],
  ['empty', '', /is empty/u],
  ['blank', ' \n\t\r\n\u00a0\ufeff', /is empty/u],
  ['a byte order mark', `\ufeff${good}`, null],
  ['a symbolic link', { text: 'other.md', mode: '120000' }, /symbolic link/u],
  ['a submodule', { mode: '160000' }, /submodule/u],
  ['not UTF-8', { bytes: Uint8Array.of(0x23, 0x20, 0xff, 0xfe) }, /not UTF-8/u],
  ['without a heading', '# Inventory\n\n## Latency metrics\n', /no heading "Call sites"/u],
  ['without both', '# Inventory\n', /"Call sites"[\s\S]*metrics/u],
  ['text in place of a heading', 'Call sites\n\nLatency metrics\n', /Call sites/u],
  ['a heading without blank', '##Call sites\n## metrics\n', /Call sites/u],
  ['seven signs', '####### Call sites\n## metrics\n', /Call sites/u],
  ['other levels', '# Call sites\n###### Metrics\n', null],
  ['closing signs', '## Call sites ##\n## metrics #\n', null],
  ['underlined', 'Call sites\n==========\n\nThe metrics\n---\n', null],
  ['underlined list entry', '- Call sites\n---\n## metrics\n', /Call sites/u],
  ['line under a blank line', 'Call sites\n\n---\n## metrics\n', /Call sites/u],
  ['case, emphasis, code and a colon', '## **call** `SITES`:\n## Some _metrics_ here\n', null],
  ['a link', '## [Call sites](#here)\n## metrics\n', null],
  ['in a fence', '```\n## Call sites\n```\n## metrics\n', /Call sites/u],
  ['in a fence of tildes', '~~~md\n## Call sites\n```\n~~~\n## metrics\n', /Call sites/u],
  ['in a longer fence', '````\n```\n## Call sites\n````\n## metrics\n', /Call sites/u],
  ['in a fence without end', '## metrics\n```\n## Call sites\n', /Call sites/u],
  ['past a fence', '```\ncode\n```\n## Call sites\n## metrics\n', null],
  ['in a comment', '<!--\n## Call sites\n-->\n## metrics\n', /Call sites/u],
  ['past a comment', '<!-- note -->\n## Call sites\n## metrics\n', null],
  ['in indented code', '    ## Call sites\n## metrics\n', /Call sites/u],
  ['indented by three', '   ## Call sites\n## metrics\n', null],
  ['in front matter', '---\n# Call sites\n---\n## metrics\n', /Call sites/u],
  ['past front matter', '---\ntitle: x\n---\n## Call sites\n## metrics\n', null],
  ['lines that end with CR LF', '## Call sites\r\n\r\n## metrics\r\n', null],
  ['only a part of the heading', '## Call sites of today\n## metrics\n', /Call sites/u],
];

test.each(documents)('a document %s', async (_name, spec, says) => {
  const after: Files = spec === null ? {} : { [PATH]: spec };
  const result = await gate('artifacts', {
    branch: BRANCHES.freeze,
    program: programWith({ artifacts: document }),
    after,
  });
  expect(result.verdict).toBe(says === null ? 'pass' : 'fail');
  if (says !== null) expect(words(result)).toMatch(says);
});

const scripts: readonly [name: string, files: Files, says: RegExp | null][] = [
  ['executable', { 'scripts/review.sh': { text: '#!/bin/sh', mode: '100755' } }, null],
  ['not executable', { 'scripts/review.sh': '#!/bin/sh' }, /not executable.*chmod=\+x/u],
  ['empty and not executable', { 'scripts/review.sh': '' }, /empty[\s\S]*not executable/u],
  ['a folder', { 'scripts/review.sh/run': 'x' }, /is a folder/u],
  ['in other case', { 'scripts/Review.sh': 'x' }, /there is `scripts\/Review\.sh`/u],
];

test.each(scripts)('a script %s', async (_name, after, says) => {
  const result = await gate('artifacts', {
    branch: BRANCHES.change,
    program: programWith({ artifacts: script }),
    after,
  });
  expect(result.verdict).toBe(says === null ? 'pass' : 'fail');
  if (says !== null) expect(words(result)).toMatch(says);
});

test('what is missing is begun by one command, which is named once', async () => {
  const artifacts = '[{ path: docs/a.md }, { path: docs/b.md }, { path: docs/c.md }]';
  const program = programWith({ artifacts });
  const result = await gate('artifacts', { branch: BRANCHES.freeze, program, after: { 'docs/a.md': '' } });
  expect(result.reasons.map(({ next }) => next)).toEqual([
    'Write it.',
    expect.stringMatching(/^Add `docs\/b\.md`\. .*wavegate scaffold/u),
    'Add `docs/c.md`.',
  ]);
});

test('a document that was there before counts, changed or not', async () => {
  const files = { [PATH]: good };
  const given = {
    branch: BRANCHES.freeze,
    program: programWith({ artifacts: document }),
    before: files,
    after: files,
  };
  expect((await gate('artifacts', given)).verdict).toBe('pass');
});

test('a step that asks for nothing passes and says so', async () => {
  const result = await gate('artifacts', { branch: BRANCHES.freeze });
  expect(result).toMatchObject({
    verdict: 'pass',
    reasons: [{ message: expect.stringMatching(/no document/u) }],
  });
});
