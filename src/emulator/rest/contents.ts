import type { StoredEntry } from '../git/store.js';
import { HttpError, notFound } from '../http/errors.js';
import type { Exchange, Route } from '../http/exchange.js';
import { param, repoOf, repoRoute } from '../http/helpers.js';
import { bytes, type Json, ok, type Reply } from '../http/reply.js';
import type { Repo } from '../model.js';
import { repoHtmlUrl, repoUrl } from '../views/repository.js';
import type { World } from '../world.js';
import { base64Lines } from './git-data.js';

/** Up to here the contents API gives the bytes; above, an empty text with encoding `none`. */
const INLINE_LIMIT = 1024 * 1024;
/** Above this only the blobs API answers. */
const HARD_LIMIT = 100 * 1024 * 1024;

interface Place {
  readonly world: World;
  readonly repo: Repo;
  readonly ref: string;
}

async function getContents(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  const ref = exchange.query.get('ref') ?? repo.defaultBranch;
  const root = await repo.git.treeSha(ref);
  if (root === null) throw new HttpError(404, `No commit found for the ref ${ref}`);
  const path = param(exchange, 'path').replace(/^\/+|\/+$/g, '');
  const place = { world: exchange.world, repo, ref };
  if (path === '') return listDirectory(place, root, '');
  const entry = await findEntry(repo, root, path);
  if (entry === null) throw notFound();
  if (entry.type === 'tree') return listDirectory(place, entry.sha, `${path}/`);
  if (entry.type === 'commit') return ok(submoduleView(place, entry));
  return fileReply(exchange, place, entry);
}

/** Walks down one folder at a time. */
async function findEntry(repo: Repo, root: string, path: string): Promise<StoredEntry | null> {
  const names = path.split('/');
  let tree = root;
  for (const [depth, name] of names.entries()) {
    const entry = (await repo.git.tree(tree, false)).find((one) => one.path === name);
    if (entry === undefined) return null;
    if (depth === names.length - 1) return { ...entry, path };
    if (entry.type !== 'tree') return null;
    tree = entry.sha;
  }
  return null;
}

async function listDirectory(place: Place, tree: string, prefix: string): Promise<Reply> {
  const entries = await place.repo.git.tree(tree, false);
  return ok(
    entries.map((entry) => ({
      ...entryView(place, { ...entry, path: prefix + entry.path }),
      type: kindOf(entry),
    })),
  );
}

function kindOf(entry: StoredEntry): string {
  if (entry.type === 'tree') return 'dir';
  if (entry.type === 'commit') return 'submodule';
  return entry.mode === '120000' ? 'symlink' : 'file';
}

function entryView({ world, repo, ref }: Place, entry: StoredEntry): Json {
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const self = `${repoUrl(world, repo)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${repoUrl(world, repo)}/git/${entry.type === 'tree' ? 'trees' : 'blobs'}/${entry.sha}`;
  const html = `${repoHtmlUrl(world, repo)}/${entry.type === 'tree' ? 'tree' : 'blob'}/${encodeURIComponent(ref)}/${path}`;
  const download =
    entry.type === 'blob' ? `${repoHtmlUrl(world, repo)}/raw/${encodeURIComponent(ref)}/${path}` : null;
  return {
    name: entry.path.slice(entry.path.lastIndexOf('/') + 1),
    path: entry.path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url: self,
    html_url: html,
    git_url: git,
    download_url: download,
    _links: { self, git, html },
  };
}

function submoduleView(place: Place, entry: StoredEntry): Json {
  return { ...entryView(place, entry), type: 'submodule', submodule_git_url: place.world.htmlUrl };
}

async function fileReply(exchange: Exchange, place: Place, entry: StoredEntry): Promise<Reply> {
  const object = await place.repo.git.object(entry.sha);
  if (object === null) throw notFound();
  if (object.size > HARD_LIMIT) throw new HttpError(403, 'This API returns blobs up to 100 MB in size.');
  if (/\braw\b/.test(exchange.headers.accept ?? '')) {
    return bytes(object.content, 'application/vnd.github.raw; charset=utf-8');
  }
  if (entry.mode === '120000') {
    return ok({ ...entryView(place, entry), type: 'symlink', target: object.content.toString() });
  }
  const large = object.size > INLINE_LIMIT;
  return ok({
    ...entryView(place, entry),
    type: 'file',
    content: large ? '' : base64Lines(object.content),
    encoding: large ? 'none' : 'base64',
  });
}

export const contentRoutes: readonly Route[] = [
  repoRoute('GET', '/contents/{path}', { contents: 'read' }, getContents),
];
