import { renderMarkdown } from '../../src/demo/pages/markdown.js';
import { openWorld, type World } from './world.js';

/** What an answer to a comment looks like: 👀 first, then 🚀 or 😕, and words only where there is something to say. */

let world: World;
let number: number;
beforeAll(async () => {
  world = await openWorld();
  number = await world.open({
    branch: 'codex/wave8c-step3-commands',
    changes: [{ overlay: '8c-async-read' }],
  });
});
afterAll(() => world?.close());
afterEach(() => world.expectNoViolations());

describe('/wave8 recheck', () => {
  test('evaluates again on the same run, and says nothing more', async () => {
    const before = await world.see(number);
    const { comment, replies } = await world.comment(number, '/wave8 recheck');
    expect(comment.reactions).toEqual(['eyes', 'rocket']);
    expect(replies).toEqual([]);
    const after = await world.see(number);
    expect(after.checkRuns.map((run) => run.id)).toEqual(before.checkRuns.map((run) => run.id));
    expect(after.checkRuns[0]?.conclusion).toBe('success');
  });

  test('anyone who can read may ask', async () => {
    const { comment } = await world.comment(number, '/wave8 recheck', 'outsider');
    expect(comment.reactions).toEqual(['eyes', 'rocket']);
  });

  test('sees a push whose webhook was lost', async () => {
    const branch = 'codex/wave8c-step3-lost';
    const other = await world.open({ branch, changes: [] });
    world.loseWebhooks(true);
    await world.push(branch, { changes: [{ overlay: '8c-async-read' }] });
    world.loseWebhooks(false);
    expect((await world.see(other)).checkRuns).toEqual([]);
    await world.comment(other, '/wave8 recheck');
    expect((await world.see(other)).checkRuns.map((run) => run.conclusion)).toEqual(['success']);
  });
});

describe('other comments', () => {
  test.each(['/wave8 rechekc', '/wave8 merge it', '/WAVE8 nothing'])('%s gets the help', async (text) => {
    const { comment, replies } = await world.comment(number, text);
    expect(comment.reactions).toEqual(['eyes', 'confused']);
    expect(replies).toHaveLength(1);
    expect(replies[0]?.body).toContain('/wave8 recheck');
    expect(replies[0]?.body).toContain('/wave8 help');
  });

  test('help is help, not a mistake', async () => {
    const { comment, replies } = await world.comment(number, '/wave8 help');
    expect(comment.reactions).toEqual(['eyes', 'rocket']);
    expect(replies).toHaveLength(1);
  });

  test('a hostile command is quoted so that it does nothing', async () => {
    const { replies } = await world.comment(number, '/wave8 <img/src=x> @mara [a](javascript:b)');
    expect(replies).toHaveLength(1);
    const shown = renderMarkdown(replies[0]?.body ?? '').text;
    expect(shown).not.toMatch(/<img|<a |<\/code>[^<]*@mara/);
    expect(shown).toContain('<code>/wave8 &lt;img/src=x&gt;</code>');
  });

  test.each([
    'please /wave8 recheck',
    '> /wave8 recheck',
    '```\n/wave8 recheck\n```',
    '    /wave8 recheck',
    '/wave9 recheck',
    'thanks!',
  ])('%j is no command', async (text) => {
    const { comment, replies } = await world.comment(number, text);
    expect(comment.reactions).toEqual([]);
    expect(replies).toEqual([]);
  });
});
