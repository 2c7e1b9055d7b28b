import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractChecker } from '../contract/checker.js';
import { controlResponder } from './control.js';
import { registerApp } from './domain/apps.js';
import { createRepository, installOn } from './domain/repositories.js';
import { HttpError } from './http/errors.js';
import { gitOverHttp } from './http/git-http.js';
import { createPipeline, type Interceptor, type Pipeline } from './http/pipeline.js';
import { listen, portOf } from './http/server.js';
import type { AppRecord } from './model.js';
import type { AppOptions, EmulatorOptions, RepositoryOptions, UserOptions } from './options.js';
import { RepositoryHandle } from './repository-handle.js';
import { restRoutes } from './rest/routes.js';
import { State } from './state.js';
import type { Delivery } from './webhooks/delivery.js';
import type { DeliverySwitches } from './webhooks/switches.js';
import { Webhooks } from './webhooks/webhooks.js';
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

/** A GitHub on loopback: real git repositories, GitHub's API, signed webhooks. */
export class Emulator {
  readonly app: AppCredentials;
  private readonly mainApp: AppRecord;

  private constructor(
    private readonly world: World,
    private readonly server: Server,
    private readonly pipeline: Pipeline,
    readonly checker: ContractChecker,
    private readonly temporary: boolean,
    app: { readonly credentials: AppCredentials; readonly record: AppRecord },
  ) {
    this.app = app.credentials;
    this.mainApp = app.record;
  }

  static async start(options: EmulatorOptions): Promise<Emulator> {
    const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'github-emulator-')));
    await mkdir(dir, { recursive: true });
    const state = new State(options.now ?? Date.now);
    const checker = new ContractChecker();
    const webhooks = new Webhooks(state, (event, payload) => checker.webhook(event, payload));
    const world: World = { state, dir, webhooks, url: '', htmlUrl: '' };
    const pipeline = createPipeline(world, restRoutes, checker, options.contract ?? 'strict');
    let started: Emulator | null = null;
    const control = controlResponder(() => {
      if (started === null) throw new HttpError(503, 'The emulator is still starting.');
      return started;
    });
    const server = await listen(options.port ?? 0, gitOverHttp(world), [control, pipeline.respond]);
    world.url = `http://127.0.0.1:${portOf(server)}`;
    world.htmlUrl = (options.htmlUrl ?? world.url).replace(/\/$/, '');
    const app = credentialsOf(world, options.app ?? {});
    started = new Emulator(world, server, pipeline, checker, options.dir === undefined, app);
    return started;
  }

  /** The API's address, without a slash at the end. */
  get url(): string {
    return this.world.url;
  }

  /** Every delivery of a webhook, oldest first. */
  get deliveries(): readonly Delivery[] {
    return this.world.webhooks.log;
  }

  /** Where people look; links in later answers lead there. */
  setHtmlUrl(url: string): void {
    this.world.htmlUrl = url.replace(/\/$/, '');
  }

  /** Where events of the first app go from now on; `null` sends none. */
  setWebhookUrl(url: string | null): void {
    this.mainApp.webhookUrl = url;
  }

  /** Changes how deliveries misbehave; what is not named stays. */
  setDeliverySwitches(switches: Partial<DeliverySwitches>): void {
    this.world.webhooks.switches = { ...this.world.webhooks.switches, ...switches };
  }

  redeliver(delivery: Delivery): void {
    this.world.webhooks.redeliver(delivery);
  }

  /** Another GitHub App, say the one of a CI system. */
  createApp(options: Partial<AppOptions> & { readonly slug: string }): AppCredentials {
    return credentialsOf(this.world, options).credentials;
  }

  async createRepository(options: RepositoryOptions): Promise<RepositoryHandle> {
    const repo = await createRepository(this.world, options);
    if (options.install !== false) installOn(this.world, this.mainApp, repo);
    return new RepositoryHandle(this.world, repo);
  }

  /** Installs an app on a repository and gives the installation's id. */
  install(app: AppCredentials, repository: RepositoryHandle): number {
    const record = this.world.state.apps.find((one) => one.id === app.id);
    if (record === undefined) throw new Error(`There is no app ${app.slug}.`);
    return installOn(this.world, record, repository.record).id;
  }

  repository(owner: string, name: string): RepositoryHandle | null {
    const repo = this.world.state.repo(owner, name);
    return repo === null ? null : new RepositoryHandle(this.world, repo);
  }

  repositories(): RepositoryHandle[] {
    return [...this.world.state.repos.values()].map((repo) => new RepositoryHandle(this.world, repo));
  }

  /** Makes the account where it is missing. @returns a personal token. */
  user(login: string, options: UserOptions = {}): string {
    const account = this.world.state.account(login);
    if (options.permission !== undefined) account.access = options.permission;
    return this.world.state.issueToken('ghp', { kind: 'user', account }, null);
  }

  /** Puts a fault between requests and their effects. @returns takes it away again. */
  intercept(interceptor: Interceptor): () => void {
    this.pipeline.interceptors.push(interceptor);
    return () => {
      const index = this.pipeline.interceptors.indexOf(interceptor);
      if (index >= 0) this.pipeline.interceptors.splice(index, 1);
    };
  }

  /** Ends all installation tokens, as an hour would. */
  expireTokens(): void {
    this.world.state.expireInstallationTokens();
  }

  /** Resolves once every webhook has been answered or given up. */
  settled(): Promise<void> {
    return this.world.webhooks.settled();
  }

  async close(): Promise<void> {
    this.mainApp.webhookUrl = null;
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    await this.world.webhooks.settled();
    for (const repo of this.world.state.repos.values()) repo.git.close();
    if (this.temporary) await rm(this.world.dir, { recursive: true, force: true });
  }
}

function credentialsOf(
  world: World,
  options: Partial<AppOptions>,
): { credentials: AppCredentials; record: AppRecord } {
  const { record, privateKey } = registerApp(world, options);
  const { id, slug, clientId, webhookSecret } = record;
  return { record, credentials: { id, slug, clientId, privateKey, webhookSecret } };
}
