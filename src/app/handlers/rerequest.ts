import type { HandlerTools, RepositoryRef } from './handler.js';

interface ChecksPayload {
  readonly head_sha: string;
  readonly pull_requests: readonly ({ readonly number: number } | null)[];
}

/** Evaluates the pull requests of a commit again; events about forks name none, so they are found by the head. */
export async function evaluateAgain(
  where: RepositoryRef,
  checks: ChecksPayload,
  known: number | null,
  { connect, evaluations }: HandlerTools,
): Promise<void> {
  const named = checks.pull_requests.flatMap((pull) => pull?.number ?? []);
  const numbers =
    known !== null
      ? [known]
      : named.length > 0
        ? named
        : await (await connect(where)).pullRequests.openWithHead(checks.head_sha);
  for (const number of numbers) evaluations.submit({ ...where, number, headSha: null, comments: [] });
}
