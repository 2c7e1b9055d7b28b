import { diffFiles } from '../git/diff.js';
import { HttpError, notFound } from '../http/errors.js';
import type { Exchange, Route } from '../http/exchange.js';
import { param, repoOf, repoRoute } from '../http/helpers.js';
import { paginate } from '../http/pagination.js';
import { bytes, ok, type Reply } from '../http/reply.js';
import type { Repo } from '../model.js';
import { commitView, diffEntryView } from '../views/commit.js';
import { repoHtmlUrl, repoUrl } from '../views/repository.js';

/** Files are given on the first page only, and never more. */
const MOST_FILES = 300;
/** Commits of a comparison that does not ask for pages. */
const MOST_COMMITS = 250;

interface Ends {
  readonly base: string;
  readonly head: string;
  readonly mergeBase: string;
}

async function endsOf(exchange: Exchange, repo: Repo): Promise<Ends> {
  const [baseName = '', headName = ''] = param(exchange, 'basehead').split('...');
  const [base, head] = await Promise.all([
    endSha(exchange, repo, baseName),
    endSha(exchange, repo, headName),
  ]);
  if (base === null || head === null) throw notFound();
  const mergeBase = await repo.git.mergeBase(base, head);
  if (mergeBase === null) throw new HttpError(404, `No common ancestor between ${baseName} and ${headName}.`);
  return { base, head, mergeBase };
}

/** `ref` or `owner:ref`, the latter of a fork, whose commits are fetched first. */
async function endSha(exchange: Exchange, repo: Repo, name: string): Promise<string | null> {
  const colon = name.indexOf(':');
  if (colon < 0) return repo.git.commitSha(name);
  const [owner, ref] = [name.slice(0, colon), name.slice(colon + 1)];
  if (owner === repo.owner.login) return repo.git.commitSha(ref);
  const forks = [...exchange.world.state.repos.values()];
  const fork = forks.find((one) => one.owner.login === owner && (one.parent === repo || repo.parent === one));
  const sha = (await fork?.git.commitSha(ref)) ?? null;
  if (fork !== undefined && sha !== null) await repo.git.run(['fetch', '-q', fork.git.dir, sha]);
  return sha;
}

async function compare(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  const ends = await endsOf(exchange, repo);
  const accept = exchange.headers.accept ?? '';
  if (/\b(diff|patch)\b/.test(accept)) return plainDiff(repo, ends);
  const [ahead, behind] = await Promise.all([
    repo.git.log([ends.head, `^${ends.base}`]),
    repo.git.log([ends.base, `^${ends.head}`]),
  ]);
  const oldestFirst = ahead.reverse();
  const paged = exchange.query.has('page') || exchange.query.has('per_page');
  const page = paged
    ? paginate(exchange, oldestFirst)
    : { items: oldestFirst.slice(0, MOST_COMMITS), headers: {} };
  const firstPage = Number(exchange.query.get('page') ?? 1) <= 1;
  const files = firstPage ? await diffFiles(repo.git, ends.mergeBase, ends.head) : [];
  const { world } = exchange;
  return ok(
    {
      ...addresses(exchange, repo, ends),
      base_commit: await commitView(world, repo, ends.base),
      merge_base_commit: await commitView(world, repo, ends.mergeBase),
      status: statusOf(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: await Promise.all(page.items.map((sha) => commitView(world, repo, sha))),
      files: files.slice(0, MOST_FILES).map((file) => diffEntryView(world, repo, ends.head, file)),
    },
    page.headers,
  );
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

function addresses(exchange: Exchange, repo: Repo, ends: Ends): Record<string, string> {
  const range = `${ends.base}...${ends.head}`;
  const html = `${repoHtmlUrl(exchange.world, repo)}/compare/${range}`;
  return {
    url: `${repoUrl(exchange.world, repo)}/compare/${range}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
  };
}

async function plainDiff(repo: Repo, ends: Ends): Promise<Reply> {
  const diff = await repo.git.run(['diff', '--find-renames', '--no-color', ends.mergeBase, ends.head]);
  if ((diff.toString().match(/^diff --git /gm)?.length ?? 0) > MOST_FILES) {
    throw new HttpError(406, 'Sorry, the diff exceeded the maximum number of files (300).');
  }
  return bytes(diff, 'application/vnd.github.diff; charset=utf-8');
}

export const compareRoutes: readonly Route[] = [
  repoRoute('GET', '/compare/{basehead}', { contents: 'read' }, compare),
];
