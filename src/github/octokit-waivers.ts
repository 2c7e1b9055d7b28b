import type { FactSource, Waiver } from '../snapshot/facts.js';
import type { RepositoryClient } from './client.js';
import { type IssueComment, isByApp, listComments, replyKeyOf, replyMarker } from './comment-list.js';
import { statusOf } from './errors.js';
import { PAGE_SIZE } from './limits.js';
import { OUR_RUN } from './octokit-check-runs.js';
import type { GivenWaiver, Waivers } from './port.js';
import { reading } from './retry.js';
import { type MarkedWaiver, readMarker, writeMarker } from './waiver-marker.js';

/** Waivers as the app gives and reads them: comments of its own, with a signed marker. */
export function octokitWaivers(client: RepositoryClient, appId: number, key: Uint8Array): Waivers {
  const { octokit, owner, repo, retry } = client;
  return {
    async of(pullRequest) {
      const ours = (await listComments(client, pullRequest)).filter((comment) => isByApp(comment, appId));
      return standing(ours, (body) => readMarker(body, { owner, repo, pullRequest }, key));
    },

    marker: (pullRequest, waiver) => writeMarker(waiver, { owner, repo, pullRequest }, key),

    /** The same words twice are the same, so it may be repeated. That the command was answered stays written. */
    async takeBack({ replyId, commentId }, words) {
      const at = { owner, repo, comment_id: replyId };
      const { data } = await reading('read the waiver', retry, () => octokit.rest.issues.getComment(at));
      const key = replyKeyOf(data.body ?? '');
      const markers = [endMarker(commentId), ...(key === undefined ? [] : [replyMarker(key)])];
      const body = [words, ...markers].join('\n\n');
      await reading('take the waiver back', retry, () => octokit.rest.issues.updateComment({ ...at, body }));
    },
  };
}

/** What a pull request's waivers are proved by. */
export interface WaiverProof {
  readonly appId: number;
  readonly checkName: string;
  /** `null` for a reader who does not have it. */
  readonly waiverKey: Uint8Array | null;
}

/** The waivers of a pull request; they are not known of a clone. */
export function waiverFacts(
  client: RepositoryClient,
  { appId, checkName, waiverKey }: WaiverProof,
): FactSource['waivers'] {
  const signed = waiverKey === null ? null : octokitWaivers(client, appId, waiverKey);
  return async ({ pullRequest, headSha }) => {
    if (pullRequest === null) return null;
    return signed === null
      ? unsignedWaivers(client, pullRequest, headSha, checkName)
      : signed.of(pullRequest);
  };
}

/**
 * Waivers for a reader who does not have the key: those of comments by the app whose check run the head has, as long as
 * nobody edited them.
 */
async function unsignedWaivers(
  client: RepositoryClient,
  pullRequest: number,
  headSha: string,
  checkName: string,
): Promise<Waiver[]> {
  const { owner, repo } = client;
  const read = (body: string) => readMarker(body, { owner, repo, pullRequest }, null);
  const unedited = (await listComments(client, pullRequest)).filter(
    ({ user, created_at, updated_at }) => user?.type === 'Bot' && created_at === updated_at,
  );
  if (standing(unedited, read).length === 0) return [];
  const slugs = await slugsOfRuns(client, headSha, checkName);
  return standing(
    unedited.filter((comment) => slugs.has(slugOf(comment))),
    read,
  );
}

/** The waivers of comments; one that was taken back is not revived by a copy of its reply. */
function standing(
  comments: readonly IssueComment[],
  read: (body: string) => MarkedWaiver | null,
): GivenWaiver[] {
  const lines = new Set(comments.flatMap(({ body }) => (body ?? '').split(/\r?\n/)));
  return comments.flatMap((comment) => {
    const marked = read(comment.body ?? '');
    if (marked === null || lines.has(endMarker(marked.commentId))) return [];
    return [{ ...marked, url: comment.html_url, replyId: comment.id }];
  });
}

function endMarker(commentId: number): string {
  return `<!-- wavegate waiver of comment ${commentId} taken back -->`;
}

function slugOf({ user, performed_via_github_app }: IssueComment): string {
  return performed_via_github_app?.slug ?? user?.login.replace(/\[bot\]$/, '') ?? '';
}

/** Short names of the apps that judged the head: a job of the same name has another external id. Who may not see its check runs sees no waiver either. */
async function slugsOfRuns(
  { octokit, owner, repo, retry }: RepositoryClient,
  headSha: string,
  checkName: string,
): Promise<ReadonlySet<string>> {
  try {
    const { data } = await reading('list the check runs', retry, () =>
      octokit.rest.checks.listForRef({
        owner,
        repo,
        ref: headSha,
        check_name: checkName,
        per_page: PAGE_SIZE,
      }),
    );
    const ours = data.check_runs.filter(({ external_id }) => OUR_RUN.test(external_id ?? ''));
    return new Set(ours.flatMap(({ app }) => app?.slug ?? []));
  } catch (error) {
    if ([403, 404].includes(statusOf(error) ?? 0)) return new Set();
    throw error;
  }
}
