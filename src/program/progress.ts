import type { History, PastPullRequest } from '../snapshot/facts.js';
import { exactMatch } from './branch-matcher.js';
import { positionsOf } from './order.js';
import type { Position } from './position.js';
import type { Program, Wave } from './schema.js';

/**
 * How far a step has come. `stacked`: merged into another branch than the default one, and not promoted yet.
 * `reverted`: all that was merged of it has been reverted.
 */
export type StepState = 'not-started' | 'open' | 'stacked' | 'merged' | 'reverted';

export interface StepProgress {
  readonly position: Position;
  readonly state: StepState;
  /** From branches of the step, by number. Pull requests of forks are among them only once they are merged. */
  readonly pullRequests: readonly PastPullRequest[];
}

/** `closed`: every step of the wave is merged. */
export type WaveState = 'not-started' | 'open' | 'closed';

export interface WaveProgress {
  readonly waveId: string;
  readonly wave: Wave;
  readonly state: WaveState;
  /** In the order of the wave. */
  readonly steps: readonly StepProgress[];
}

/** How far a program has come; the board, `status` and the gates read the same. */
export interface Progress {
  readonly program: Program;
  /** In the order of the program. */
  readonly waves: readonly WaveProgress[];
}

/** The state of every wave and step of a program, as its merged and open pull requests prove it. */
export function progressOf(program: Program, history: History): Progress {
  const byStep = pullRequestsByStep(program, history);
  const steps = new Map<string, StepProgress[]>();
  for (const position of positionsOf(program)) {
    const pullRequests = byStep.get(stepKey(position)) ?? [];
    const step = { position, state: stepState(pullRequests), pullRequests };
    const ofWave = steps.get(position.waveId);
    if (ofWave === undefined) steps.set(position.waveId, [step]);
    else ofWave.push(step);
  }
  const waves = Array.from(steps, ([waveId, ofWave]): WaveProgress => {
    const wave = ofWave[0]!.position.wave;
    return { waveId, wave, state: waveState(ofWave), steps: ofWave };
  });
  return { program, waves };
}

/** The progress of one step. */
export function stepAt(progress: Progress, position: Position): StepProgress | undefined {
  return stepsAt(progress, [position])[0];
}

/** The progress of some steps, in the order of the program. */
export function stepsAt({ waves }: Progress, positions: readonly Position[]): StepProgress[] {
  const keys = new Set(positions.map(stepKey));
  return waves.flatMap(({ steps }) => steps).filter(({ position }) => keys.has(stepKey(position)));
}

/** Whether a merged pull request counts: its commit is in the default branch's history, and not reverted there. */
export function isInForce({ state, inDefaultBranch, revertedBy }: PastPullRequest): boolean {
  return state === 'merged' && inDefaultBranch && revertedBy === null;
}

function pullRequestsByStep(program: Program, { pullRequests }: History): Map<string, PastPullRequest[]> {
  const byStep = new Map<string, PastPullRequest[]>();
  for (const pull of [...pullRequests].sort((a, b) => a.number - b.number)) {
    // Anyone may name a branch of a fork as they like: only what was merged says something.
    if (pull.fromFork && pull.state !== 'merged') continue;
    const match = exactMatch(pull.branch, program);
    if (match === null) continue;
    const key = stepKey(match.position);
    const known = byStep.get(key);
    if (known === undefined) byStep.set(key, [pull]);
    else known.push(pull);
  }
  return byStep;
}

function stepKey({ waveId, stepNumber }: Position): string {
  return `${waveId} ${stepNumber}`;
}

/** One merged pull request in force makes a step done, whatever else is open or was reverted. */
function stepState(pullRequests: readonly PastPullRequest[]): StepState {
  if (pullRequests.some(isInForce)) return 'merged';
  if (pullRequests.some(({ state }) => state === 'open')) return 'open';
  const merged = pullRequests.filter(({ state }) => state === 'merged');
  if (merged.some(({ inDefaultBranch }) => !inDefaultBranch)) return 'stacked';
  return merged.length > 0 ? 'reverted' : 'not-started';
}

function waveState(steps: readonly StepProgress[]): WaveState {
  if (steps.every(({ state }) => state === 'merged')) return 'closed';
  return steps.every(({ state }) => state === 'not-started') ? 'not-started' : 'open';
}
