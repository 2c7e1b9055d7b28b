/** Statuses whose answers have no body: a Response may not be made of one. */
const BODILESS = new Set([101, 204, 205, 304]);

/**
 * A `fetch` that has the whole body before it answers, within `timeout` milliseconds. Octokit takes a body that broke
 * off for an empty one, and what asked would judge nothing at all: so a lost body must be an error of the request,
 * which can be tried again.
 */
export function wholeFetch(timeout: number): typeof fetch {
  return async (input, init) => {
    const limit = AbortSignal.timeout(timeout);
    const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
    const answer = await fetch(input, { ...init, signal });
    const body = await answer.arrayBuffer();
    const { status, statusText, headers, url } = answer;
    const whole = new Response(BODILESS.has(status) ? null : body, { status, statusText, headers });
    return Object.defineProperty(whole, 'url', { value: url });
  };
}
