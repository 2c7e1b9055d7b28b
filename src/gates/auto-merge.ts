import type { Program } from '../program/schema.js';
import { listed } from '../program/schema-words.js';
import { type Gate, type GateResult, NO_NEEDS } from './gate.js';

type Result = Omit<GateResult, 'gate'>;

/** Auto-merge is off, or on by the program's method and turned on when all else was met. The last of the gates. */
export const autoMergeGate: Gate = {
  id: 'auto-merge',
  title: 'Auto-merge',
  steps: ['freeze', 'change', 'close'],
  facts: ['autoMerge'],
  needs: () => NO_NEEDS,
  evaluate({ autoMerge }, { program }, earlier) {
    if (autoMerge === null) return unknown();
    const { method, by } = autoMerge;
    if (method === null) return off(program);
    const who = by === null ? '' : ` by \`${by}\``;
    const wanted = program['auto-merge'];
    if (wanted !== 'any' && method !== wanted) return otherMethod(method, wanted, who, program);
    const unmet = earlier.filter(({ verdict }) => verdict === 'fail' || verdict === 'wait');
    if (unmet.length > 0) return early(unmet, who, program);
    return {
      verdict: 'pass',
      reasons: [{ message: `Auto-merge (${method}) was turned on${who}.` }],
      findings: [],
    };
  },
};

function unknown(): Result {
  const message = 'Whether auto-merge is on is known on GitHub, not in a clone.';
  const next = 'Give the facts by `--history`, or judge the pull request itself by `--pr`.';
  return { verdict: 'skip', reasons: [{ message, next }], findings: [] };
}

function off(program: Program): Result {
  const message = `Auto-merge is off; \`/${program.program} automerge\` turns it on once all is green.`;
  return { verdict: 'pass', reasons: [{ message }], findings: [] };
}

function otherMethod(method: string, wanted: string, who: string, program: Program): Result {
  const message = `Auto-merge was turned on${who} with the method ${method}, but ${program.program} merges by ${wanted} only.`;
  const next = `Turn auto-merge off; once all is green, \`/${program.program} automerge\` turns it on by ${wanted}.`;
  return { verdict: 'fail', reasons: [{ message, next }], findings: [] };
}

function early(unmet: readonly GateResult[], who: string, program: Program): Result {
  const names = listed(unmet.map(({ gate }) => gate));
  const message = `Auto-merge was turned on early${who}: ${names} ${unmet.length === 1 ? 'is' : 'are'} not met yet.`;
  const next = `Turn auto-merge off, and write \`/${program.program} automerge\` once all is green.`;
  return { verdict: 'fail', reasons: [{ message, next }], findings: [] };
}
