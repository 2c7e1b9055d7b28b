import { setTimeout as sleep } from 'node:timers/promises';
import { ASYNC, RUNNER, type Stage, stage, UNORDERED } from './stage.js';
import { audit, checkOf, say } from './talk.js';

const BRANCH = 'codex/wave8c-step2-async-io';
const NOW = '2026-02-18T12:00:00Z';
let now = NOW;
let clock = (): string => now;
let on: Stage;
let pull: number;
beforeAll(async () => {
  on = await stage(undefined, () => clock());
});
beforeEach(async () => {
  now = NOW;
  clock = () => now;
  await on.scene({ '.github/wavegate.yml': UNORDERED });
  on.hub.user('mara');
  on.repo.setAccess('mara', 'write');
  on.repo.setAccess('ada', 'read');
  pull = await on.open(BRANCH, { [RUNNER]: ASYNC, 'notes.txt': 'x' });
  await on.settle();
});
afterAll(() => on.close());

const push = async (files: Record<string, string>): Promise<void> => {
  await on.repo.commit({ branch: BRANCH, message: 'More', files });
  await on.settle();
};

describe('a waiver', () => {
  test('turns the check green, says who, why and what, and is the reply', async () => {
    expect((await checkOf(on, pull)).conclusion).toBe('failure');
    const { reactions, replies } = await say(on, pull, '/wave8 waive scope The notes are mine.', 'mara');
    expect(reactions).toEqual(['eyes', 'rocket']);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain('`scope` is waived by `mara`');
    const { conclusion, summary } = await checkOf(on, pull);
    expect(conclusion).toBe('success');
    expect(summary).toContain('1 gate is waived');
    expect(summary).toMatch(
      /\| `scope` \| `mara` \| The notes are mine\. \| until the failure changes \| \[`\w+`\]\(http/,
    );
  });

  test('goes on over a push that leaves the failure as it is, and ends with one that does not', async () => {
    await say(on, pull, '/wave8 waive scope Mine.', 'mara');
    await push({ 'crates/assay-core/src/more.rs': 'fn a() {}\n' });
    expect((await checkOf(on, pull)).conclusion).toBe('success');
    await push({ 'other.txt': 'x' });
    const { conclusion, summary } = await checkOf(on, pull);
    expect(conclusion).toBe('failure');
    expect(summary).toContain('The waiver of `scope` by `mara` has ended');
  });

  test('ends after its last day', async () => {
    const { replies } = await say(on, pull, '/wave8 waive scope until 2026-02-19 Mine.', 'mara');
    expect(replies[0]).toContain('until 2026-02-19 (UTC, that day included)');
    now = '2026-02-19T23:59:59Z';
    await say(on, pull, '/wave8 recheck');
    expect((await checkOf(on, pull)).conclusion).toBe('success');
    now = '2026-02-20T00:00:00Z';
    await say(on, pull, '/wave8 recheck');
    expect((await checkOf(on, pull)).conclusion).toBe('failure');
  });

  test('is taken back, by edit of the reply that gave it', async () => {
    await say(on, pull, '/wave8 waive scope Mine.', 'mara');
    const { reactions, replies } = await say(on, pull, '/wave8 unwaive scope', 'mara');
    expect(reactions).toEqual(['eyes', 'rocket']);
    expect(replies).toHaveLength(1);
    expect((await checkOf(on, pull)).conclusion).toBe('failure');
    const { comments } = await on.repo.pullRequest(pull);
    expect(comments[1]?.body).toContain('was taken back by `mara`');
    expect(comments[1]?.body).not.toContain('digest');
  });

  test('goes with the reply, at once', async () => {
    await say(on, pull, '/wave8 waive scope Mine.', 'mara');
    const [, reply] = (await on.repo.pullRequest(pull)).comments;
    const address = `${on.hub.url}/repos/${on.repo.fullName}/issues/comments/${reply!.id}`;
    const authorization = `token ${on.hub.user('mara')}`;
    const { status } = await fetch(address, { method: 'DELETE', headers: { authorization } });
    expect(status).toBe(204);
    await on.settle();
    expect((await checkOf(on, pull)).conclusion).toBe('failure');
  });

  test('is not given twice by a webhook that comes twice', async () => {
    await say(on, pull, '/wave8 waive scope Mine.', 'mara');
    const before = await on.repo.pullRequest(pull);
    const delivery = on.hub.deliveries.filter(({ event }) => event === 'issue_comment').at(-1)!;
    await on.restart();
    on.hub.redeliver(delivery);
    await on.settle();
    const after = await on.repo.pullRequest(pull);
    expect(after.comments).toEqual(before.comments);
    expect((await checkOf(on, pull)).conclusion).toBe('success');
  });

  test('survives a restart', async () => {
    await say(on, pull, '/wave8 waive scope Mine.', 'mara');
    await on.restart();
    await say(on, pull, '/wave8 recheck');
    expect((await checkOf(on, pull)).conclusion).toBe('success');
  });

  test('of a rule and of a fingerprint', async () => {
    await push({
      'crates/assay-core/src/engine/more.rs': `${ASYNC}\npub async fn b() { std::fs::read("x").ok(); }\n`,
    });
    await say(on, pull, '/wave8 waive scope Mine.', 'mara');
    expect((await checkOf(on, pull)).title).toContain('drift');
    await say(on, pull, '/wave8 waive blocking-io-in-async It is a test double.', 'mara');
    expect((await checkOf(on, pull)).conclusion).toBe('success');
  });
});

describe('a waiver that runs out', () => {
  const DAY = 86_400_000;
  const lastMoment = (): { day: string; end: number } => {
    const end = Math.ceil(Date.now() / DAY) * DAY;
    return { day: new Date(end - 1).toISOString().slice(0, 10), end };
  };

  test('has the pull request judged again at that moment', async () => {
    const { day, end } = lastMoment();
    const begun = Date.now();
    clock = () => new Date(end - 3_000 + (Date.now() - begun)).toISOString();
    await say(on, pull, `/wave8 waive scope until ${day} Mine.`, 'mara');
    expect((await checkOf(on, pull)).conclusion).toBe('success');
    await until(async () => (await checkOf(on, pull)).conclusion === 'failure');
  });

  test('while the app was away is found at its next start, and once', async () => {
    const { day, end } = lastMoment();
    clock = () => new Date(end - 3_600_000).toISOString();
    await say(on, pull, `/wave8 waive scope until ${day} Mine.`, 'mara');
    expect((await checkOf(on, pull)).conclusion).toBe('success');
    clock = () => new Date(end + 1_000).toISOString();
    await on.restart();
    await on.settle();
    expect((await checkOf(on, pull)).conclusion).toBe('failure');
  });
});

/** Waits, ten seconds at most, until it holds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('It did not come about in time.');
    await sleep(50);
  }
}

describe('nobody makes one', () => {
  const given = async (): Promise<string> => {
    const { replies } = await say(on, pull, '/wave8 waive scope Mine.', 'mara');
    await say(on, pull, '/wave8 unwaive scope', 'mara');
    expect((await checkOf(on, pull)).conclusion).toBe('failure');
    return replies[0]!;
  };

  test.each(['ada', 'mara'])('by a copy of the reply, whoever writes it: %s', async (author) => {
    const body = await given();
    await on.repo.comment(pull, { author, body });
    await say(on, pull, '/wave8 recheck');
    expect((await checkOf(on, pull)).conclusion).toBe('failure');
  });

  test('by a copy on another pull request', async () => {
    const body = await given();
    const other = await on.open('codex/wave8c-step2-other', { [RUNNER]: ASYNC, 'notes.txt': 'x' });
    await on.settle();
    const { replies } = await say(on, other, '/wave8 help');
    const reply = (await on.repo.pullRequest(other)).comments.find((one) => one.body === replies[0])!;
    await on.repo.editComment(reply.id, { body, by: 'mara' });
    await say(on, other, '/wave8 recheck');
    expect((await checkOf(on, other)).conclusion).toBe('failure');
  });

  test('by an edit of a reply of the app', async () => {
    await say(on, pull, '/wave8 waive scope until 2026-02-19 Mine.', 'mara');
    const [, reply] = (await on.repo.pullRequest(pull)).comments;
    const body = reply!.body.replaceAll('2026\\u002d02\\u002d20', '2036\\u002d02\\u002d20');
    expect(body).not.toBe(reply!.body);
    await on.repo.editComment(reply!.id, { body, by: 'mara' });
    await on.settle();
    expect((await checkOf(on, pull)).conclusion).toBe('failure');
  });

  test('by another bot', async () => {
    const body = await given();
    on.hub.createApp({ slug: 'other' });
    await on.repo.comment(pull, { author: 'other[bot]', body });
    await say(on, pull, '/wave8 recheck');
    expect((await checkOf(on, pull)).conclusion).toBe('failure');
  });
});

describe('is refused', () => {
  test.each([
    ['to whoever may not write', 'ada', '/wave8 waive scope Mine.', 'GitHub says that `ada` may not'],
    ['to whoever may not write', 'ada', '/wave8 unwaive scope', 'GitHub says that `ada` may not'],
    ['without a target', 'mara', '/wave8 waive', 'Name what is to be waived'],
    ['without a reason', 'mara', '/wave8 waive scope', 'needs a reason'],
    ['with dots for a reason', 'mara', '/wave8 waive scope …', 'needs a reason'],
    ['without a reason behind the date', 'mara', '/wave8 waive scope until 2026-03-01', 'needs a reason'],
    ['until no day', 'mara', '/wave8 waive scope until 2026-02-30 Mine.', 'is no date'],
    ['until yesterday', 'mara', '/wave8 waive scope until 2026-02-17 Mine.', 'is over'],
    ['for what does not fail', 'mara', '/wave8 waive drift Mine.', 'What fails now: `scope`'],
    ['for what does not exist', 'mara', '/wave8 waive scoop Mine.', 'Did you mean `scope`?'],
    ['for the name of the branch', 'mara', '/wave8 waive branch Mine.', 'cannot be waived'],
    ['for what is not waived', 'mara', '/wave8 unwaive scope', 'is not waived'],
  ])('%s (%s: %s)', async (_, author, body, words) => {
    const { reactions, replies } = await say(on, pull, body, author);
    expect(reactions).toEqual(['eyes', 'confused']);
    expect(replies).toEqual([expect.stringContaining(words)]);
    expect((await checkOf(on, pull)).conclusion).toBe('failure');
  });

  test('a right that was taken away is gone at once', async () => {
    on.repo.setAccess('mara', 'triage');
    expect((await say(on, pull, '/wave8 waive scope Mine.', 'mara')).reactions).toEqual(['eyes', 'confused']);
  });
});

test('every command leaves one line of audit, without what was written', async () => {
  await say(on, pull, '/wave8 waive scope A secret reason.\n/wave8 help', 'mara');
  await say(on, pull, '/wave8 waive scope Another one.', 'ada');
  expect(audit(on)).toMatchObject([
    { command: 'waive', by: 'mara', outcome: 'evaluate', target: 'scope', pull },
    { command: 'help', by: 'mara', outcome: 'done' },
    { command: 'waive', by: 'ada', outcome: 'refused', repository: on.repo.fullName },
  ]);
  expect(on.log()).not.toMatch(/secret reason|Another one/);
});
