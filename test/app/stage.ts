import { Writable } from 'node:stream';
import type { Analyzer } from '../../src/analysis/analyzer.js';
import { createInProcessAnalyzer } from '../../src/analysis/in-process.js';
import { createLog } from '../../src/app/log.js';
import type { RunningApp } from '../../src/app/options.js';
import { startApp } from '../../src/app/server.js';
import {
  type Emulator,
  type FileChange,
  type RepositoryHandle,
  startEmulator,
} from '../../src/emulator/index.js';

/** A GitHub and an app that serves it, over HTTP, with one repository to play in. */
export interface Stage {
  readonly hub: Emulator;
  readonly app: RunningApp;
  readonly repo: RepositoryHandle;
  /** What the app logged, as lines of JSON. */
  readonly log: () => string;
  /** Waits until webhooks, evaluations and what follows from them are done. */
  settle(): Promise<void>;
  /** Writes a commit on a branch and opens a pull request from it. */
  open(branch: string, files: Readonly<Record<string, FileChange>>): Promise<number>;
  close(): Promise<void>;
}

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
  '',
].join('\n');

export interface StageOptions {
  readonly analyzer?: Analyzer;
  readonly files?: Readonly<Record<string, FileChange>>;
}

export async function stage(options: StageOptions = {}): Promise<Stage> {
  const hub = await startEmulator();
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const app = await startApp({
    appId: hub.app.id,
    privateKey: hub.app.privateKey,
    webhookSecret: hub.app.webhookSecret,
    apiUrl: hub.url,
    host: '127.0.0.1',
    port: 0,
    webhookPath: '/api/github/webhooks',
    throttle: false,
    log: createLog('debug', sink),
    analyzer: options.analyzer ?? createInProcessAnalyzer(),
    retry: { attempts: 3, baseDelay: 5, longestWait: 1_500 },
  });
  hub.setWebhookUrl(`${app.url}/api/github/webhooks`);
  const repo = await hub.createRepository({ owner: 'acme', name: 'widgets' });
  await repo.commit({
    branch: 'main',
    parent: null,
    message: 'Begin',
    files: {
      '.github/wavegate.yml': PROGRAM,
      [RUNNER]: BLOCKING,
      'crates/assay-core/src/lib.rs': 'pub mod engine;\n',
      ...options.files,
    },
  });

  async function settle(): Promise<void> {
    let delivered: number;
    do {
      delivered = hub.deliveries.length;
      await hub.settled();
      await app.idle();
    } while (hub.deliveries.length > delivered);
  }

  return {
    hub,
    app,
    repo,
    log: () => lines.join(''),
    settle,
    async open(branch, files) {
      await repo.commit({ branch, message: 'Change', files });
      return repo.openPullRequest({ head: branch, author: 'ada' });
    },
    async close() {
      await settle();
      await app.close();
      await hub.close();
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
