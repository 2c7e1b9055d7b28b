import type { RepositoryClient } from './client.js';
import { pages } from './client.js';
import { messageOf, statusOf, WriteRefused } from './errors.js';
import { PAGE_SIZE } from './limits.js';
import type { Promotion, Promotions } from './port.js';
import { reading, writing } from './retry.js';

/** Pull requests from one branch to another that are looked through: few, as only one can be open. */
const MOST = 500;

export function octokitPromotions({ octokit, owner, repo, retry }: RepositoryClient): Promotions {
  async function between(head: string, base: string): Promise<Promotion[]> {
    const found = await pages(PAGE_SIZE, MOST, async (page) => {
      const { data } = await reading('list the pull requests', retry, () =>
        octokit.rest.pulls.list({
          owner,
          repo,
          state: 'all',
          head: `${owner}:${head}`,
          base,
          per_page: PAGE_SIZE,
          page,
        }),
      );
      return data;
    });
    return found
      .filter((one) => one.head.ref === head && one.base.ref === base)
      .map((one) => ({
        number: one.number,
        url: one.html_url,
        state: one.state === 'open' ? 'open' : one.merged_at === null ? 'closed' : 'merged',
        headSha: one.head.sha,
      }));
  }

  return {
    between,

    async open({ head, base, title, body }) {
      try {
        return await writing(
          'open the promotion pull request',
          retry,
          async () => {
            const { data } = await octokit.rest.pulls.create({ owner, repo, head, base, title, body });
            return { number: data.number, url: data.html_url, state: 'open', headSha: data.head.sha };
          },
          async () => (await between(head, base)).find(({ state }) => state === 'open') ?? null,
        );
      } catch (error) {
        if (statusOf(error) !== 422) throw error;
        throw new WriteRefused(`GitHub refused the pull request: ${messageOf(error)}`, { cause: error });
      }
    },
  };
}
