import type { Logger } from 'pino';
import type { Analyzer } from '../analysis/analyzer.js';
import type { RetryPolicy } from '../github/retry.js';

export interface AppOptions {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** REST's root, without a slash at the end: `https://api.github.com`. */
  readonly apiUrl: string;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly webhookPath: string;
  /** Space requests as GitHub asks it of integrators; off only against an emulator. */
  readonly throttle: boolean;
  readonly log?: Logger;
  /** Closed with the app, whoever made it. */
  readonly analyzer?: Analyzer;
  readonly retry?: RetryPolicy;
  /** Evaluations at the same time, over all pull requests. */
  readonly concurrency?: number;
  /** Milliseconds until a pull request is looked at again whose evaluation could not be shown; one for each time. */
  readonly whenLost?: readonly number[];
  /** ISO 8601, UTC. */
  readonly now?: () => string;
  /** Milliseconds between two looks for what events have lost; without it, it is looked for at the start alone. */
  readonly reconcileEvery?: number;
}

export interface RunningApp {
  /** Where it listens: `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Resolves when every webhook that was answered is worked off. */
  idle(): Promise<void>;
  /** Takes no more webhooks, works off what it has, and ends. */
  close(): Promise<void>;
}
