import { appendFile, cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from '../git/process.js';
import { GitStore } from '../git/store.js';
import type { Account, AppRecord, Installation, Repo } from '../model.js';
import type { RepositoryOptions } from '../options.js';
import type { World } from '../world.js';
import { installationEvent, installationRepositoriesEvent } from './events.js';

async function initGit(dir: string, branch: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  await runGit(null, ['init', '-q', '--bare', `--initial-branch=${branch}`, dir]);
}

async function configure(git: GitStore): Promise<void> {
  const settings = {
    'http.receivepack': 'true',
    'uploadpack.allowAnySHA1InWant': 'true',
    'receive.denyDeleteCurrent': 'ignore',
    'gc.auto': '0',
    'core.logAllRefUpdates': 'false',
    'merge.directoryRenames': 'false',
  };
  const text = Object.entries(settings).map(([key, value]) => {
    const dot = key.lastIndexOf('.');
    return `[${key.slice(0, dot)}]\n\t${key.slice(dot + 1)} = ${value}\n`;
  });
  await appendFile(join(git.dir, 'config'), text.join(''));
}

/** Creates a repository, empty or as a copy of one on this machine. */
export async function createRepository(world: World, options: RepositoryOptions): Promise<Repo> {
  const owner = world.state.account(options.owner);
  if (world.state.repo(options.owner, options.name) !== null) {
    throw new Error(`The repository ${options.owner}/${options.name} exists already.`);
  }
  const dir = join(world.dir, options.owner, `${options.name}.git`);
  if (options.cloneFrom === undefined) await initGit(dir, options.defaultBranch ?? 'main');
  else await runGit(null, ['clone', '-q', '--bare', options.cloneFrom, dir]);
  const git = new GitStore(dir);
  await configure(git);
  const head = (await git.run(['symbolic-ref', '--short', 'HEAD'])).toString().trim();
  const defaultBranch = options.defaultBranch ?? head;
  if (defaultBranch !== head) await git.run(['symbolic-ref', 'HEAD', `refs/heads/${defaultBranch}`]);
  return register(world, { owner, name: options.name, git, defaultBranch, parent: null, options });
}

interface Birth {
  readonly owner: Account;
  readonly name: string;
  readonly git: GitStore;
  readonly defaultBranch: string;
  readonly parent: Repo | null;
  readonly options: Partial<RepositoryOptions>;
}

function register(world: World, birth: Birth): Repo {
  const createdAt = world.state.timestamp();
  const repo: Repo = {
    id: world.state.nextId(),
    owner: birth.owner,
    name: birth.name,
    git: birth.git,
    private: birth.options.private ?? false,
    parent: birth.parent,
    createdAt,
    access: new Map(),
    issues: new Map(),
    suites: [],
    runs: new Map(),
    written: new Set(),
    statuses: [],
    defaultBranch: birth.defaultBranch,
    pushedAt: createdAt,
    nextNumber: 1,
    mergeMethods: birth.options.mergeMethods ?? ['merge', 'squash', 'rebase'],
    autoMerge: birth.options.autoMerge ?? true,
    protections: new Map(),
    mergeQueues: new Map(),
  };
  world.state.addRepo(repo);
  return repo;
}

/** Copies the repository into another account, as the fork button does. */
export async function forkRepository(
  world: World,
  parent: Repo,
  owner: Account,
  name = parent.name,
): Promise<Repo> {
  const known = world.state.repo(owner.login, name);
  if (known !== null) return known;
  const dir = join(world.dir, owner.login, `${name}.git`);
  await cp(parent.git.dir, dir, { recursive: true });
  const git = new GitStore(dir);
  for (const { ref } of await git.refs('refs/pull/')) await git.deleteRef(ref);
  return register(world, {
    owner,
    name,
    git,
    defaultBranch: parent.defaultBranch,
    parent,
    options: { private: parent.private, mergeMethods: parent.mergeMethods },
  });
}

/** Deletes a repository. Pull requests that came from it stay, without a head repository. */
export async function deleteRepository(world: World, repo: Repo): Promise<void> {
  world.state.removeRepo(repo);
  for (const pull of world.state.pulls()) if (pull.head.repo === repo) pull.head.repo = null;
  repo.git.close();
  await rm(repo.git.dir, { recursive: true, force: true });
}

/** Installs the app on a repository: on all of the account's unless single ones were chosen before. */
export function installOn(world: World, app: AppRecord, repo: Repo, selected = false): Installation {
  const known = app.installations.find((one) => one.account === repo.owner);
  if (known !== undefined) {
    known.repositories?.add(repo.id);
    installationRepositoriesEvent(world, known, [repo], [], repo.owner);
    return known;
  }
  const installation: Installation = {
    id: world.state.nextId(),
    app,
    account: repo.owner,
    repositories: selected ? new Set([repo.id]) : null,
    permissions: app.permissions,
    suspendedAt: null,
    createdAt: world.state.timestamp(),
  };
  app.installations.push(installation);
  installationEvent(world, 'created', installation, repo.owner);
  return installation;
}
