import { proposalThread } from '../../src/app/proposal-thread.js';
import { ProposalUnreadable, readProposal } from '../../src/program/proposal.js';
import { loadShipped } from '../../src/program/shipped.js';
import { programWith } from '../gates/pull-request.js';

const HEAD = programWith().slice(0, programWith().indexOf('waves:'));
const STEPS = 'steps: { 1: { title: F, kind: freeze, allow: [a] } }';

/** Each template passes its text on twice: forty of them would make a text of a terabyte. */
const doubling = [
  HEAD,
  'templates:\n  waves:\n',
  `    t0: { parameters: { p: }, title: '{p}', ${STEPS} }\n`,
  ...Array.from(
    { length: 40 },
    (_, i) => `    t${i + 1}: { parameters: { p: }, from: t${i}, with: { p: '{p}{p}' } }\n`,
  ),
  'waves:\n  w: { from: t40, with: { p: aaaaaaaaaa } }\n',
].join('');

/** A list of thousands in a template, for thousands of waves. */
const multiplying = [
  HEAD,
  'templates:\n  waves:\n    t:\n      title: T\n      steps: { 1: { title: F, kind: freeze, allow: [',
  Array.from({ length: 20_000 }, (_, i) => `a${i}`).join(', '),
  '] } }\nwaves:\n',
  ...Array.from({ length: 10_000 }, (_, i) => `  w${i}: { from: t }\n`),
].join('');

const asked = (text: string, before = programWith()) => ({
  before: [{ path: '.github/wavegate.yml', text: before }],
  after: [{ path: '.github/wavegate.yml', text }],
  branch: 'feature/x',
});

test.each([
  ['valid', programWith({ mode: 'report-only' })],
  ['not valid', 'program: ['],
])('what is %s is read as it is in this thread', async (_what, text) => {
  expect(await proposalThread()(asked(text))).toEqual(readProposal(asked(text), loadShipped()));
});

test.each<[what: string, text: string, megabytes: number, milliseconds: number, says: RegExp]>([
  ['a text that doubles in each template', doubling, 400, 60_000, /cannot be read|MB of memory/u],
  ['a template that makes much of little', multiplying, 64, 60_000, /more than 64 MB of memory/u],
  ['what takes too long', multiplying, 4_000, 300, /more than 0\.3 seconds/u],
])('%s is refused, and costs this process nothing', async (_what, text, megabytes, milliseconds, says) => {
  const reading = proposalThread({ megabytes, milliseconds })(asked(text));
  await expect(reading).rejects.toThrow(ProposalUnreadable);
  await expect(reading).rejects.toThrow(says);
});

test('who asks may stop it, at once or later', async () => {
  const controller = new AbortController();
  const reading = proposalThread()(asked(multiplying), controller.signal);
  controller.abort(new Error('superseded'));
  await expect(reading).rejects.toThrow('superseded');
  await expect(proposalThread()(asked(programWith()), controller.signal)).rejects.toThrow('superseded');
});

test('a thread that does not come up is no mistake of the files', async () => {
  const missing = new URL('./no-such-worker.js', import.meta.url);
  const reading = proposalThread({ megabytes: 64, milliseconds: 60_000 }, missing)(asked(programWith()));
  await expect(reading).rejects.toThrow(/no-such-worker/u);
  await expect(reading).rejects.not.toThrow(ProposalUnreadable);
});
