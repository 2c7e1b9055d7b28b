import { types } from 'node:util';

/** GitHub could not be reached or answered with an error of its own, also after retries. Trying later may help. */
export class GitHubUnavailable extends Error {
  override name = 'GitHubUnavailable';
}

/** GitHub refused a write for what it says, 422: trying again the same way cannot help. */
export class WriteRefused extends Error {
  override name = 'WriteRefused';
}

/** What was asked for is not there, or the app may not see it. */
export class NotFound extends Error {
  override name = 'NotFound';
}

interface ResponseLike {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly data?: { readonly errors?: readonly unknown[] };
}

/** Whether it is an error, of this realm or another: errors of Node itself may come from another. */
export function isError(error: unknown): error is Error {
  return error instanceof Error || types.isNativeError(error);
}

/** The HTTP status of an Octokit error; `undefined` for errors that are none of HTTP. */
export function statusOf(error: unknown): number | undefined {
  const status = typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** Whether GitHub says that what was asked for is not there; an unknown installation is another matter. */
export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404 && !isUnknownInstallation(error);
}

/** Whether the app could not even log in: it was uninstalled, suspended, or is not the one that got the event. */
export function isUnknownInstallation(error: unknown): boolean {
  for (let current = error; isError(current); current = current.cause) {
    const request: unknown = Reflect.get(current, 'request');
    const url = typeof request === 'object' && request !== null ? Reflect.get(request, 'url') : undefined;
    const refused = [401, 403, 404].includes(statusOf(current) ?? 0);
    if (refused && typeof url === 'string' && url.endsWith('/access_tokens')) return true;
  }
  return false;
}

function responseOf(error: unknown): ResponseLike | undefined {
  const response = typeof error === 'object' && error !== null ? Reflect.get(error, 'response') : undefined;
  return typeof response === 'object' && response !== null ? response : undefined;
}

/** The errors of a GraphQL answer (HTTP 200 with `errors`), or none. */
export function graphqlErrorsOf(error: unknown): readonly { type?: string; message: string }[] {
  if (!isError(error) || error.name !== 'GraphqlResponseError') return [];
  const errors: unknown = Reflect.get(error, 'errors');
  return Array.isArray(errors) ? errors : [];
}

/** The answer was lost or GitHub stumbled: whether the request took effect is unknown. */
export function isTransient(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) return status >= 500 || status === 408;
  if (isError(error) && error.name === 'TimeoutError') return true;
  return graphqlErrorsOf(error).some((one) => /something went wrong|timed? ?out/i.test(one.message));
}

/** How GitHub refuses for the rate; of a secondary limit the headers need not say so. */
const RATE_WORDS = /rate limit|abuse detection/i;

/**
 * Seconds to wait where GitHub turned the request away for its rate, so that it took no effect; else `null`.
 * Both kinds of limit, and the 422 with code `abuse` that the throttling plug-in does not know.
 */
export function rateLimitWait(error: unknown): number | null {
  const headers = responseOf(error)?.headers ?? {};
  const status = statusOf(error);
  const wait = secondsToWait(headers);
  if (graphqlErrorsOf(error).some(isRateError)) return wait;
  if (status === 429) return wait;
  if (status === 403) {
    const told = headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0';
    return told || RATE_WORDS.test(messageOf(error)) ? wait : null;
  }
  if (status === 422) {
    const errors = responseOf(error)?.data?.errors ?? [];
    const abuse = errors.some(
      (one) => typeof one === 'object' && one !== null && Reflect.get(one, 'code') === 'abuse',
    );
    return abuse ? wait : null;
  }
  return null;
}

function isRateError({ type, message }: { readonly type?: string; readonly message: string }): boolean {
  return type === 'RATE_LIMITED' || RATE_WORDS.test(message);
}

/** "Wait for the retry-after, else until x-ratelimit-reset where nothing remains, else at least a minute." */
function secondsToWait(headers: Readonly<Record<string, string | undefined>>): number {
  const retryAfter = Number(headers['retry-after']);
  if (Number.isFinite(retryAfter) && retryAfter > 0) return retryAfter;
  const reset = Number(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] !== '0' || !(reset > 0)) return 60;
  return Math.max(1, Math.ceil(reset - Date.now() / 1000));
}

/** An error's own words, without the address of GitHub's documentation behind it. */
export function messageOf(error: unknown): string {
  const message = isError(error) ? error.message : String(error);
  return message.replace(/ - https:\/\/docs\.github\.com\S*$/, '');
}
