import type { Json } from '../http/reply.js';
import type { Installation, Repo } from '../model.js';

/** An event on its way to an app. A redelivery is an entry of its own that keeps the GUID. */
export interface Delivery {
  readonly id: number;
  /** `X-GitHub-Delivery`. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly installation: Installation;
  readonly repo: Repo | null;
  readonly url: string;
  readonly payload: Json;
  readonly redelivery: boolean;
  /** ISO 8601, UTC. */
  readonly deliveredAt: string;
  requestHeaders: Readonly<Record<string, string>>;
  /** `null` while under way, and 0 when no answer came. */
  statusCode: number | null;
  status: string;
  /** Seconds. */
  duration: number;
  responseHeaders: Readonly<Record<string, string>>;
  responseBody: string | null;
}
