import { randomBytes } from 'node:crypto';
import { isoSeconds } from './git/commit-facts.js';
import type { AccessLevel, Account, AppRecord, Installation, Issue, Pull, Repo, Viewer } from './model.js';

interface TokenRecord {
  readonly viewer: Viewer;
  /** Milliseconds since 1970; `null` for tokens that stay. */
  readonly expires: number | null;
}

/** All that GitHub would keep in its database. Files and commits are not here: they are in git. */
export class State {
  readonly accounts = new Map<string, Account>();
  readonly repos = new Map<string, Repo>();
  readonly apps: AppRecord[] = [];
  private readonly tokens = new Map<string, TokenRecord>();
  private lastId = 1000;

  /** @param now milliseconds since 1970: the emulator's only clock. */
  constructor(readonly now: () => number) {}

  /** Ids of all kinds come from one sequence, so that one kind's id never works for another. */
  nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  timestamp(): string {
    return isoSeconds(new Date(this.now()));
  }

  account(login: string, type: Account['type'] = 'User'): Account {
    const known = this.accounts.get(login.toLowerCase());
    if (known !== undefined) return known;
    const account: Account = { id: this.nextId(), login, type, createdAt: this.timestamp(), access: 'read' };
    this.accounts.set(login.toLowerCase(), account);
    return account;
  }

  repo(owner: string, name: string): Repo | null {
    return this.repos.get(repoKey(owner, name)) ?? null;
  }

  addRepo(repo: Repo): void {
    this.repos.set(repoKey(repo.owner.login, repo.name), repo);
  }

  removeRepo(repo: Repo): void {
    this.repos.delete(repoKey(repo.owner.login, repo.name));
  }

  installations(): Installation[] {
    return this.apps.flatMap((app) => app.installations);
  }

  /** Installations whose app can see the repository. */
  installationsOn(repo: Repo): Installation[] {
    return this.installations().filter((one) => covers(one, repo) && one.suspendedAt === null);
  }

  issues(): Issue[] {
    return [...this.repos.values()].flatMap((repo) => [...repo.issues.values()]);
  }

  pulls(): Pull[] {
    return this.issues().flatMap((issue) => (issue.pull === null ? [] : [issue.pull]));
  }

  issueToken(prefix: string, viewer: Viewer, expires: number | null): string {
    const token = `${prefix}_${randomBytes(18).toString('hex')}`;
    this.tokens.set(token, { viewer, expires });
    return token;
  }

  /** Who a token speaks for; `null` when it is unknown or has expired. */
  tokenViewer(token: string): Viewer | null {
    const record = this.tokens.get(token);
    if (record === undefined) return null;
    return record.expires !== null && record.expires <= this.now() ? null : record.viewer;
  }

  /** Ends every installation token at once, as time would. */
  expireInstallationTokens(): void {
    for (const [token, { viewer }] of this.tokens) {
      if (viewer.kind === 'installation') this.tokens.delete(token);
    }
  }
}

function repoKey(owner: string, name: string): string {
  return `${owner}/${name}`.toLowerCase();
}

export function covers(installation: Installation, repo: Repo): boolean {
  const { account, repositories } = installation;
  return account === repo.owner && (repositories === null || repositories.has(repo.id));
}

const LEVELS: readonly AccessLevel[] = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];

export function accessLevel(repo: Repo, account: Account): AccessLevel {
  if (account === repo.owner) return 'admin';
  return repo.access.get(account.login) ?? account.access;
}

export function hasAccess(repo: Repo, account: Account, wanted: AccessLevel): boolean {
  return LEVELS.indexOf(accessLevel(repo, account)) >= LEVELS.indexOf(wanted);
}
