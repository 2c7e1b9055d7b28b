import { setTimeout as sleep } from 'node:timers/promises';
import { GitHubUnavailable, isTransient, messageOf, rateLimitWait } from './errors.js';

export interface RetryPolicy {
  /** Tries in all. */
  readonly attempts: number;
  /** Milliseconds before the second try; each further wait is three times as long. */
  readonly baseDelay: number;
  /** Milliseconds that a rate limit may make us wait; a longer one is an error that says so. */
  readonly longestWait: number;
}

export const DEFAULT_RETRY: RetryPolicy = { attempts: 4, baseDelay: 400, longestWait: 90_000 };

/**
 * Calls again after a transient error: for requests that change nothing, or nothing more when repeated.
 * @throws GitHubUnavailable when the last try failed as well; errors that are not transient come through as they are.
 */
export function reading<T>(what: string, policy: RetryPolicy, call: () => Promise<T>): Promise<T> {
  return writing(what, policy, call, async () => null);
}

/**
 * Calls again after a transient error, but looks first whether the lost request took effect: a 500 after the effect
 * must not double what people can see.
 * @param done finds what the lost request made; `null` when it made nothing.
 * @throws GitHubUnavailable as `reading`.
 */
export async function writing<T>(
  what: string,
  policy: RetryPolicy,
  call: () => Promise<T>,
  done: () => Promise<T | null>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const wait = waitBefore(attempt, error, policy);
      if (wait === null) throw error;
      if (attempt >= policy.attempts || wait > policy.longestWait) {
        throw new GitHubUnavailable(`Could not ${what}: ${messageOf(error)}`, { cause: error });
      }
      await sleep(wait);
      if (rateLimitWait(error) !== null) continue;
      const found = await done();
      if (found !== null) return found;
    }
  }
}

/** Milliseconds to wait before the next try; `null` for an error that another try cannot mend. */
function waitBefore(attempt: number, error: unknown, policy: RetryPolicy): number | null {
  const limited = rateLimitWait(error);
  if (limited !== null) return limited * 1000;
  return isTransient(error) ? policy.baseDelay * 3 ** (attempt - 1) : null;
}
