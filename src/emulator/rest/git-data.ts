import { actorOf } from '../domain/accounts.js';
import { refMoved } from '../domain/pushes.js';
import { ZERO_SHA } from '../git/store.js';
import { requireWrite } from '../http/auth.js';
import { HttpError, invalidRequest, notFound } from '../http/errors.js';
import type { Exchange, Route } from '../http/exchange.js';
import { param, repoOf, repoRoute } from '../http/helpers.js';
import { bytes, created, type Json, noContent, ok, type Reply } from '../http/reply.js';
import type { Repo } from '../model.js';
import { gitCommitView } from '../views/commit.js';
import { nodeId } from '../views/ids.js';
import { repoUrl } from '../views/repository.js';

const read = { contents: 'read' } as const;
const write = { contents: 'write' } as const;

/** Limits of one answer of the trees API; beyond them `truncated` is true. */
const MOST_ENTRIES = 100_000;
const LARGEST_TREE = 7 * 1024 * 1024;
/** Of the blobs API, in bytes. */
const LARGEST_BLOB = 100 * 1024 * 1024;

function refView(exchange: Exchange, repo: Repo, ref: string, sha: string, type: string): Json {
  return {
    ref,
    node_id: nodeId('Ref', `${repo.id}/${ref}`),
    url: `${repoUrl(exchange.world, repo)}/git/${ref}`,
    object: { sha, type, url: `${repoUrl(exchange.world, repo)}/git/${type}s/${sha}` },
  };
}

async function getRef(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  const wanted = `refs/${param(exchange, 'ref')}`;
  const found = (await repo.git.refs(wanted)).find(({ ref }) => ref === wanted);
  if (found === undefined) throw notFound();
  return ok(refView(exchange, repo, found.ref, found.sha, found.type));
}

async function matchingRefs(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  const prefix = `refs/${param(exchange, 'ref')}`;
  const all = (await repo.git.refs('refs/')).filter(({ ref }) => ref.startsWith(prefix));
  return ok(all.map(({ ref, sha, type }) => refView(exchange, repo, ref, sha, type)));
}

async function createRef(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  requireWrite(exchange.viewer, repo);
  const ref = exchange.body.text('ref');
  const sha = exchange.body.text('sha');
  if (!/^refs\/(heads|tags)\/./.test(ref)) throw invalidRequest('Reference name is not valid.');
  if ((await repo.git.commit(sha)) === null) throw new HttpError(422, 'Object does not exist');
  if ((await repo.git.commitSha(ref)) !== null) throw new HttpError(422, 'Reference already exists');
  await repo.git.updateRef(ref, sha);
  await refMoved(exchange.world, repo, { ref, before: ZERO_SHA, after: sha }, actorOf(exchange.viewer));
  return created(refView(exchange, repo, ref, sha, 'commit'));
}

async function updateRef(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  requireWrite(exchange.viewer, repo);
  const ref = `refs/${param(exchange, 'ref')}`;
  const after = exchange.body.text('sha');
  const before = await repo.git.commitSha(ref);
  if (before === null) throw new HttpError(422, 'Reference does not exist');
  if ((await repo.git.commit(after)) === null) throw new HttpError(422, 'Object does not exist');
  if (!exchange.body.flag('force', false) && !(await repo.git.isAncestor(before, after))) {
    throw new HttpError(422, 'Update is not a fast forward');
  }
  await repo.git.updateRef(ref, after);
  await refMoved(exchange.world, repo, { ref, before, after }, actorOf(exchange.viewer));
  return ok(refView(exchange, repo, ref, after, 'commit'));
}

async function deleteRef(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  requireWrite(exchange.viewer, repo);
  const ref = `refs/${param(exchange, 'ref')}`;
  const before = await repo.git.commitSha(ref);
  if (before === null) throw new HttpError(422, 'Reference does not exist');
  await repo.git.deleteRef(ref);
  await refMoved(exchange.world, repo, { ref, before, after: ZERO_SHA }, actorOf(exchange.viewer));
  return noContent();
}

async function getTree(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  const sha = await repo.git.treeSha(param(exchange, 'tree_sha'));
  if (sha === null) throw notFound();
  const url = `${repoUrl(exchange.world, repo)}/git`;
  const entries = await repo.git.tree(sha, exchange.query.has('recursive'));
  const tree: Json[] = [];
  let size = 0;
  for (const { path, mode, type, sha: own, size: length } of entries) {
    const kind = type === 'tree' ? 'trees' : 'blobs';
    const entry = { path, mode, type, sha: own, ...(length === undefined ? {} : { size: length }) };
    const shown = type === 'commit' ? entry : { ...entry, url: `${url}/${kind}/${own}` };
    size += JSON.stringify(shown).length;
    if (tree.length === MOST_ENTRIES || size > LARGEST_TREE) break;
    tree.push(shown);
  }
  return ok({ sha, url: `${url}/trees/${sha}`, tree, truncated: tree.length < entries.length });
}

async function getBlob(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  const sha = param(exchange, 'file_sha');
  const object = /^[0-9a-f]{40}$/.test(sha) ? await repo.git.object(sha) : null;
  if (object === null || object.type !== 'blob') throw notFound();
  if (object.size > LARGEST_BLOB) throw new HttpError(403, 'This blob is too large to fetch in bytes.');
  if (/\braw\b/.test(exchange.headers.accept ?? '')) return bytes(object.content, 'application/octet-stream');
  return ok({
    sha,
    node_id: nodeId('Blob', `${repo.id}/${sha}`),
    size: object.size,
    url: `${repoUrl(exchange.world, repo)}/git/blobs/${sha}`,
    content: base64Lines(object.content),
    encoding: 'base64',
  });
}

/** GitHub breaks base64 after 60 characters. */
export function base64Lines(content: Buffer): string {
  return content
    .toString('base64')
    .replace(/.{60}/g, '$&\n')
    .replace(/[^\n]$/, '$&\n');
}

async function getGitCommit(exchange: Exchange): Promise<Reply> {
  const repo = repoOf(exchange);
  const sha = await repo.git.commitSha(param(exchange, 'commit_sha'));
  if (sha === null) throw notFound();
  return ok(await gitCommitView(exchange.world, repo, sha));
}

export const gitDataRoutes: readonly Route[] = [
  repoRoute('GET', '/git/ref/{ref}', read, getRef),
  repoRoute('GET', '/git/matching-refs/{ref}', read, matchingRefs),
  repoRoute('POST', '/git/refs', write, createRef),
  repoRoute('PATCH', '/git/refs/{ref}', write, updateRef),
  repoRoute('DELETE', '/git/refs/{ref}', write, deleteRef),
  repoRoute('GET', '/git/commits/{commit_sha}', read, getGitCommit),
  repoRoute('GET', '/git/trees/{tree_sha}', read, getTree),
  repoRoute('GET', '/git/blobs/{file_sha}', read, getBlob),
];
