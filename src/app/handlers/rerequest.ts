import type { HandlerTools, RepositoryRef } from './handler.js';

interface ChecksPayload {
  readonly head_sha: string;
  readonly pull_requests: readonly NamedPullRequest[];
}

type NamedPullRequest = { readonly number: number; readonly head: { readonly ref: string } } | null;

/** The pull requests that an event names; none for those of forks. */
export function namedHeads({
  pull_requests: named,
}: Pick<ChecksPayload, 'pull_requests'>): { number: number; headBranch: string }[] {
  return named.flatMap((pull) => (pull === null ? [] : { number: pull.number, headBranch: pull.head.ref }));
}

/** Evaluates the pull requests of a commit again; events about forks name none, so they are found by the head. */
export async function evaluateAgain(
  where: RepositoryRef,
  checks: ChecksPayload,
  known: number | null,
  { connect, evaluations }: HandlerTools,
): Promise<void> {
  const named = namedHeads(checks).map(({ number }) => number);
  const numbers =
    known !== null
      ? [known]
      : named.length > 0
        ? named
        : await (await connect(where)).pullRequests.openWithHead(checks.head_sha);
  for (const number of numbers) evaluations.submit({ ...where, number, headSha: null, comments: [] });
}
