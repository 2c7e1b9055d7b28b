import { ASYNC, BLOCKING, RUNNER, type Stage, stage } from './stage.js';
import { checkOf, say } from './talk.js';

/** A wave whose first step is merged. */
const FREEZE = 'codex/wave8c-step1-freeze';
const CHANGE = 'codex/wave8c-step2-async-io';
let on: Stage;
let first: number;
let pull: number;
beforeAll(async () => {
  on = await stage();
  on.hub.user('finn', { permission: 'read' });
  first = await on.open(FREEZE, { 'docs/inventory.md': 'x' });
  await on.settle();
  await on.repo.mergePullRequest(first, 'squash');
  await on.settle();
  await on.repo.commit({ branch: CHANGE, parent: 'main', message: 'x', files: { 'outside.txt': 'x' } });
  pull = await on.open(CHANGE, { 'crates/assay-core/src/engine/more.rs': BLOCKING });
  await on.settle();
});
afterAll(() => on.close());

const reply = async (body: string, number = pull): Promise<string> => {
  const { reactions, replies } = await say(on, number, body, 'finn');
  expect(reactions).toEqual(['eyes', 'rocket']);
  expect(replies).toHaveLength(1);
  return replies[0]!;
};

const refusal = async (body: string, number = pull): Promise<string> => {
  const { reactions, replies } = await say(on, number, body, 'grace');
  expect(reactions).toEqual(['eyes', 'confused']);
  expect(replies).toHaveLength(1);
  return replies[0]!;
};

describe('status', () => {
  test('shows the waves by steps, with links, and the gates of the pull request', async () => {
    const text = await reply('/wave8 status');
    expect(text).toContain('### `wave8`: A wave');
    expect(text).toContain('| Wave | Step 1 | Step 2 | Step 3 |');
    const row = text.split('\n').find((line) => line.startsWith('| `c` Async |'))!;
    expect(row).toMatch(new RegExp(`merged \\[#${first}\\]\\(http[^)]*/pull/${first}\\)`));
    expect(row).toMatch(new RegExp(`open \\[#${pull}\\]\\(`));
    expect(row).toContain('not started');
    const { title } = await checkOf(on, pull);
    expect(text).toContain(title!);
    expect(text).toMatch(/\| `scope` \| ❌&nbsp;fail \|/);
  });

  test('works on a branch that is none of the program, by the name of the app', async () => {
    const other = await on.open('fix/typo', { 'docs/typo.md': 'x' });
    await on.settle();
    const text = await reply('/wavegate status', other);
    expect(text).toContain('### `wave8`');
    expect(text).toContain('not a wave branch');
  });
});

describe('inventory', () => {
  test('lists the sites of the wave at head, ready to paste', async () => {
    const text = await reply('/wave8 inventory');
    expect(text).toContain('```markdown\n| place | function | rule |');
    expect(text).toContain(`\`${RUNNER}:4\``);
    expect(text).toContain('`crates/assay-core/src/engine/more.rs:4`');
  });

  test('takes the name of a wave', async () => {
    expect(await reply('/wave8 inventory C')).toContain(`\`${RUNNER}:4\``);
    expect(await refusal('/wave8 inventory q')).toMatch(/There is no wave `q`\..*`c`/);
    expect(await refusal('/wave8 inventory constructor')).toContain('There is no wave `constructor`');
  });

  test('says when there is nothing, and what could not be judged', async () => {
    const branch = 'codex/wave8c-step3-close';
    const number = await on.open(branch, { [RUNNER]: ASYNC });
    await on.settle();
    expect(await reply('/wave8 inventory', number)).toContain('its rules find nothing in 1 file.');
    await on.repo.commit({ branch, message: 'Break', files: { [RUNNER]: 'pub async fn a() { (\n' } });
    await on.settle();
    expect(await reply('/wave8 inventory', number)).toMatch(/Could not be judged.*\n\n- `crates/);
  });
});

describe('the button of a step that takes stock', () => {
  test('comments the inventory, once a head', async () => {
    const branch = 'codex/wave8c-step1-again';
    const number = await on.open(branch, { 'docs/again.md': 'x' });
    await on.settle();
    const press = async (): Promise<string[]> => {
      await on.repo.requestAction((await checkOf(on, number)).id, 'inventory', 'ada');
      await on.settle();
      return (await on.repo.pullRequest(number)).comments.map(({ body }) => body);
    };
    expect((await checkOf(on, number)).actions).toEqual(['recheck', 'inventory']);
    expect(await press()).toEqual([expect.stringContaining(`\`${RUNNER}:4\``)]);
    expect(await press()).toHaveLength(1);
    await on.repo.commit({ branch, message: 'More', files: { 'docs/more.md': 'x' } });
    await on.settle();
    expect(await press()).toHaveLength(2);
  });

  test('is not there in other steps', async () => {
    expect((await checkOf(on, pull)).actions).toEqual(['recheck']);
  });
});

describe('explain', () => {
  test('a rule: why, what instead, and examples', async () => {
    const text = await reply('/wave8 explain blocking-io-in-async');
    expect(text).toContain('### `blocking-io-in-async` (error)');
    expect(text).toContain('**Why is this bad:**');
    expect(text).toContain('**Use instead:**');
    expect(text).toMatch(/\*\*Found:\*\*\n\n```rust\n/);
    expect(text).toMatch(/\*\*Not found:\*\*\n\n```rust\n/);
  });

  test('a gate: when it passes, and whether it can be waived', async () => {
    expect(await reply('/wave8 explain closure')).toContain('**Passes when:**');
    expect(await reply('/wave8 explain branch')).toContain('**Can be waived:** No.');
  });

  test('asks back for what it does not know', async () => {
    expect(await refusal('/wave8 explain closur')).toContain('Did you mean `closure`?');
    expect(await refusal('/wave8 explain')).toContain('Name a rule or a gate');
    expect(await refusal('/wave8 explain __proto__')).toContain('There is no rule or gate');
  });
});
