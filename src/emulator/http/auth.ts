import type { IncomingHttpHeaders } from 'node:http';
import type { Grants, Repo, Viewer } from '../model.js';
import { covers, hasAccess, type State } from '../state.js';
import { badCredentials, HttpError, notByIntegration, notFound } from './errors.js';
import type { Route } from './exchange.js';
import { looksLikeJwt, verifyJwt } from './jwt.js';

/** Who makes the request, by its `Authorization` header. @throws HttpError 401 */
export function authenticate(state: State, headers: IncomingHttpHeaders): Viewer {
  const header = headers.authorization;
  if (header === undefined) return { kind: 'anonymous' };
  const token = tokenOf(header);
  if (looksLikeJwt(token)) return { kind: 'app', app: verifyJwt(state, token) };
  const viewer = state.tokenViewer(token);
  if (viewer === null) throw badCredentials();
  if (viewer.kind === 'installation' && viewer.installation.suspendedAt !== null) {
    throw new HttpError(403, 'This installation has been suspended');
  }
  return viewer;
}

function tokenOf(header: string): string {
  const [scheme = '', value = ''] = header.split(/ +/);
  if (scheme.toLowerCase() !== 'basic') return value;
  return Buffer.from(value, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
}

/** Whether the viewer may see the repository at all: if not, it does not exist for them. */
export function canSee(viewer: Viewer, repo: Repo): boolean {
  if (viewer.kind === 'installation') {
    const narrowed = viewer.repositories === null || viewer.repositories.has(repo.id);
    return (covers(viewer.installation, repo) && narrowed) || !repo.private;
  }
  if (viewer.kind === 'user') return !repo.private || hasAccess(repo, viewer.account, 'read');
  return !repo.private;
}

/** Refuses what the route does not answer to this viewer. */
export function authorise(route: Route, viewer: Viewer, repo: Repo | null): void {
  if (route.audience === 'app') {
    if (viewer.kind !== 'app') throw new HttpError(401, 'A JSON web token could not be decoded');
    return;
  }
  if (route.audience === 'installation' && viewer.kind !== 'installation') throw notByIntegration();
  if (route.audience !== 'repository' || repo === null) return;
  if (viewer.kind === 'app') throw badCredentials();
  if (viewer.kind === 'anonymous' && route.method !== 'GET')
    throw new HttpError(401, 'Requires authentication');
  if (viewer.kind === 'installation') authoriseInstallation(route, viewer, repo);
}

function authoriseInstallation(
  route: Route,
  viewer: Extract<Viewer, { kind: 'installation' }>,
  repo: Repo,
): void {
  const owned =
    covers(viewer.installation, repo) && (viewer.repositories === null || viewer.repositories.has(repo.id));
  if (!owned && route.method !== 'GET') throw notByIntegration();
  const wanted = Object.entries(route.needs);
  if (wanted.length === 0 || (!owned && !repo.private)) return;
  if (!wanted.some(([name, grant]) => grants(viewer.permissions, name, grant === 'write')))
    throw notByIntegration();
}

export function grants(permissions: Grants, name: string, write: boolean): boolean {
  const held = permissions[name];
  return held !== undefined && (!write || held !== 'read');
}

/** Refuses a user without write access: GitHub answers 403 to those who can see the repository. */
export function requireWrite(viewer: Viewer, repo: Repo): void {
  if (viewer.kind !== 'user' || hasAccess(repo, viewer.account, 'write')) return;
  if (!hasAccess(repo, viewer.account, 'read')) throw notFound();
  throw new HttpError(403, 'Must have write access to the repository.');
}
