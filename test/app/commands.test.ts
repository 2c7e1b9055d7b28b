import { ASYNC, RUNNER, type Stage, stage, UNORDERED } from './stage.js';
import { say as sayTo } from './talk.js';

let on: Stage;
let pull: number;
/** A clock on which a comment takes two minutes, so that nobody is over the rate by chance. */
let minutes = 0;
let pace = 2;
const now = (): string => new Date(Date.UTC(2026, 1, 18) + minutes * 60_000).toISOString();
beforeAll(async () => {
  on = await stage(undefined, () => now());
  await on.scene({ '.github/wavegate.yml': UNORDERED });
  pull = await on.open('codex/wave8c-step3-async-io-close', { [RUNNER]: ASYNC });
  await on.settle();
});
afterAll(() => on.close());

async function say(body: string, author = 'ada', number = pull) {
  minutes += pace;
  const { reactions, replies } = await sayTo(on, number, body, author);
  return { reactions, replies };
}

const evaluations = (): number => on.log().match(/evaluation ended/g)?.length ?? 0;

describe('a comment', () => {
  test('that asks for a recheck gets one, and reactions that say so', async () => {
    const before = evaluations();
    expect(await say('Fixed.\n\n/wave8 recheck')).toEqual({ reactions: ['eyes', 'rocket'], replies: [] });
    expect(evaluations()).toBe(before + 1);
    const { checkRuns } = await on.repo.pullRequest(pull);
    expect(checkRuns).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
  });

  test('that asks for a recheck finds a push whose webhook was lost', async () => {
    on.hub.setDeliverySwitches({ lose: () => true });
    await on.repo.commit({
      branch: 'codex/wave8c-step3-async-io-close',
      message: 'More',
      files: { 'docs/note.md': 'x' },
    });
    await on.settle();
    on.hub.setDeliverySwitches({ lose: () => false });
    expect((await on.repo.pullRequest(pull)).checkRuns).toEqual([]);
    expect((await say('/wave8 recheck')).reactions).toEqual(['eyes', 'rocket']);
    expect((await on.repo.pullRequest(pull)).checkRuns).toMatchObject([{ conclusion: 'success' }]);
  });

  test('that asks for help gets it', async () => {
    const { reactions, replies } = await say('/wave8 help');
    expect(reactions).toEqual(['eyes', 'rocket']);
    expect(replies).toEqual([expect.stringContaining('`/wave8 recheck`')]);
  });

  test('that names the program alone gets the help', async () => {
    expect((await say('/wave8')).replies).toEqual([expect.stringContaining('`/wave8 help`')]);
  });

  test('with an unknown command gets the help, and can inject nothing with it', async () => {
    const { reactions, replies } = await say('/wave8 <img/src=x>@bob');
    expect(reactions).toEqual(['eyes', 'confused']);
    expect(replies).toEqual([expect.stringContaining('There is no command `/wave8 <img/src=x>@bob`')]);
    expect(replies[0]).toContain('`/wave8 recheck`');
  });

  test('that calls another bot is left alone', async () => {
    expect(await say('/retest\n/lgtm please')).toEqual({ reactions: [], replies: [] });
  });

  test('with the command in code or in a quote is left alone', async () => {
    expect(await say('```\n/wave8 recheck\n```\n> /wave8 recheck')).toEqual({ reactions: [], replies: [] });
  });

  test('of a bot is left alone', async () => {
    on.hub.createApp({ slug: 'other' });
    expect(await say('/wave8 recheck', 'other[bot]')).toEqual({ reactions: [], replies: [] });
  });

  test('that is edited into a command is left alone', async () => {
    const id = await on.repo.comment(pull, { author: 'ada', body: 'hello' });
    await on.repo.editComment(id, { body: '/wave8 recheck', by: 'ada' });
    await on.settle();
    const { comments } = await on.repo.pullRequest(pull);
    expect(comments.find((comment) => comment.id === id)?.reactions).toEqual([]);
  });

  test('on a closed pull request is told so', async () => {
    const closed = await on.open('codex/wave8c-step2-closed', { [RUNNER]: ASYNC });
    await on.repo.closePullRequest(closed);
    await on.settle();
    const { reactions, replies } = await say('/wave8 recheck', 'ada', closed);
    expect(reactions).toEqual(['eyes', 'confused']);
    expect(replies).toEqual([expect.stringContaining('is closed')]);
  });

  test('with several commands gets all of them', async () => {
    const { reactions, replies } = await say('/wave8 recheck\n/wave8 help');
    expect(reactions).toEqual(['eyes', 'rocket']);
    expect(replies).toHaveLength(1);
  });
});

describe('more comments than anybody needs', () => {
  const help = async (author: string, number = pull) => say('/wave8 help', author, number);

  test('are told so once, and then only by a reaction, until time has passed', async () => {
    minutes += 60;
    pace = 0;
    for (let n = 0; n < 10; n += 1) expect((await help('finn')).replies).toHaveLength(1);
    const eleventh = await help('finn');
    expect(eleventh.reactions).toEqual(['eyes', 'confused']);
    expect(eleventh.replies).toEqual([expect.stringContaining('more than 10 commands in 10 minutes')]);
    expect(await help('finn')).toEqual({ reactions: ['eyes', 'confused'], replies: [] });
    expect((await help('other')).reactions).toEqual(['eyes', 'rocket']);
    minutes += 10;
    expect((await help('finn')).reactions).toEqual(['eyes', 'rocket']);
    pace = 2;
  });

  test('in one comment are not all carried out', async () => {
    const body = Array.from({ length: 30 }, (_, n) => `/wave8 nonsense${n}`).join('\n');
    const { replies } = await say(body, 'grace');
    expect(replies).toHaveLength(11);
  });
});

describe('when GitHub stumbles', () => {
  test('over a command, the comment is told, and another command works', async () => {
    let broken = true;
    on.fault(async (request, proceed) =>
      broken && /\/compare\//.test(request.url.pathname)
        ? { status: 502, headers: {}, body: { message: 'Server Error' } }
        : proceed(),
    );
    const { reactions, replies } = await say('/wave8 status\n/wave8 help');
    expect(reactions).toEqual(['eyes', 'confused']);
    expect(replies).toEqual([
      expect.stringContaining('That could not be done'),
      expect.stringContaining('| Command |'),
    ]);
    broken = false;
    expect((await say('/wave8 status')).reactions).toEqual(['eyes', 'rocket']);
  });

  test('after a reply took effect, it is not given twice', async () => {
    let lost = 0;
    on.fault(async (request, proceed) => {
      const reply = await proceed();
      const isReply = request.method === 'POST' && /\/issues\/\d+\/comments$/.test(request.url.pathname);
      if (!isReply || lost > 0) return reply;
      lost += 1;
      return { status: 502, headers: {}, body: { message: 'Server Error' } };
    });
    expect((await say('/wave8 help')).replies).toHaveLength(1);
    expect(lost).toBe(1);
  });

  test('before the last reaction, a comment that comes again is answered whole, and not twice', async () => {
    let cut = true;
    on.fault(async (request, proceed) =>
      cut && request.method === 'POST' && String(request.body).includes('rocket')
        ? { status: 403, headers: {}, body: { message: 'Forbidden' } }
        : proceed(),
    );
    const first = await say('/wave8 help');
    expect(first).toMatchObject({ reactions: ['eyes'], replies: [expect.any(String)] });
    cut = false;
    const delivery = on.hub.deliveries.filter(({ event }) => event === 'issue_comment').at(-2)!;
    on.hub.redeliver(delivery);
    await on.settle();
    const { comments } = await on.repo.pullRequest(pull);
    expect(comments.filter(({ body }) => body === first.replies[0])).toHaveLength(1);
    expect(comments.at(-2)?.reactions.map(({ content }) => content)).toEqual(['eyes', 'rocket']);
  });
});
