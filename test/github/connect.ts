import { createLog } from '../../src/app/log.js';
import { createProbot } from '../../src/app/probot.js';
import { type Emulator, type RepositoryHandle, startEmulator } from '../../src/emulator/index.js';
import type { Client } from '../../src/github/client.js';
import { createGitHub } from '../../src/github/octokit.js';
import { createObjectCache } from '../../src/github/octokit-repository.js';
import type { GitHub } from '../../src/github/port.js';
import type { RetryPolicy } from '../../src/github/retry.js';

export const QUICK: RetryPolicy = { attempts: 3, baseDelay: 5, longestWait: 1_500 };

export interface Connection {
  readonly hub: Emulator;
  readonly repo: RepositoryHandle;
  /** A client of the installation, with an empty cache. */
  github(): Promise<GitHub>;
  /** What such a client is made of. */
  octokit(): Promise<Client>;
}

/** The port on a repository of an emulator, logged in as the app. */
export async function connect(): Promise<Connection> {
  const hub = await startEmulator();
  const repo = await hub.createRepository({ owner: 'acme', name: 'widgets' });
  const { id: appId, privateKey, webhookSecret } = hub.app;
  const installation = hub.install(hub.app, repo);
  const options = { appId, privateKey, webhookSecret, apiUrl: hub.url, host: '', port: 0, webhookPath: '' };
  const probot = await createProbot({ ...options, throttle: false }, createLog('silent'));
  const octokitOf = () => probot.auth(installation);
  return {
    hub,
    repo,
    octokit: octokitOf,
    async github() {
      const octokit = await octokitOf();
      const cache = createObjectCache();
      return createGitHub(octokit, 'acme', 'widgets', { appId, checkName: 'wavegate', cache, retry: QUICK });
    },
  };
}
