import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openPull, type Scene, scene } from './hub.js';

const run = promisify(execFile);

let it: Scene;
let folder: string;
beforeAll(async () => {
  it = await scene();
  folder = await mkdtemp(join(tmpdir(), 'git-http-'));
});
afterAll(async () => {
  await it.hub.close();
  await rm(folder, { recursive: true });
});

function git(cwd: string, ...args: string[]): Promise<{ stdout: string }> {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0' };
  return run('git', ['-c', 'user.name=Mona', '-c', 'user.email=mona@example.com', ...args], { cwd, env });
}

function address(token: string): string {
  const url = new URL(it.repo.cloneUrl);
  url.username = 'x-access-token';
  url.password = token;
  return url.href;
}

test('a clone, a commit, a push: the pull request has the new head', async () => {
  const number = await openPull(it);
  const clone = join(folder, 'clone');
  await git(folder, 'clone', '-q', '-b', 'change', address(it.hub.user('mona')), clone);
  await writeFile(join(clone, 'new.md'), 'pushed\n');
  await git(clone, 'add', '.');
  await git(clone, 'commit', '-qm', 'pushed');
  await git(clone, 'push', '-q', 'origin', 'change');
  const { stdout } = await git(clone, 'rev-parse', 'HEAD');
  const view = await it.repo.pullRequest(number);
  expect(view.head.sha).toBe(stdout.trim());
  expect(view.files.map(({ path }) => path)).toEqual(['new.md', 'src/lib.rs']);
  await it.hub.settled();
});

test('strangers may clone and not push', async () => {
  const clone = join(folder, 'stranger');
  await git(folder, 'clone', '-q', address(it.hub.user('stranger')), clone);
  await git(clone, 'commit', '-q', '--allow-empty', '-m', 'mine');
  await expect(git(clone, 'push', '-q', 'origin', 'HEAD:main')).rejects.toThrow('403');
});
