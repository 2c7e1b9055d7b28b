import { distance } from 'fastest-levenshtein';

/** Letters that may be wrong, missing or too many in a name's head. */
const MAX_TYPOS = 2;
/** A right beginning of a name: all of the template but its slug. */
export interface Head {
  readonly text: string;
  readonly wave: string;
  readonly step: string;
}

/** Right beginnings of names, of which those that look alike are found without looking at all of them. */
export class Heads {
  private readonly byLook = new Map<string, Head[]>();

  constructor(heads: Iterable<Head>) {
    for (const head of heads) {
      const key = look(head.text, head.text.length);
      const known = this.byLook.get(key);
      if (known === undefined) this.byLook.set(key, [head]);
      else known.push(head);
    }
  }

  /** The beginning that a name's own is nearest to, by a typo or two, with what follows it; `null` if it is near none. */
  closest(branch: string): { readonly head: Head; readonly rest: string } | null {
    let best: { cost: number; head: Head; rest: string } | null = null;
    for (const { start, rest } of beginnings(branch)) {
      const name = start.toLowerCase();
      for (const head of this.alike(name)) {
        const cost = distance(name, head.text.toLowerCase());
        if (cost <= MAX_TYPOS && (best === null || cost < best.cost)) best = { cost, head, rest };
      }
    }
    return best;
  }

  /** Those with the same numbers that are not longer or shorter by more than a typo or two. */
  private *alike(name: string): Generator<Head> {
    for (let length = name.length - MAX_TYPOS; length <= name.length + MAX_TYPOS; length++) {
      yield* this.byLook.get(look(name, length)) ?? [];
    }
  }
}

/** The beginnings of a name that end before a separator or with the name, each with what follows. */
function* beginnings(branch: string): Generator<{ start: string; rest: string }> {
  for (let end = 1; end <= branch.length; end++) {
    if (end === branch.length || /[-_./]/u.test(branch[end]!)) {
      yield { start: branch.slice(0, end), rest: branch.slice(end + 1) };
    }
  }
}

/** The numbers in a text, in order, and a length: what two names must share to be one a typo of the other. */
function look(text: string, length: number): string {
  return `${length} ${(text.match(/\d+/gu) ?? []).join(' ')}`;
}
