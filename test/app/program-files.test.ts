import { ASYNC, RUNNER, type Stage, stage, UNORDERED } from './stage.js';

/** Pull requests that propose program files, and what becomes of them when those in force change. */

const FILE = '.github/wavegate.yml';
const BROKEN = UNORDERED.replace('order: none', 'order: nowhere');
const ALL = ['pull_request', 'check_suite', 'check_run', 'push'];

let on: Stage;
beforeAll(async () => {
  on = await stage();
});
beforeEach(async () => {
  on.hub.setDeliverySwitches({ lose: () => false });
  await on.scene();
});
afterAll(() => on.close());

async function open(branch: string, files: Readonly<Record<string, string | null>>): Promise<number> {
  const number = await on.open(branch, files);
  await on.settle();
  return number;
}

const land = async (files: Readonly<Record<string, string | null>>): Promise<void> => {
  await on.repo.commit({ branch: 'main', message: 'Land', files });
  await on.settle();
};

async function shown(number: number) {
  const run = (await on.repo.pullRequest(number)).checkRuns.filter(({ name }) => name === 'wavegate').at(-1);
  return { conclusion: run?.conclusion, title: run?.title ?? '', summary: run?.summary ?? '' };
}

test('an ordinary pull request that touches none asks GitHub for no tree and no file', async () => {
  await open('feature/before', { 'docs/a.md': 'x' });
  const paths: string[] = [];
  on.fault(async (request, proceed) => {
    paths.push(request.url.pathname);
    return proceed();
  });
  const number = await open('feature/x', { 'docs/a.md': 'y' });
  expect(await shown(number)).toMatchObject({ conclusion: 'neutral', title: 'Wavegate: not a wave branch' });
  expect(paths.filter((path) => path.includes('/git/trees') || path.includes('/git/blobs'))).toEqual([]);
});

test('one that changes more files than GitHub lists is looked through by its trees', async () => {
  const many = Object.fromEntries(Array.from({ length: 301 }, (_, i) => [`.a/${i}.md`, `${i}`]));
  const proposed = { [FILE]: UNORDERED.replace('order: none', 'order: waves') };
  const number = await open('feature/many', { ...many, ...proposed });
  expect((await shown(number)).summary).toContain('`order` is now `waves`, and was `none`');
});

test('a program file that is renamed away is seen by its former name', async () => {
  const number = await open('feature/away', { [FILE]: null, 'docs/program.yml': UNORDERED });
  expect((await shown(number)).summary).toContain(`\`${FILE}\` moves to \`docs/program.yml\``);
});

test('while the program has a mistake, nothing passes but what mends it; then all are judged again', async () => {
  await land({ [FILE]: BROKEN });
  const ordinary = await open('feature/x', { 'docs/a.md': 'x' });
  const wave = await open('codex/wave8c-step3-close', { [RUNNER]: ASYNC });
  const mend = await open('mend-program', { [FILE]: UNORDERED });
  const more = await open('mend-and-more', { [FILE]: UNORDERED, 'docs/b.md': 'x' });
  expect((await shown(ordinary)).conclusion).toBe('failure');
  expect((await shown(wave)).conclusion).toBe('failure');
  expect(await shown(more)).toMatchObject({
    conclusion: 'failure',
    summary: expect.stringContaining('pull request of its own'),
  });
  expect(await shown(mend)).toMatchObject({
    conclusion: 'neutral',
    title: 'Wavegate: not a wave branch, mends the program files of main',
    summary: expect.stringContaining('it may be merged to mend them'),
  });

  await on.repo.mergePullRequest(mend, 'squash');
  await on.settle();
  expect((await shown(ordinary)).conclusion).toBe('neutral');
  expect((await shown(wave)).conclusion).toBe('success');
  expect((await shown(more)).conclusion).toBe('neutral');
});

test.each(['the event', 'the next round'])(
  '%s finds ordinary pull requests that were not judged',
  async (by) => {
    await land({ [FILE]: BROKEN });
    const ordinary = await open('feature/x', { 'docs/a.md': 'x' });
    expect((await shown(ordinary)).conclusion).toBe('failure');
    if (by === 'the next round') on.hub.setDeliverySwitches({ lose: (event) => ALL.includes(event) });
    await land({ [FILE]: UNORDERED });
    if (by === 'the next round') await on.restart();
    await on.settle();
    expect((await shown(ordinary)).conclusion).toBe('neutral');
  },
);

test('a proposal is compared again at the next round when the program in force has changed', async () => {
  const strict = await open('stricter', { [FILE]: UNORDERED.replace('order: none', 'order: waves') });
  const calm = await open('feature/x', { 'docs/a.md': 'x' });
  expect((await shown(strict)).summary).toContain('`order` is now `waves`, and was `none`');
  await land({ [FILE]: UNORDERED.replace('order: none', 'order: steps') });
  const from = on.log().length;
  await on.restart();
  await on.settle();
  expect((await shown(strict)).summary).toContain('`order` is now `waves`, and was `steps`');
  const again = on
    .log()
    .slice(from)
    .split('\n')
    .filter((line) => line.includes('evaluation ended'));
  expect(again.map((line) => (JSON.parse(line) as { pull: number }).pull)).toEqual([strict]);
  expect((await shown(calm)).conclusion).toBe('neutral');
});
