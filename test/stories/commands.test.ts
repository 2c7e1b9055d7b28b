import { renderMarkdown } from '../../src/demo/pages/markdown.js';
import { wavegate } from '../support/cli.js';
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
    expect(after.checkRuns[0]?.conclusion).toBe(before.checkRuns[0]?.conclusion);
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
    expect((await world.see(other)).checkRuns.map((run) => run.status)).toEqual(['completed']);
  });
});

describe('/wave8 waive', () => {
  const DRAFT = { branch: 'codex/wave8a-step1-waived', files: { 'notes.txt': 'x' } };
  const gatesOf = async (pull: number): Promise<Record<string, { verdict: string; waivers?: object[] }>> => {
    const { owner, repo, apiUrl, outsider } = world.site;
    const args = ['check', '--pr', `${owner}/${repo}#${pull}`, '--api', apiUrl, '--format', 'json'];
    const { stdout } = await wavegate(process.cwd(), args, { GITHUB_TOKEN: outsider.token, GH_TOKEN: '' });
    const { gates } = JSON.parse(stdout) as { gates: { gate: string; verdict: string }[] };
    return Object.fromEntries(gates.map((one) => [one.gate, one]));
  };

  test('is for those who may push; the check run and the command line say by whom, why and until when', async () => {
    const pull = await world.open(DRAFT);
    const tried = await world.comment(pull, '/wave8 waive scope I want it.', 'outsider');
    expect(tried.comment.reactions).toEqual(['eyes', 'confused']);
    expect((await gatesOf(pull)).scope).toMatchObject({ verdict: 'fail' });
    const { comment, replies } = await world.comment(
      pull,
      '/wave8 waive scope until 2099-01-01 Kept @mara #1.',
    );
    expect(comment.reactions).toEqual(['eyes', 'rocket']);
    expect(replies).toHaveLength(1);
    const shown = renderMarkdown(replies[0]?.body ?? '').text;
    expect(shown).toContain('until 2099-01-01');
    expect(shown).not.toMatch(/(^|[^\w])@mara|#1\b/);
    const [run] = (await world.see(pull)).checkRuns;
    expect(run?.summary).toMatch(/\| `scope` \| ✅&nbsp;pass, waived \|/);
    expect((await gatesOf(pull)).scope).toMatchObject({
      verdict: 'pass',
      waivers: [{ target: 'scope', by: 'ada', reason: 'Kept @mara #1.', until: '2099-01-02T00:00:00.000Z' }],
    });
  });

  test('ends with the next change to what was waived', async () => {
    const pull = await world.open({ ...DRAFT, branch: 'codex/wave8a-step1-changed' });
    await world.comment(pull, '/wave8 waive scope Kept.');
    expect((await gatesOf(pull)).scope).toMatchObject({ verdict: 'pass' });
    await world.push('codex/wave8a-step1-changed', { files: { 'notes.txt': 'y' } });
    expect((await gatesOf(pull)).scope).toMatchObject({ verdict: 'fail' });
    expect((await world.see(pull)).checkRuns[0]?.summary).toContain(
      'The waiver of `scope` by `ada` has ended',
    );
  });
});

describe('/wave8 status, inventory and explain', () => {
  test('answer whoever can read', async () => {
    const asked = ['status', 'inventory b', 'explain regex-compile-in-hot-path'].map(
      (one) => `/wave8 ${one}`,
    );
    const { comment, replies } = await world.comment(number, asked.join('\n'), 'outsider');
    expect(comment.reactions).toEqual(['eyes', 'rocket']);
    const [status, inventory, explained, ...more] = replies.map(({ body }) => body);
    expect(more).toEqual([]);
    expect(status).toContain('| Wave | Step 1 | Step 2 | Step 3 |');
    expect(inventory).toContain('crates/assay-core/src/policy_engine.rs:');
    expect(explained).toContain('**Why is this bad:**');
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
