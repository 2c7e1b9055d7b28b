import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/**
 * A waiver as a comment carries it: JSON in an HTML comment, signed, as whoever may write to a repository may edit a
 * bot's comments there. What it says is bound to its pull request, so that it counts nowhere else.
 */

const waiverSchema = z.strictObject({
  target: z.string().min(1),
  digest: z.string().regex(/^[0-9a-f]+(\.[0-9a-f]+)*$/),
  by: z.string().min(1),
  reason: z.string().min(1),
  headSha: z.string().regex(/^[0-9a-f]{40,64}$/),
  until: z.iso.datetime().nullable(),
  /** The comment whose command gave it. */
  commentId: z.int().positive(),
});

export type MarkedWaiver = z.output<typeof waiverSchema>;

/** The pull request that a waiver is for. */
export interface MarkerPlace {
  readonly owner: string;
  readonly repo: string;
  readonly pullRequest: number;
}

/** On a line of its own: what a reply quotes, say the name of a file, never begins one. */
const MARKER = /^<!-- wavegate waiver (\{[^<>\r\n]*\}) ([0-9a-f]{64}) -->\r?$/m;

/** The key that signs waivers; another webhook secret is another key, and ends them. */
export function waiverKey(webhookSecret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', webhookSecret, '', 'wavegate waivers 1', 32));
}

export function writeMarker(waiver: MarkedWaiver, place: MarkerPlace, key: Uint8Array): string {
  const json = asciiJson(waiver);
  return `<!-- wavegate waiver ${json} ${signature(json, place, key)} -->`;
}

/**
 * The waiver that a comment's body gives, or `null`.
 * @param key `null` where it is not known: then the signature is not looked at.
 */
export function readMarker(body: string, place: MarkerPlace, key: Uint8Array | null): MarkedWaiver | null {
  const [, json, signed] = MARKER.exec(body) ?? [];
  if (json === undefined || signed === undefined) return null;
  if (key !== null && !timingSafeEqual(Buffer.from(signed), Buffer.from(signature(json, place, key))))
    return null;
  try {
    return waiverSchema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

/** Whether a comment's body has a marker, whatever it is worth. */
export function hasMarker(body: string): boolean {
  return MARKER.test(body);
}

function signature(json: string, { owner, repo, pullRequest }: MarkerPlace, key: Uint8Array): string {
  const where = `${owner}/${repo}#${pullRequest}`.toLowerCase();
  return createHmac('sha256', key).update(`${where}\n${json}`).digest('hex');
}

/** JSON that neither ends an HTML comment nor has a character that somebody on the way may write otherwise. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]|[<>&-]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
