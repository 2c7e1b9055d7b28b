import type { GateResult } from '../gates/gate.js';
import type { Evaluation } from './evaluation.js';

/** Gates named one by one in a headline; more are counted. */
const MAX_NAMED = 4;

/**
 * The whole of an evaluation in one line: `wave8b step 3: 2 of 9 gates fail: closure, scope`. Gates that were skipped
 * are not among the counted: they judged nothing.
 */
export function headline(evaluation: Evaluation): string {
  return `${subject(evaluation)}: ${outcome(evaluation)}`;
}

function subject({ label, program }: Evaluation): string {
  return label ?? program ?? 'Wavegate';
}

function outcome(evaluation: Evaluation): string {
  const { gates, problems, reportOnly } = evaluation;
  const judged = gates.filter(({ verdict }) => verdict !== 'skip');
  const failing = judged.filter(({ verdict }) => verdict === 'fail');
  const waiting = judged.filter(({ verdict }) => verdict === 'wait');
  if (problems.length > 0) return `could not be judged: ${problems[0]!.message}`;
  if (evaluation.wave === null) return outcomeOffProgram(failing, evaluation);
  const suffix = reportOnly && evaluation.conclusion === 'neutral' ? ' (report only)' : '';
  if (failing.length > 0) return `${tally(failing, judged, 'fail')}${suffix}`;
  if (waiting.length > 0) return `${tally(waiting, judged, 'wait')}${suffix}`;
  const passing = judged.length === 1 ? 'the one gate passes' : `all ${judged.length} gates pass`;
  return `${passing}${waivedWords(judged)}${suffix}`;
}

/** A pass by somebody's word is not the same as one by the facts. */
function waivedWords(judged: readonly GateResult[]): string {
  const waived = judged.filter(({ waivers = [] }) => waivers.length > 0).length;
  return waived === 0 ? '' : `, ${waived} waived`;
}

const FAILURES: Readonly<Record<string, string>> = {
  branch: 'branch name misses the pattern',
  ratchet: 'a closed wave would be opened again',
  'program-files': 'the program files would not be valid',
};

function outcomeOffProgram(failing: readonly GateResult[], { proposal }: Evaluation): string {
  if (failing.length > 0) return failing.map(({ gate }) => FAILURES[gate] ?? gate).join(', and ');
  if (proposal === null) return 'not a wave branch';
  if (proposal.mends) return `not a wave branch, mends the program files of ${proposal.baseBranch}`;
  const { weakens } = proposal.changeCounts;
  if (weakens === 0) return 'not a wave branch, changes the program files';
  return `not a wave branch, weakens the program in ${weakens} ${weakens === 1 ? 'place' : 'places'}`;
}

function tally(some: readonly GateResult[], judged: readonly GateResult[], verb: 'fail' | 'wait'): string {
  const named = some.slice(0, MAX_NAMED).map(({ gate }) => gate);
  const more = some.length > MAX_NAMED ? ` and ${some.length - MAX_NAMED} more` : '';
  const word = judged.length === 1 ? 'gate' : 'gates';
  return `${some.length} of ${judged.length} ${word} ${some.length === 1 ? `${verb}s` : verb}: ${named.join(', ')}${more}`;
}
