import { plainProgram } from '../../src/demo/program.js';
import { octokitOf } from '../../src/demo/reader.js';
import { wavegate } from '../support/cli.js';
import { openWorld, PROGRAM, type World } from './world.js';

/** Program files are read from the default branch: a head cannot weaken the gate that judges it. */

const WAVE8 = plainProgram();

const WEAKER = WAVE8.replaceAll("allow: [ '{papers}' ]", "allow: [ '{papers}', '**' ]").replace(
  'mode: enforce',
  'mode: report-only',
);

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());
afterEach(async () => {
  await world.land({ files: { [PROGRAM]: WAVE8 } });
  world.expectNoViolations();
});

test('a mistake on the default branch fails every wave pull request, with its place', async () => {
  await world.land({ files: { [PROGRAM]: WAVE8.replace('branch: codex', 'brnch: codex') } });
  const number = await world.open({
    branch: 'codex/wave8c-step2-x',
    changes: [{ overlay: '8c-async-read' }],
  });
  const [run] = (await world.see(number)).checkRuns;
  const line = WAVE8.split('\n').findIndex((text) => text.startsWith('branch: codex')) + 1;
  expect(run?.conclusion).toBe('failure');
  expect(run?.summary).toContain(`${PROGRAM}:${line}:1`);
});

test('a head that widens its own program does not change the verdict', async () => {
  const number = await world.open({
    branch: 'codex/wave8c-step2-weaken',
    changes: [{ write: 'Cargo.toml', text: '[workspace]\n' }],
    files: { [PROGRAM]: WEAKER },
  });
  const [run] = (await world.see(number)).checkRuns;
  expect(run?.conclusion).toBe('failure');
  expect(run?.title).toContain('scope');
  expect(run?.summary).toContain('judged by the program files that are there now');
  expect(run?.summary).toContain('`wave8`: `mode` is now `report-only`, and was `enforce`.');
  expect(run?.summary).toContain(
    '`wave8a step 1`, `wave8b step 1`, `wave8c step 1`, `wave8d step 1`: Pull requests may also touch `**`.',
  );
});

/** What the command line says of a pull request, which it evaluates as the app does. */
async function checked(number: number, format: 'markdown' | 'json') {
  const { owner, repo, apiUrl, author } = world.site;
  const args = ['check', '--pr', `${owner}/${repo}#${number}`, '--api', apiUrl, '--format', format];
  return wavegate(process.cwd(), args, { GITHUB_TOKEN: author.token, GH_TOKEN: '' });
}

const line = (text: string, words: string): number =>
  text.split('\n').findIndex((one) => one.includes(words)) + 1;

const INVALID = WAVE8.replace('mode: enforce', 'mode: enforced').replace('kind: freeze', 'knd: freeze');

test.each([
  ['an ordinary branch', 'mode-typo'],
  ['a wave branch', 'codex/wave8c-step1-typo'],
  ['a fork', 'typo'],
] as const)('an invalid proposal fails on %s, each mistake at its place', async (from, branch) => {
  const by = from === 'a fork' ? 'outsider' : 'author';
  const number = await world.open({ branch, by, files: { [PROGRAM]: INVALID } });
  const { checkRuns, headSha } = await world.see(number);
  const [run] = checkRuns;
  expect(run).toMatchObject({ conclusion: 'failure', title: expect.stringContaining('program') });
  const mistakes = run!.annotations.filter(({ title }) => title.startsWith('program-files'));
  expect(mistakes.map(({ startLine, level }) => ({ startLine, level }))).toEqual(
    expect.arrayContaining([
      { startLine: line(INVALID, 'mode: enforced'), level: 'failure' },
      { startLine: line(INVALID, 'knd: freeze'), level: 'failure' },
    ]),
  );
  expect(mistakes.map(({ message }) => message).join('\n')).toContain('Did you mean `enforce`?');
  expect(run!.summary).toContain(`/blob/${headSha}/${PROGRAM}#L${line(INVALID, 'mode: enforced')}`);
  const { code, stdout } = await checked(number, 'markdown');
  expect(code).toBe(1);
  expect(stdout).toContain(
    run!.summary.slice(run!.summary.indexOf('### Program files')).split('\n\nTo evaluate')[0],
  );
});

test('a valid proposal of an ordinary branch is told, and the command line tells the same', async () => {
  const number = await world.open({ branch: 'weaken-it', files: { [PROGRAM]: WEAKER } });
  const [run] = (await world.see(number)).checkRuns;
  expect(run).toMatchObject({ conclusion: 'neutral', annotations: [] });
  expect(run!.title).toMatch(/^Wavegate: not a wave branch, weakens the program in [0-9]+ places$/u);
  expect(run!.summary).toContain('⚠️ **Weaker: less is asked of pull requests than before');
  const markdown = await checked(number, 'markdown');
  expect(markdown.code).toBe(0);
  expect(markdown.stdout).toContain(run!.summary);
  expect(JSON.parse((await checked(number, 'json')).stdout)).toMatchObject({
    conclusion: 'neutral',
    programFiles: { paths: [PROGRAM], valid: true, mends: false, changeCounts: { tightens: 0 } },
  });
});

test('without any program file of its own, the repository would be judged by the shipped program', async () => {
  const number = await world.open({ branch: 'no-program', removed: [PROGRAM, '.github/wavegate/tidy.yml'] });
  const [run] = (await world.see(number)).checkRuns;
  expect(run?.conclusion).toBe('neutral');
  expect(run?.summary).toContain('The program `tidy` is gone.');
  expect(run?.summary).toContain('those that Wavegate ships hold, `wave8`');
});

test('a link in place of the program is no program', async () => {
  const number = await world.open({ branch: 'link-it', removed: [PROGRAM], links: { [PROGRAM]: '../docs' } });
  const [run] = (await world.see(number)).checkRuns;
  expect(run?.conclusion).toBe('failure');
  expect(run?.summary).toContain('Expected a regular file, found a symbolic link');
});

test('a broken program is mended by a pull request that nobody has to force', async () => {
  await world.land({ files: { [PROGRAM]: INVALID } });
  const wave = await world.open({ branch: 'codex/wave8c-step1-mend', files: { [PROGRAM]: WAVE8 } });
  const mend = await world.open({ branch: 'mend-program', files: { [PROGRAM]: WAVE8 } });
  const [held] = (await world.see(wave)).checkRuns;
  expect(held).toMatchObject({ conclusion: 'failure' });
  expect(held!.summary).toContain('open the change of the program files from another branch');
  const [run] = (await world.see(mend)).checkRuns;
  expect(run).toMatchObject({
    conclusion: 'neutral',
    title: 'Wavegate: not a wave branch, mends the program files of main',
  });
  expect(await checked(mend, 'markdown')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(run!.summary),
  });
  expect((await checked(wave, 'json')).code).toBe(2);
  const { site } = world;
  await site.protect(['wavegate']);
  const { pulls } = octokitOf(site, site.maintainer).rest;
  await pulls.merge({ owner: site.owner, repo: site.repo, pull_number: mend, merge_method: 'squash' });
  await site.protect([]);
  expect(await world.see(mend)).toMatchObject({ state: 'merged' });
});

test('the program of the default branch is in force, and a recheck takes up its change', async () => {
  const number = await world.open({
    branch: 'codex/wave8c-step2-narrow',
    changes: [{ write: 'Cargo.toml', text: '[workspace]\n' }],
  });
  expect((await world.see(number)).checkRuns[0]?.conclusion).toBe('failure');
  await world.land({ files: { [PROGRAM]: WAVE8.replace('mode: enforce', 'mode: report-only') } });
  await world.comment(number, '/wave8 recheck');
  const [run] = (await world.see(number)).checkRuns;
  expect(run?.conclusion).toBe('neutral');
  expect(run?.title).toContain('scope');
});
