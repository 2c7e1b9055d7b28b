import type { Logger } from 'pino';
import { Probot, ProbotOctokit } from 'probot';
import { REQUEST_TIMEOUT } from '../github/limits.js';
import { wholeFetch } from '../github/whole-fetch.js';
import { conditionalFetch } from './conditional-fetch.js';
import { libraryLog } from './log.js';
import type { AppOptions } from './options.js';

const MOST_RATE_RETRIES = 3;

interface LimitedRequest {
  readonly method: string;
  readonly url: string;
}

/**
 * Probot for what it does best: authentication as the app, an Octokit for each installation, the routing of events.
 * Its retries are off, as they repeat unsafe writes too: `src/github/retry.ts` knows which may be repeated.
 */
export async function createProbot(options: AppOptions, log: Logger): Promise<Probot> {
  const wait =
    (kind: string) => (seconds: number, request: LimitedRequest, _: unknown, retryCount: number) => {
      log.warn({ kind, method: request.method, url: request.url, seconds }, 'rate limit, request waits');
      return retryCount < MOST_RATE_RETRIES;
    };
  const Octokit = ProbotOctokit.defaults((defaults: Record<string, unknown>) => ({
    ...defaults,
    retry: { enabled: false },
    throttle: {
      ...(typeof defaults.throttle === 'object' ? defaults.throttle : {}),
      enabled: options.throttle,
      onRateLimit: wait('primary'),
      onSecondaryRateLimit: wait('secondary'),
    },
  }));
  const probot = new Probot({
    appId: options.appId,
    privateKey: options.privateKey,
    secret: options.webhookSecret,
    baseUrl: options.apiUrl,
    log: libraryLog(log),
    Octokit,
    request: { fetch: conditionalFetch(wholeFetch(REQUEST_TIMEOUT)) },
  });
  await probot.ready();
  return probot;
}
