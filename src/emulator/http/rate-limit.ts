import type { Viewer } from '../model.js';
import type { State } from '../state.js';

/** Requests an hour, of an installation or a user, and of nobody. */
const LIMIT = 5000;
const ANONYMOUS_LIMIT = 60;
const HOUR = 3600;

interface Bucket {
  used: number;
  /** Seconds since 1970. */
  reset: number;
}

/** Counts requests for the headers. The primary limit is told, not enforced: faults are switched on elsewhere. */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly state: State) {}

  spend(viewer: Viewer): Record<string, string> {
    const now = Math.floor(this.state.now() / 1000);
    const limit = viewer.kind === 'anonymous' ? ANONYMOUS_LIMIT : LIMIT;
    const key = keyOf(viewer);
    const known = this.buckets.get(key);
    const bucket = known === undefined || known.reset <= now ? { used: 0, reset: now + HOUR } : known;
    bucket.used += 1;
    this.buckets.set(key, bucket);
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(Math.max(0, limit - bucket.used)),
      'x-ratelimit-used': String(bucket.used),
      'x-ratelimit-reset': String(bucket.reset),
      'x-ratelimit-resource': 'core',
    };
  }
}

function keyOf(viewer: Viewer): string {
  if (viewer.kind === 'user') return `user ${viewer.account.id}`;
  if (viewer.kind === 'app') return `app ${viewer.app.id}`;
  return viewer.kind === 'installation' ? `installation ${viewer.installation.id}` : 'anonymous';
}
