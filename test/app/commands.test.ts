import { ASYNC, RUNNER, type Stage, stage } from './stage.js';

let on: Stage;
let pull: number;
beforeAll(async () => {
  on = await stage();
  pull = await on.open('codex/wave8c-step3-async-io-close', { [RUNNER]: ASYNC });
  await on.settle();
});
afterAll(() => on.close());

/** Comments, settles, and gives the reactions to the comment with the replies that followed. */
async function say(body: string, author = 'ada', number = pull) {
  const before = (await on.repo.pullRequest(number)).comments.length;
  const id = await on.repo.comment(number, { author, body });
  await on.settle();
  const { comments } = await on.repo.pullRequest(number);
  const reactions = comments.find((comment) => comment.id === id)?.reactions.map(({ content }) => content);
  return { reactions, replies: comments.slice(before + 1).map((comment) => comment.body) };
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
    on.hub.setDeliverySwitches({
      lose: (event, { action }) => event === 'pull_request' && action === 'synchronize',
    });
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
