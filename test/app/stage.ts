import { Writable } from 'node:stream';
import type { Analyzer } from '../../src/analysis/analyzer.js';
import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import { createLog } from '../../src/app/log.js';
import type { AppOptions, RunningApp } from '../../src/app/options.js';
import { startApp } from '../../src/app/server.js';
import {
  type Emulator,
  type FileChange,
  type Interceptor,
  type RepositoryHandle,
  startEmulator,
} from '../../src/emulator/index.js';

/** A GitHub and an app that serves it, over HTTP, with one repository at a time to play in. */
export interface Stage {
  readonly hub: Emulator;
  readonly app: RunningApp;
  /** The present scene's repository. */
  readonly repo: RepositoryHandle;
  /** What the app logged since the scene began, as lines of JSON. */
  readonly log: () => string;
  /** Begins a scene: a new owner's repository with an installation of its own, no faults, an empty log. */
  scene(files?: Files): Promise<void>;
  /** Puts a fault between requests and their effects until the scene ends. */
  fault(interceptor: Interceptor): void;
  /** Ends the app and starts it anew: it remembers nothing. */
  restart(): Promise<void>;
  /** Waits until webhooks, evaluations and what follows from them are done. */
  settle(): Promise<void>;
  /** Writes a commit on a branch and opens a pull request from it. */
  open(branch: string, files: Files): Promise<number>;
  /** Ends all, and fails if a request was outside GitHub's contract. */
  close(): Promise<void>;
}

type Files = Readonly<Record<string, FileChange>>;

export const RUNNER = 'crates/assay-core/src/engine/runner.rs';

export const BLOCKING = [
  'use std::fs;',
  '',
  'pub async fn run_test_once(path: &str) -> std::io::Result<String> {',
  '    fs::read_to_string(path)',
  '}',
  '',
].join('\n');

export const ASYNC = [
  'use tokio::fs;',
  '',
  'pub async fn run_test_once(path: &str) -> std::io::Result<String> {',
  '    fs::read_to_string(path).await',
  '}',
  '',
].join('\n');

/** A program of one wave: its rule must find nothing in the engine once the wave is closed. */
export const PROGRAM = [
  'version: 1',
  'program: wave8',
  'title: A wave',
  'branch: codex/{program}{wave}-step{step}-{slug}',
  'production: { exclude: [docs/**] }',
  'waves:',
  '  c:',
  '    title: Async',
  '    rules: [{ rule: blocking-io-in-async, in: [crates/assay-core/src/engine/**] }]',
  '    steps:',
  '      1: { title: Freeze, kind: freeze, allow: [docs/**] }',
  '      2: { title: Change, kind: change, allow: [docs/**, crates/assay-core/**] }',
  '      3: { title: Close, kind: close, allow: [docs/**, crates/assay-core/**] }',
  // Numbers of pull requests stay those that a test expects; test/app/board.test.ts has boards.
  'board: false',
  '',
].join('\n');

/** The same, its steps in any order. */
export const UNORDERED = PROGRAM.replace('waves:\n', 'order: none\nwaves:\n');

const BEGINNING: Files = {
  '.github/wavegate.yml': UNORDERED,
  'crates/assay-core/src/lib.rs': 'pub mod engine;\n',
  [RUNNER]: BLOCKING,
};

/** @param now the app's clock: ISO 8601, UTC. */
export async function stage(
  analyzer: Analyzer = createInProcessAnalyzer(),
  now?: () => string,
  more: Partial<AppOptions> = {},
): Promise<Stage> {
  const hub = await startEmulator();
  let lines: string[] = [];
  let faults: (() => void)[] = [];
  let repo: RepositoryHandle;
  let scenes = 0;
  const sink = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const start = (): Promise<RunningApp> =>
    startApp({
      appId: hub.app.id,
      privateKey: hub.app.privateKey,
      webhookSecret: hub.app.webhookSecret,
      apiUrl: hub.url,
      host: '127.0.0.1',
      port: 0,
      webhookPath: '/api/github/webhooks',
      throttle: false,
      log: createLog('debug', sink),
      analyzer,
      retry: { attempts: 3, baseDelay: 5, longestWait: 1_500 },
      ...(now !== undefined && { now }),
      ...more,
    });
  let app: RunningApp;

  async function run(): Promise<void> {
    app = await start();
    hub.setWebhookUrl(`${app.url}/api/github/webhooks`);
  }
  await run();

  async function settle(): Promise<void> {
    let delivered: number;
    do {
      delivered = hub.deliveries.length;
      await hub.settled();
      await app.idle();
    } while (hub.deliveries.length > delivered);
  }

  async function scene(files: Files = {}): Promise<void> {
    await settle();
    for (const end of faults) end();
    faults = [];
    scenes += 1;
    repo = await hub.createRepository({ owner: `acme-${scenes}`, name: 'widgets' });
    await repo.commit({ branch: 'main', parent: null, message: 'Begin', files: { ...BEGINNING, ...files } });
    await settle();
    lines = [];
  }

  await scene();
  return {
    hub,
    get app() {
      return app;
    },
    get repo() {
      return repo;
    },
    log: () => lines.join(''),
    scene,
    fault: (interceptor) => void faults.push(hub.intercept(interceptor)),
    settle,
    async restart() {
      await settle();
      await app.close();
      await run();
    },
    async open(branch, files) {
      await repo.commit({ branch, message: 'Change', files });
      return repo.openPullRequest({ head: branch, author: 'ada' });
    },
    async close() {
      await settle();
      await app.close();
      await hub.close();
      expect(hub.checker.report().violations.filter(({ by }) => by === 'client')).toEqual([]);
    },
  };
}

/** A promise that is kept from outside. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
