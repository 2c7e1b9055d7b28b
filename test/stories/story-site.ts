import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { createLog } from '../../src/app/log.js';
import type { RunningApp } from '../../src/app/options.js';
import { startApp } from '../../src/app/server.js';
import type { Person, Site } from '../../src/demo/site.js';
import { type Emulator, startEmulator } from '../../src/emulator/index.js';
import { HoldingAnalyzer } from './holding-analyzer.js';

// A story is a dozen processes of git and one of the analyzer: a busy machine needs its time.
jest.setTimeout(120_000);

export const WEBHOOKS = '/api/github/webhooks';

/** A GitHub and the app on it, in this process, that talk over HTTP on loopback. */
export interface StorySite {
  readonly site: Site;
  readonly hub: Emulator;
  readonly app: RunningApp;
  readonly analyzer: HoldingAnalyzer;
  /** Temporary; goes with the site. */
  readonly folder: string;
  /** What was outside GitHub's contract so far. */
  violations(): readonly object[];
  close(): Promise<void>;
}

/** @param now the app's clock; ISO 8601. */
export async function openSite(now?: () => string): Promise<StorySite> {
  const folder = await mkdtemp(join(tmpdir(), 'wavegate-story-'));
  const hub = await startEmulator({ dir: join(folder, 'github') });
  const analyzer = new HoldingAnalyzer();
  const app = await startStoryApp(hub, analyzer, now);
  hub.setWebhookUrl(`${app.url}${WEBHOOKS}`);
  const site = await siteOf(hub, app);
  return {
    site,
    hub,
    app,
    analyzer,
    folder,
    violations: () => hub.checker.report().violations,
    async close() {
      analyzer.releaseAll();
      await site.settled();
      await app.close();
      await hub.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function startStoryApp(
  hub: Emulator,
  analyzer: HoldingAnalyzer,
  now: (() => string) | undefined,
): Promise<RunningApp> {
  return startApp({
    appId: hub.app.id,
    privateKey: hub.app.privateKey,
    webhookSecret: hub.app.webhookSecret,
    apiUrl: hub.url,
    host: '127.0.0.1',
    port: 0,
    webhookPath: WEBHOOKS,
    throttle: false,
    log: createLog(process.env.LOG_LEVEL ?? 'silent'),
    analyzer,
    ...(now !== undefined && { now }),
    retry: { attempts: 4, baseDelay: 20, longestWait: 5_000 },
  });
}

async function siteOf(hub: Emulator, app: RunningApp): Promise<Site> {
  const repository = await hub.createRepository({ owner: 'assay', name: 'workspace' });
  const person = (login: string, permission: 'read' | 'write' | 'admin'): Person => {
    const token = hub.user(login);
    repository.setAccess(login, permission);
    return { login, token };
  };
  return {
    apiUrl: hub.url,
    owner: 'assay',
    repo: 'workspace',
    defaultBranch: 'main',
    maintainer: person('mara', 'admin'),
    author: person('ada', 'write'),
    outsider: person('finn', 'read'),
    cloneUrl: (name) => `${hub.url}/${name}.git`,
    fork: async ({ login }) => (await repository.fork(login)).fullName,
    rerun: (run) => repository.rerequestCheckRun(run, 'mara'),
    reportChecks: async (sha, checks) => {
      for (const [name, state] of Object.entries(checks)) {
        if (state === 'missing') continue;
        const said = state === 'in_progress' ? { status: state } : { conclusion: state };
        await repository.reportCheck({ sha, name, ...said });
      }
    },
    protect: async (checks) => repository.protect('main', checks),
    contract: async () => {
      const { requests, graphql, violations } = hub.checker.report();
      return {
        checked: requests + graphql,
        violations: violations.map(({ by, operation, message }) => `${by}: ${operation}: ${message}`),
      };
    },
    patience: 0,
    settled: async () => {
      let seen = -1;
      while (seen !== hub.deliveries.length) {
        seen = hub.deliveries.length;
        await hub.settled();
        await app.idle();
      }
    },
  };
}
