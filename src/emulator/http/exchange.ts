import type { IncomingHttpHeaders } from 'node:http';
import type { Grant, Viewer } from '../model.js';
import type { World } from '../world.js';
import type { Fields } from './fields.js';
import type { Reply } from './reply.js';

/** A request as a handler sees it: routed, read and authenticated. */
export interface Exchange {
  readonly world: World;
  readonly method: string;
  readonly url: string;
  /** By the names in the route's template, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Fields;
  readonly viewer: Viewer;
}

export type Handler = (exchange: Exchange) => Promise<Reply> | Reply;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** As in GitHub's OpenAPI description. */
  readonly path: string;
  /** What an installation must have been granted; of several, any one is enough. */
  readonly needs: Readonly<Record<string, Grant>>;
  /** Whom the operation answers; `repository` also looks the repository up, which may answer 404. */
  readonly audience: 'app' | 'installation' | 'repository' | 'anyone';
  readonly handle: Handler;
}
