import type { GateResult } from './gate.js';

/** What a gate answers where it is not known what was merged. @param what begins the sentence. */
export function unknownHistory(what: string): Omit<GateResult, 'gate'> {
  const message = `${what} is known on GitHub, not in a clone.`;
  const next = 'Give the facts by `--history`, or judge the pull request itself by `--pr`.';
  return { verdict: 'skip', reasons: [{ message, next }], findings: [] };
}

export function shortSha(sha: string): string {
  return sha.slice(0, 12);
}
