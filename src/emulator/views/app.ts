import type { Json } from '../http/reply.js';
import type { AppRecord, Installation } from '../model.js';
import type { World } from '../world.js';
import { accountView } from './account.js';
import { nodeId } from './ids.js';

/** `integration` of the official description. */
export function appView(world: World, app: AppRecord): Json {
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    client_id: app.clientId,
    owner: accountView(world, app.owner),
    name: app.name,
    description: '',
    external_url: world.htmlUrl,
    html_url: `${world.htmlUrl}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
  };
}

export function installationView(world: World, installation: Installation): Json {
  const { app, account, id } = installation;
  return {
    id,
    client_id: app.clientId,
    account: accountView(world, account),
    repository_selection: installation.repositories === null ? 'all' : 'selected',
    access_tokens_url: `${world.url}/app/installations/${id}/access_tokens`,
    repositories_url: `${world.url}/installation/repositories`,
    html_url: `${world.htmlUrl}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: app.events,
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: installation.suspendedAt,
  };
}
