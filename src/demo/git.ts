import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Person } from './site.js';

const run = promisify(execFile);

/**
 * Runs git apart from the machine's own configuration, in the name of one person.
 * @throws Error with git's own words.
 */
export async function git(folder: string, person: Person, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', args, { cwd: folder, env: environmentOf(person), maxBuffer: 64 << 20 });
  return stdout.trim();
}

/** The token travels in the environment: a command line is there for all to read. */
function environmentOf(person: Person): NodeJS.ProcessEnv {
  const basic = Buffer.from(`${person.login}:${person.token}`).toString('base64');
  const email = `${person.login}@users.noreply.example`;
  return {
    PATH: process.env.PATH,
    LC_ALL: 'C',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: person.login,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: person.login,
    GIT_COMMITTER_EMAIL: email,
    GIT_CONFIG_COUNT: '3',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
    GIT_CONFIG_KEY_1: 'http.proxy',
    GIT_CONFIG_VALUE_1: '',
    GIT_CONFIG_KEY_2: 'core.autocrlf',
    GIT_CONFIG_VALUE_2: 'false',
  };
}
