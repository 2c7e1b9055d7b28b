import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refMoved } from '../domain/pushes.js';
import { gitEnvironment } from '../git/process.js';
import { ZERO_SHA } from '../git/store.js';
import type { Account, Repo, Viewer } from '../model.js';
import { hasAccess } from '../state.js';
import type { World } from '../world.js';
import { authenticate, canSee, grants } from './auth.js';
import { HttpError } from './errors.js';
import type { StreamResponder } from './server.js';

const GIT_PATH = /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/;

/** Git's smart HTTP protocol through `git http-backend`: clones, fetches and pushes. */
export function gitOverHttp(world: World): StreamResponder {
  return (request, response, url) => {
    const match = GIT_PATH.exec(url.pathname);
    if (match === null) return false;
    const [, owner = '', name = '', action = ''] = match;
    serve(world, request, response, { owner, name, action, query: url.search.slice(1) }).catch(
      (error: unknown) => {
        refuse(response, error);
      },
    );
    return true;
  };
}

interface GitRequest {
  readonly owner: string;
  readonly name: string;
  readonly action: string;
  readonly query: string;
}

async function serve(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  asked: GitRequest,
): Promise<void> {
  const viewer = authenticate(world.state, request.headers);
  const repo = world.state.repo(asked.owner, asked.name);
  if (repo === null || !canSee(viewer, repo)) throw new HttpError(404, 'Repository not found.');
  const pushes = asked.action === '/git-receive-pack' || asked.query.includes('git-receive-pack');
  const pusher = pushes ? pusherOf(viewer, repo) : null;
  const before = asked.action === '/git-receive-pack' ? await refsOf(repo) : null;
  await backend(request, response, repo, asked, pusher, async () => {
    if (before !== null && pusher !== null) await announce(world, repo, before, pusher);
  });
}

function pusherOf(viewer: Viewer, repo: Repo): Account {
  if (viewer.kind === 'user' && hasAccess(repo, viewer.account, 'write')) return viewer.account;
  if (viewer.kind === 'installation' && grants(viewer.permissions, 'contents', true)) return viewer.app.bot;
  if (viewer.kind === 'anonymous') throw new HttpError(401, 'Authentication required');
  throw new HttpError(403, `Permission to ${repo.owner.login}/${repo.name}.git denied.`);
}

async function refsOf(repo: Repo): Promise<Map<string, string>> {
  const refs = [...(await repo.git.refs('refs/heads/')), ...(await repo.git.refs('refs/tags/'))];
  return new Map(refs.map(({ ref, sha }) => [ref, sha]));
}

async function announce(
  world: World,
  repo: Repo,
  before: Map<string, string>,
  pusher: Account,
): Promise<void> {
  const after = await refsOf(repo);
  for (const ref of new Set([...before.keys(), ...after.keys()])) {
    const move = { ref, before: before.get(ref) ?? ZERO_SHA, after: after.get(ref) ?? ZERO_SHA };
    await refMoved(world, repo, move, pusher);
  }
}

/** @param done runs after git has ended and before the client hears so: what follows from a push is there then. */
async function backend(
  request: IncomingMessage,
  response: ServerResponse,
  repo: Repo,
  asked: GitRequest,
  pusher: Account | null,
  done: () => Promise<void>,
): Promise<void> {
  const { headers } = request;
  const child = spawn('git', ['http-backend'], {
    env: gitEnvironment({
      GIT_PROJECT_ROOT: repo.git.dir,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: asked.action,
      QUERY_STRING: asked.query,
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: headers['content-type'] ?? '',
      REMOTE_USER: pusher?.login ?? '',
      ...(headers['content-encoding'] === undefined
        ? {}
        : { HTTP_CONTENT_ENCODING: headers['content-encoding'] }),
      ...(headers['content-length'] === undefined ? {} : { CONTENT_LENGTH: headers['content-length'] }),
      ...(typeof headers['git-protocol'] === 'string' ? { GIT_PROTOCOL: headers['git-protocol'] } : {}),
    }),
  });
  child.stdin.on('error', () => undefined);
  request.pipe(child.stdin);
  const out: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  await done();
  sendCgi(response, Buffer.concat(out));
}

/** Translates a CGI answer: headers, `Status` among them, an empty line, the body. */
function sendCgi(response: ServerResponse, answer: Buffer): void {
  const end = answer.indexOf('\r\n\r\n');
  let status = end < 0 ? 500 : 200;
  for (const line of answer.toString('latin1', 0, Math.max(end, 0)).split('\r\n')) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else if (colon > 0) response.setHeader(name, value);
  }
  response.writeHead(status).end(answer.subarray(end + 4));
}

function refuse(response: ServerResponse, error: unknown): void {
  const status = error instanceof HttpError ? error.status : 500;
  if (status === 401) response.setHeader('www-authenticate', 'Basic realm="GitHub"');
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(error instanceof Error ? error.message : String(error));
}
