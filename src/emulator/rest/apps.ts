import { isoSeconds } from '../git/commit-facts.js';
import { HttpError, notFound, validationFailed } from '../http/errors.js';
import type { Exchange, Route } from '../http/exchange.js';
import { numberParam, repoOf } from '../http/helpers.js';
import { listReply, paginate } from '../http/pagination.js';
import { created, type Json, ok, type Reply } from '../http/reply.js';
import type { AppRecord, Grant, Grants, Installation, Repo } from '../model.js';
import { covers } from '../state.js';
import { appView, installationView } from '../views/app.js';
import { deliveryItemView, deliveryView } from '../views/delivery.js';
import { repositoryView } from '../views/repository.js';
import type { Delivery } from '../webhooks/delivery.js';

/** Installation tokens live this long, in milliseconds. */
const TOKEN_LIFE = 3_600_000;

function appRoute(method: Route['method'], path: string, handle: Route['handle']): Route {
  return { method, path, needs: {}, audience: 'app', handle };
}

function viewerApp({ viewer }: Exchange): AppRecord {
  if (viewer.kind !== 'app') throw new HttpError(401, 'A JSON web token could not be decoded');
  return viewer.app;
}

function installationOf(exchange: Exchange): Installation {
  const id = numberParam(exchange, 'installation_id');
  const installation = viewerApp(exchange).installations.find((one) => one.id === id);
  if (installation === undefined) throw notFound();
  return installation;
}

function createToken(exchange: Exchange): Json {
  const { world, body } = exchange;
  const installation = installationOf(exchange);
  if (installation.suspendedAt !== null) throw new HttpError(403, 'This installation has been suspended');
  const permissions = narrowed(
    installation,
    body.object('permissions')?.raw as Record<string, Grant> | undefined,
  );
  const repos = chosenRepos(exchange, installation);
  const expires = world.state.now() + TOKEN_LIFE;
  const token = world.state.issueToken(
    'ghs',
    {
      kind: 'installation',
      app: installation.app,
      installation,
      permissions,
      repositories: repos === null ? null : new Set(repos.map((repo) => repo.id)),
    },
    expires,
  );
  return {
    token,
    expires_at: isoSeconds(new Date(expires)),
    permissions,
    repository_selection: repos === null && installation.repositories === null ? 'all' : 'selected',
    ...(repos === null ? {} : { repositories: repos.map((repo) => repositoryView(world, repo)) }),
  };
}

function narrowed(installation: Installation, wanted: Record<string, Grant> | undefined): Grants {
  if (wanted === undefined) return installation.permissions;
  for (const [name, grant] of Object.entries(wanted)) {
    const held = installation.permissions[name];
    if (held === undefined || (grant !== 'read' && held === 'read')) {
      throw new HttpError(422, 'The permissions requested are not granted to this installation.');
    }
  }
  return wanted;
}

function chosenRepos({ world, body }: Exchange, installation: Installation): Repo[] | null {
  const names = body.texts('repositories');
  const ids = body.raw.repository_ids;
  if (names === undefined && !Array.isArray(ids)) return null;
  const all = [...world.state.repos.values()].filter((repo) => covers(installation, repo));
  const chosen = all.filter(
    (repo) => names?.includes(repo.name) || (Array.isArray(ids) && ids.includes(repo.id)),
  );
  if (chosen.length === 0) {
    throw new HttpError(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  }
  return chosen;
}

function accessible({ world, viewer }: Exchange): Repo[] {
  if (viewer.kind !== 'installation') return [];
  return [...world.state.repos.values()].filter(
    (repo) =>
      covers(viewer.installation, repo) && (viewer.repositories === null || viewer.repositories.has(repo.id)),
  );
}

function deliveriesOf(exchange: Exchange): Delivery[] {
  const app = viewerApp(exchange);
  const since = exchange.world.state.now() - 3 * 86_400_000;
  return exchange.world.webhooks.log
    .filter((one) => one.installation.app === app && Date.parse(one.deliveredAt) >= since)
    .reverse();
}

function deliveryOf(exchange: Exchange): Delivery {
  const id = numberParam(exchange, 'delivery_id');
  const delivery = deliveriesOf(exchange).find((one) => one.id === id);
  if (delivery === undefined) throw notFound();
  return delivery;
}

/** The list of deliveries pages by cursor, newest first. */
function listDeliveries(exchange: Exchange): Reply {
  const all = deliveriesOf(exchange);
  const size = Math.min(Number(exchange.query.get('per_page') ?? 30) || 30, 100);
  const cursor = exchange.query.get('cursor');
  const from = cursor === null ? 0 : all.findIndex((one) => String(one.id) === cursor);
  if (from < 0) throw validationFailed({ resource: 'Hook', field: 'cursor', code: 'invalid' });
  const next = all[from + size];
  const url = new URL(exchange.url);
  if (next !== undefined) url.searchParams.set('cursor', String(next.id));
  const headers = next === undefined ? {} : { link: `<${url.href}>; rel="next"` };
  return ok(all.slice(from, from + size).map(deliveryItemView), headers as Record<string, string>);
}

async function installationFor(exchange: Exchange, account: string, repo: Repo | null): Promise<Reply> {
  const found = viewerApp(exchange).installations.find(
    (one) =>
      one.account.login.toLowerCase() === account.toLowerCase() && (repo === null || covers(one, repo)),
  );
  if (found === undefined) throw notFound();
  return ok(installationView(exchange.world, found));
}

export const appRoutes: readonly Route[] = [
  appRoute('GET', '/app', (exchange) =>
    ok({
      ...appView(exchange.world, viewerApp(exchange)),
      installations_count: viewerApp(exchange).installations.length,
    }),
  ),
  appRoute('GET', '/app/installations', (exchange) =>
    listReply(exchange, viewerApp(exchange).installations, (one) => installationView(exchange.world, one)),
  ),
  appRoute('GET', '/app/installations/{installation_id}', (exchange) =>
    ok(installationView(exchange.world, installationOf(exchange))),
  ),
  appRoute('POST', '/app/installations/{installation_id}/access_tokens', (exchange) =>
    created(createToken(exchange)),
  ),
  appRoute('GET', '/repos/{owner}/{repo}/installation', (exchange) => {
    const repo = repoOf(exchange);
    return installationFor(exchange, repo.owner.login, repo);
  }),
  appRoute('GET', '/users/{username}/installation', (exchange) =>
    installationFor(exchange, exchange.params.username ?? '', null),
  ),
  appRoute('GET', '/orgs/{org}/installation', (exchange) =>
    installationFor(exchange, exchange.params.org ?? '', null),
  ),
  appRoute('GET', '/app/hook/deliveries', listDeliveries),
  appRoute('GET', '/app/hook/deliveries/{delivery_id}', (exchange) => ok(deliveryView(deliveryOf(exchange)))),
  appRoute('POST', '/app/hook/deliveries/{delivery_id}/attempts', (exchange) => {
    exchange.world.webhooks.redeliver(deliveryOf(exchange));
    return { status: 202, headers: {}, body: {} };
  }),
  {
    method: 'GET',
    path: '/installation/repositories',
    needs: {},
    audience: 'installation',
    handle: (exchange) => {
      const all = accessible(exchange);
      const { items, headers } = paginate(exchange, all);
      const repositories = items.map((repo) => repositoryView(exchange.world, repo));
      return ok({ total_count: all.length, repository_selection: 'all', repositories }, headers);
    },
  },
];
