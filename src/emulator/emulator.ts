import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { ContractChecker } from '../contract/checker.js';
import { registerApp } from './domain/apps.js';
import { createRepository, installOn } from './domain/repositories.js';
import { type FaultOrder, interceptorOf } from './faults.js';
import type { Interceptor, Pipeline } from './http/pipeline.js';
import type { AppRecord } from './model.js';
import type { AppOptions, RepositoryOptions, UserOptions } from './options.js';
import { RepositoryHandle } from './repository-handle.js';
import type { Delivery } from './webhooks/delivery.js';
import type { DeliverySwitches } from './webhooks/switches.js';
import type { World } from './world.js';

/** What an app's operator holds. */
export interface AppCredentials {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
}

/** What `startEmulator` puts together. */
export interface EmulatorParts {
  readonly world: World;
  readonly server: Server;
  readonly pipeline: Pipeline;
  readonly checker: ContractChecker;
  readonly app: AppIdentity;
  /** Whether the folder goes when the emulator does. */
  readonly temporary: boolean;
}

export interface AppIdentity {
  readonly credentials: AppCredentials;
  readonly record: AppRecord;
}

/** A GitHub on loopback: real git repositories, GitHub's API, signed webhooks. */
export class Emulator {
  readonly app: AppCredentials;
  /** Counts what was held against GitHub's contract, and keeps what departs from it. */
  readonly checker: ContractChecker;

  constructor(private readonly parts: EmulatorParts) {
    this.app = parts.app.credentials;
    this.checker = parts.checker;
  }

  /** The API's address, without a slash at the end. */
  get url(): string {
    return this.parts.world.url;
  }

  /** Every delivery of a webhook, oldest first. */
  get deliveries(): readonly Delivery[] {
    return this.parts.world.webhooks.log;
  }

  /** Where people look; links in later answers lead there. */
  setHtmlUrl(url: string): void {
    this.parts.world.htmlUrl = url.replace(/\/$/, '');
  }

  /** Where events of the first app go from now on; `null` sends none. */
  setWebhookUrl(url: string | null): void {
    this.parts.app.record.webhookUrl = url;
  }

  /** Changes how deliveries misbehave; what is not named stays. */
  setDeliverySwitches(switches: Partial<DeliverySwitches>): void {
    this.parts.world.webhooks.switches = { ...this.parts.world.webhooks.switches, ...switches };
  }

  redeliver(delivery: Delivery): void {
    this.parts.world.webhooks.redeliver(delivery);
  }

  /** Another GitHub App, say the one of a CI system. */
  createApp(options: Partial<AppOptions> & { readonly slug: string }): AppCredentials {
    return credentialsOf(this.parts.world, options).credentials;
  }

  async createRepository(options: RepositoryOptions): Promise<RepositoryHandle> {
    const repo = await createRepository(this.parts.world, options);
    if (options.install !== false) installOn(this.parts.world, this.parts.app.record, repo);
    return new RepositoryHandle(this.parts.world, repo);
  }

  /** Installs an app on a repository and gives the installation's id. */
  install(app: AppCredentials, repository: RepositoryHandle): number {
    const record = this.parts.world.state.apps.find((one) => one.id === app.id);
    if (record === undefined) throw new Error(`There is no app ${app.slug}.`);
    return installOn(this.parts.world, record, repository.record).id;
  }

  /** A token of the app's installation on the repository, which does not expire. @throws where it is not installed. */
  installationToken(app: Pick<AppCredentials, 'id' | 'slug'>, repository: RepositoryHandle): string {
    const { state } = this.parts.world;
    const installation = state.installationsOn(repository.record).find((one) => one.app.id === app.id);
    if (installation === undefined)
      throw new Error(`${app.slug} is not installed on ${repository.fullName}.`);
    const { app: record, permissions } = installation;
    return state.issueToken(
      'ghs',
      { kind: 'installation', app: record, installation, permissions, repositories: null },
      null,
    );
  }

  repository(owner: string, name: string): RepositoryHandle | null {
    const repo = this.parts.world.state.repo(owner, name);
    return repo === null ? null : new RepositoryHandle(this.parts.world, repo);
  }

  repositories(): RepositoryHandle[] {
    return [...this.parts.world.state.repos.values()].map(
      (repo) => new RepositoryHandle(this.parts.world, repo),
    );
  }

  /** Makes the account where it is missing. @returns a personal token. */
  user(login: string, options: UserOptions = {}): string {
    const account = this.parts.world.state.account(login);
    if (options.permission !== undefined) account.access = options.permission;
    return this.parts.world.state.issueToken('ghp', { kind: 'user', account }, null);
  }

  /** Puts a fault between requests and their effects. @returns takes it away again. */
  intercept(interceptor: Interceptor): () => void {
    this.parts.pipeline.interceptors.push(interceptor);
    return () => {
      const index = this.parts.pipeline.interceptors.indexOf(interceptor);
      if (index >= 0) this.parts.pipeline.interceptors.splice(index, 1);
    };
  }

  /** Makes requests meet a fault. @returns takes it away again. */
  fault(order: FaultOrder): () => void {
    const { state } = this.parts.world;
    const world = { expireTokens: () => this.expireTokens(), now: state.now };
    return this.intercept(interceptorOf(order, world));
  }

  /** Takes away all faults and interceptors. */
  clearFaults(): void {
    this.parts.pipeline.interceptors.length = 0;
  }

  /** Ends all installation tokens, as an hour would. */
  expireTokens(): void {
    this.parts.world.state.expireInstallationTokens();
  }

  /** Resolves once every webhook has been answered or given up, and what follows later has been done. */
  async settled(): Promise<void> {
    const { webhooks, background } = this.parts.world;
    do {
      await background.settled();
      await webhooks.settled();
    } while (!background.idle);
  }

  async close(): Promise<void> {
    this.parts.app.record.webhookUrl = null;
    this.parts.server.closeAllConnections();
    await new Promise<void>((resolve) => this.parts.server.close(() => resolve()));
    await this.settled();
    for (const repo of this.parts.world.state.repos.values()) repo.git.close();
    if (this.parts.temporary) await rm(this.parts.world.dir, { recursive: true, force: true });
  }
}

/** Registers an app and gives what its operator is given. */
export function credentialsOf(world: World, options: Partial<AppOptions>): AppIdentity {
  const { record, privateKey } = registerApp(world, options);
  const { id, slug, clientId, webhookSecret } = record;
  return { record, credentials: { id, slug, clientId, privateKey, webhookSecret } };
}
