import { type CliResult, wavegate } from '../support/cli.js';
import { openWorld, type World } from './world.js';

let world: World;
let number: number;
beforeAll(async () => {
  world = await openWorld();
  number = await world.open({ branch: 'codex/wave8e-step1-x', files: { 'docs/new.md': '# New\n' } });
});
afterAll(() => world?.close());
afterEach(() => world.expectNoViolations());

function check(pullRequest: string, token = world.site.author.token): Promise<CliResult> {
  const args = ['check', '--pr', pullRequest, '--api', world.site.apiUrl, '--format', 'json'];
  return wavegate(process.cwd(), args, { GITHUB_TOKEN: token, GH_TOKEN: '' });
}

test('a pull request is judged with a token as the app judges it, and nothing is posted', async () => {
  const { owner, repo } = world.site;
  const before = await world.see(number);
  const { code, stdout, stderr } = await check(`${owner}/${repo}#${number}`);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    program: 'wave8',
    conclusion: 'failure',
    gates: [{ gate: 'branch', verdict: 'fail' }],
  });
  expect(before.checkRuns).toMatchObject([{ conclusion: 'failure' }]);
  expect(await world.see(number)).toEqual(before);
});

test('how far the programs have come is asked of the repository', async () => {
  const { owner, repo, apiUrl, author } = world.site;
  const args = ['status', '--pr', `${owner}/${repo}#${number}`, '--api', apiUrl, '--format', 'json'];
  const { code, stdout, stderr } = await wavegate(process.cwd(), args, { GITHUB_TOKEN: author.token });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { programs } = JSON.parse(stdout) as {
    programs: { program: string; isDone: boolean; waves: { wave: string }[] }[];
  };
  const wave8 = programs.find(({ program }) => program === 'wave8');
  expect(wave8?.isDone).toBe(false);
  expect(wave8?.waves.map(({ wave }) => wave)).toEqual(['a', 'b', 'c', 'd']);
});

test('what cannot be read is an error that names it', async () => {
  const { owner, repo } = world.site;
  const missing = await check(`${owner}/${repo}#9999`);
  expect(missing).toMatchObject({ code: 2, stdout: '' });
  expect(missing.stderr).toContain(`${owner}/${repo}#9999 could not be read`);
  expect(await check('nonsense')).toMatchObject({ code: 2, stdout: '' });
  expect((await check(`${owner}/${repo}#1`, '')).stderr).toContain('GITHUB_TOKEN');
});
