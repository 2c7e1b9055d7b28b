import { createHash } from 'node:crypto';
import type { Failure, Gate, GateResult, Reason } from '../gates/gate.js';
import type { Snapshot } from '../snapshot/snapshot.js';

/** Hexadecimal digits of a key: 64 bits, so that nobody finds a second failure of a waived one's key. */
const KEY_DIGITS = 16;

/** What fails in a gate's result: one failure for each of its reasons, in their order. */
export function failuresOf(gate: Gate, { reasons }: GateResult, snapshot: Snapshot): Failure[] {
  const seen = new Map<string, number>();
  return reasons.map((reason) => {
    const identity = [...identityOf(reason, gate), ...contentsOf(reason, gate, snapshot)].join('\0');
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    return {
      key: createHash('sha256').update(`${identity}\0${ordinal}`).digest('hex').slice(0, KEY_DIGITS),
      rule: reason.finding?.rule ?? null,
      fingerprint: reason.finding?.fingerprint ?? null,
      message: reason.message,
      waivable: gate.waiving !== 'never' && reason.unseen !== true,
    };
  });
}

/** A finding is the same in whatever gate it fails, and wherever its function moves; another reason is its gate's own. */
function identityOf({ finding, identity, message, path = '' }: Reason, { id }: Gate): string[] {
  if (finding !== undefined) return ['finding', finding.rule, finding.fingerprint];
  return ['reason', id, path, identity ?? withoutLines(message)];
}

function withoutLines(message: string): string {
  return message.replace(/(?:(?::\d+)+)(?=`)|\b(lines?) \d+/gu, '$1');
}

/** The file as it is at head, where that is what the gate judged: its next change is another failure. */
function contentsOf({ path }: Reason, { waiving }: Gate, { headTree }: Snapshot): string[] {
  const entry = waiving === 'contents' && path !== undefined ? headTree.get(path) : undefined;
  return entry === undefined ? [] : [entry.mode, entry.sha];
}
