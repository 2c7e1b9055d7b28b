import type { HandlerTools, RepositoryRef } from './handler.js';

/**
 * Whether an event about checks is not for us. GitHub sends what people ask of checks to their app alone, and may leave
 * out which one that is.
 */
export function isForAnother(
  app: { readonly id?: number | null } | null | undefined,
  appId: number,
): boolean {
  const id = app?.id ?? null;
  return id !== null && id !== appId;
}

/** What an event about checks tells of pull requests. GitHub's description lets the whole list be `null`. */
interface ChecksPayload {
  readonly head_sha: string;
  readonly pull_requests: readonly NamedPullRequest[] | null;
}

type NamedPullRequest = {
  readonly number: number;
  readonly head: { readonly ref: string };
  readonly base: { readonly repo: { readonly id: number } };
} | null;

/**
 * The pull requests of the event's repository that it names: none for those of forks. It may name those that the commit
 * has in other repositories of the network, whose numbers mean something else here.
 */
export function namedHeads(
  { pull_requests: named }: Pick<ChecksPayload, 'pull_requests'>,
  repository: { readonly id: number },
): { number: number; headBranch: string }[] {
  return (named ?? []).flatMap((pull) =>
    pull === null || pull.base.repo.id !== repository.id
      ? []
      : { number: pull.number, headBranch: pull.head.ref },
  );
}

/** Evaluates the pull requests of a commit again; events about forks name none, so they are found by the head. */
export async function evaluateAgain(
  where: RepositoryRef,
  checks: ChecksPayload,
  { known, repository }: { readonly known: number | null; readonly repository: { readonly id: number } },
  { connect, evaluations }: HandlerTools,
): Promise<void> {
  const named = namedHeads(checks, repository).map(({ number }) => number);
  const numbers =
    known !== null
      ? [known]
      : named.length > 0
        ? named
        : await (await connect(where)).pullRequests.openWithHead(checks.head_sha);
  for (const number of numbers) evaluations.submit({ ...where, number, headSha: null, comments: [] });
}
