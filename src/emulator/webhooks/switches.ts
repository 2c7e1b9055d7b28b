import type { Json } from '../http/reply.js';

/** How the way to the app misbehaves. GitHub promises neither order nor arrival nor once-only. */
export interface DeliverySwitches {
  /** How often every delivery is sent besides the first time, with the same GUID. */
  readonly duplicates: number;
  /** Milliseconds before every delivery is sent. */
  readonly delay: number;
  /** Holds deliveries back until this many wait, then sends them newest first; 0 sends at once. */
  readonly reorder: number;
  /** Whether a delivery never leaves; it is in the log, without an answer. */
  readonly lose: (event: string, payload: Json) => boolean;
}

export const FAITHFUL: DeliverySwitches = { duplicates: 0, delay: 0, reorder: 0, lose: () => false };
