import type { Finding } from '../rust/finding.js';
import { compareFindings } from '../rust/finding.js';

/** Findings of head by those of the merge base that they were; one that is not a key was introduced. */
export type Origins = ReadonlyMap<Finding, Finding>;

/**
 * Finds out which findings of head stood at the merge base, one by one: of two alike of which one was there before, one
 * has no origin. The surest pairs are made first: by fingerprint on the same line, in the same file, on the same side
 * of the scope's border, anywhere; what is left by its expression alone, in another file, for a function may be renamed
 * as it moves.
 */
export function originsOf(
  head: readonly Finding[],
  base: readonly Finding[],
  inScope: (path: string) => boolean,
): Origins {
  const pairing = new Pairing(head, base);
  pairing.pair(({ fingerprint, path, line }) => [fingerprint, path, line]);
  pairing.pair(({ fingerprint, path }) => [fingerprint, path]);
  pairing.pair(({ fingerprint, path }) => [fingerprint, inScope(path)]);
  pairing.pair(({ fingerprint }) => [fingerprint]);
  pairing.pairAcrossFiles(({ likeness, path }) =>
    likeness === undefined ? null : [likeness, inScope(path)],
  );
  pairing.pairAcrossFiles(({ likeness }) => (likeness === undefined ? null : [likeness]));
  return pairing.origins;
}

type KeyOf = (finding: Finding) => readonly unknown[] | null;

class Pairing {
  readonly origins = new Map<Finding, Finding>();
  private head: readonly Finding[];
  private base: readonly Finding[];

  constructor(head: readonly Finding[], base: readonly Finding[]) {
    this.head = [...head].sort(compareFindings);
    this.base = [...base].sort(compareFindings);
  }

  /** Pairs findings of the same key, in the order of their places. */
  pair(keyOf: KeyOf): void {
    this.match(keyOf, () => '');
  }

  /** The same for findings in different files alone: within a file, the same expression elsewhere is another one. */
  pairAcrossFiles(keyOf: KeyOf): void {
    this.match(keyOf, ({ path }) => path);
  }

  private match(keyOf: KeyOf, apart: (finding: Finding) => string): void {
    const waiting = new Map<string, Map<string, Finding[]>>();
    for (const finding of [...this.base].reverse()) {
      const key = keyOf(finding);
      if (key === null) continue;
      const groups = emplace(waiting, JSON.stringify(key), () => new Map<string, Finding[]>());
      emplace(groups, apart(finding), () => []).push(finding);
    }
    const taken = new Set<Finding>();
    for (const finding of this.head) {
      const key = keyOf(finding);
      const groups = key === null ? undefined : waiting.get(JSON.stringify(key));
      const origin = groups === undefined ? undefined : takeFrom(groups, apart(finding));
      if (origin === undefined) continue;
      this.origins.set(finding, origin);
      taken.add(origin);
    }
    this.head = this.head.filter((finding) => !this.origins.has(finding));
    this.base = this.base.filter((finding) => !taken.has(finding));
  }
}

/** The first waiting finding of another group than `own`; groups without a name are not told apart. */
function takeFrom(groups: Map<string, Finding[]>, own: string): Finding | undefined {
  for (const [group, findings] of groups) {
    if (group === own && own !== '') continue;
    const finding = findings.pop();
    if (findings.length === 0) groups.delete(group);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

function emplace<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
