import { pages, type RepositoryClient } from './client.js';
import { isMissing, statusOf } from './errors.js';
import { PAGE_SIZE } from './limits.js';
import type { Issues, OwnIssue } from './port.js';
import { reading, writing } from './retry.js';

/** Issues and pull requests of the app that are looked through: an app opens few. */
const MOST_ISSUES = 1_000;

/** "410 Gone": somebody deleted the issue. */
const GONE = 410;

type IssueData = Awaited<
  ReturnType<RepositoryClient['octokit']['rest']['issues']['listForRepo']>
>['data'][number];

/** @param login the app's own account, such as `wavegate[bot]`; `null` for somebody who is no app. */
export function octokitIssues(
  client: RepositoryClient,
  appId: number,
  login: (() => Promise<string>) | null,
): Issues {
  const { octokit, owner, repo, retry } = client;
  const { issues } = octokit.rest;

  async function get(number: number): Promise<OwnIssue | null> {
    try {
      const { data } = await reading('read the issue', retry, () =>
        issues.get({ owner, repo, issue_number: number }),
      );
      return toIssue(data);
    } catch (error) {
      if (isMissing(error) || statusOf(error) === GONE) return null;
      throw error;
    }
  }

  async function own(opened: Iterable<number> = []): Promise<OwnIssue[]> {
    if (login === null) return [];
    const creator = await login();
    const all = await pages(PAGE_SIZE, MOST_ISSUES, async (page) => {
      const { data } = await reading('list the issues', retry, () =>
        issues.listForRepo({
          owner,
          repo,
          creator,
          state: 'all',
          sort: 'created',
          direction: 'asc',
          per_page: PAGE_SIZE,
          page,
        }),
      );
      return data;
    });
    const listed = all.filter((issue) => isOwn(issue, appId, creator)).map(toIssue);
    for (const number of opened) {
      if (listed.some((issue) => issue.number === number)) continue;
      const missing = await get(number);
      if (missing !== null) listed.push(missing);
    }
    return listed;
  }

  return {
    own,

    create({ title, body }, find) {
      return writing(
        'open the issue',
        retry,
        async () => toIssue((await issues.create({ owner, repo, title, body })).data),
        async () => find(await own()) ?? null,
      );
    },

    /** The same twice is the same issue, so it may be repeated. */
    async update(number, { title, body }) {
      await reading('update the issue', retry, () =>
        issues.update({ owner, repo, issue_number: number, title, body }),
      );
    },

    async closeDuplicate(number, body) {
      await reading('close the issue', retry, () =>
        issues.update({
          owner,
          repo,
          issue_number: number,
          body,
          state: 'closed',
          state_reason: 'not_planned',
        }),
      );
    },
  };
}

/** By whom GitHub says that it was opened, never by its text. */
function isOwn(issue: IssueData, appId: number, login: string): boolean {
  const via = issue.performed_via_github_app?.id;
  const isOurs = issue.user?.login === login && (via === undefined || via === appId);
  return isOurs && issue.pull_request === undefined;
}

function toIssue({
  number,
  title,
  body,
  state,
}: Pick<IssueData, 'number' | 'title' | 'body' | 'state'>): OwnIssue {
  return { number, title, body: body ?? '', state: state === 'closed' ? 'closed' : 'open' };
}
