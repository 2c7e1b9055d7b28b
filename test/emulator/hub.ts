import { createSign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Octokit } from '@octokit/rest';
import {
  type AppCredentials,
  type Emulator,
  type EmulatorOptions,
  type RepositoryHandle,
  startEmulator,
} from '../../src/emulator/index.js';

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export interface Scene {
  readonly hub: Emulator;
  readonly repo: RepositoryHandle;
  readonly at: { readonly owner: string; readonly repo: string };
  /** May write. */
  readonly maintainer: Octokit;
  readonly outsider: Octokit;
  readonly app: Octokit;
}

export function client(hub: Emulator, token: string): Octokit {
  return new Octokit({ baseUrl: hub.url, auth: token, log: SILENT });
}

/** A signed JSON web token; claims can be spoilt. */
export function jwt(app: AppCredentials, claims: Record<string, unknown> = {}, key = app.privateKey): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = { iat: now - 30, exp: now + 300, iss: app.id, ...claims };
  const text = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(body)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
}

export async function appClient(hub: Emulator, credentials = hub.app): Promise<Octokit> {
  const asApp = client(hub, jwt(credentials));
  const { data: installations } = await asApp.rest.apps.listInstallations();
  const { data } = await asApp.rest.apps.createInstallationAccessToken({
    installation_id: installations[0]?.id ?? 0,
  });
  return client(hub, data.token);
}

export const FIRST_FILES = { 'README.md': '# Demo\n', 'src/lib.rs': 'fn a() {}\nfn b() {}\nfn c() {}\n' };

/** A hub with one repository of two files. */
export async function scene(options: EmulatorOptions = {}): Promise<Scene> {
  const hub = await startEmulator(options);
  const repo = await hub.createRepository({ owner: 'octo', name: 'demo' });
  await repo.commit({ branch: 'main', message: 'first', files: FIRST_FILES });
  return {
    hub,
    repo,
    at: { owner: 'octo', repo: 'demo' },
    maintainer: client(hub, hub.user('mona', { permission: 'write' })),
    outsider: client(hub, hub.user('stranger')),
    app: await appClient(hub),
  };
}

/** A branch with one more line in a file, and its pull request. */
export async function openPull({ repo }: Scene, branch = 'change'): Promise<number> {
  const files = { 'src/lib.rs': 'fn a() {}\nfn x() {}\nfn b() {}\nfn c() {}\n' };
  await repo.commit({ branch, message: 'change', files });
  return repo.openPullRequest({ head: branch, title: 'A change', author: 'mona' });
}

export interface Received {
  readonly event: string;
  readonly action: string | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
  readonly payload: Record<string, unknown>;
}

/** An app's webhook endpoint that keeps what it gets. */
export class Inbox {
  readonly received: Received[] = [];
  status = 200;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Inbox> {
    const server = createServer();
    const inbox = new Inbox(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const payload = JSON.parse(body) as Record<string, unknown>;
        const event = String(request.headers['x-github-event']);
        inbox.received.push({
          event,
          action: payload.action as string,
          headers: request.headers,
          body,
          payload,
        });
        response.writeHead(inbox.status).end('thanks');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return inbox;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  /** `event.action` of each, in the order of arrival. */
  get names(): string[] {
    return this.received.map(({ event, action }) => (action === undefined ? event : `${event}.${action}`));
  }

  find(event: string, action?: string): Received | undefined {
    return this.received.find((one) => one.event === event && one.action === action);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

/** What an Octokit call was refused with. */
export async function refusal(call: Promise<unknown>): Promise<{ status: number; message: string }> {
  try {
    await call;
  } catch (error) {
    const { status, message } = error as { status: number; message: string };
    return { status, message };
  }
  throw new Error('the call was not refused');
}
