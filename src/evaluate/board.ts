import { waveLabel } from '../program/position.js';
import type { Progress, StepProgress, StepState, WaveProgress, WaveState } from '../program/progress.js';
import type { Program } from '../program/schema.js';
import type { Evidence } from './branch-evidence.js';
import type { WaveClosure } from './closures.js';
import { type DoneResult, judgeDone } from './done.js';

/** How an open pull request stands by its check run, in the run's own words. */
export interface Standing {
  /** `wave8b step 3: 2 of 9 gates fail: closure, scope`. */
  readonly title: string;
  /** GitHub's word; `null` while it is in progress. */
  readonly conclusion: string | null;
}

/** `regressed`: all steps are merged, and what the wave closed is open again on the default branch. */
export type BoardWaveState = WaveState | 'regressed';

export interface BoardStep extends StepProgress {
  /** Of its open pull requests, by number, as far as it is known. */
  readonly standings: ReadonlyMap<number, Standing>;
}

export interface BoardWave extends Omit<WaveProgress, 'state' | 'steps'> {
  /** `wave8a` */
  readonly label: string;
  readonly state: BoardWaveState;
  readonly steps: readonly BoardStep[];
  /** What its closing step finds on the default branch; `null` where it has none, or where that is not known. */
  readonly closure: WaveClosure | null;
}

/** What the program board and `wavegate status` show of a program. */
export interface Board {
  readonly program: Program;
  readonly waves: readonly BoardWave[];
  readonly done: readonly DoneResult[];
  /** Every item of the definition of done is met, or every step is merged where there is none; and no wave regressed. */
  readonly isDone: boolean;
  /** Why the default branch could not be judged. */
  readonly problem: string | null;
}

/** How far a program has come, and what proves it. Pure. */
export function boardOf(
  progress: Progress,
  { evidence, problem }: Evidence,
  standings: ReadonlyMap<number, Standing> = new Map(),
): Board {
  const { program } = progress;
  const waves = progress.waves.map((wave): BoardWave => {
    const closure = evidence?.closures.get(wave.waveId) ?? null;
    return {
      ...wave,
      label: waveLabel(program.program, wave.waveId),
      state: waveState(wave, program, closure),
      steps: wave.steps.map((step) => ({ ...step, standings: standingsOf(step, standings) })),
      closure,
    };
  });
  const done = judgeDone(progress, evidence);
  return { program, waves, done, isDone: isDone(waves, done, problem), problem };
}

/** Where a program has no ratchet, what a wave closed may come back. What could not be seen is not back. */
function waveState(
  { state }: WaveProgress,
  { ratchet }: Program,
  closure: WaveClosure | null,
): BoardWaveState {
  const isBack = closure?.verdict === 'fail' && closure.reasons.some(({ unseen }) => unseen !== true);
  return state === 'closed' && ratchet && isBack ? 'regressed' : state;
}

function standingsOf(
  { pullRequests }: StepProgress,
  all: ReadonlyMap<number, Standing>,
): Map<number, Standing> {
  const open = pullRequests.filter(({ state }) => state === 'open');
  return new Map(
    open.flatMap(({ number }) => {
      const standing = all.get(number);
      return standing === undefined ? [] : [[number, standing] as const];
    }),
  );
}

function isDone(waves: readonly BoardWave[], done: readonly DoneResult[], problem: string | null): boolean {
  if (problem !== null || waves.some(({ state }) => state === 'regressed')) return false;
  if (done.length > 0) return done.every(({ state }) => state === 'met');
  return (
    waves.length > 0 && waves.every(({ state, closure }) => state === 'closed' && closure?.verdict !== 'fail')
  );
}

/** The states of steps that a headline counts after those that are merged, with their words. */
const COUNTED: readonly (readonly [StepState, string])[] = [
  ['open', 'open'],
  ['stacked', 'waiting for promotion'],
  ['reverted', 'reverted'],
];

/** The whole of a board in one line: `wave8: 7 of 12 steps merged, 2 open, 1 wave regressed`. */
export function boardHeadline({ program: { program }, waves, isDone: allDone }: Board): string {
  const steps = waves.flatMap((wave) => wave.steps);
  const inState = (wanted: StepState): number => steps.filter(({ state }) => state === wanted).length;
  if (allDone) return `${program} is done: ${inState('merged')} of ${steps.length} steps merged`;
  const counted = COUNTED.flatMap(([state, words]) => {
    const n = inState(state);
    return n === 0 ? [] : [`${n} ${words}`];
  });
  const regressed = waves.filter(({ state }) => state === 'regressed').length;
  if (regressed > 0) counted.push(`${regressed} ${regressed === 1 ? 'wave' : 'waves'} regressed`);
  const merged = `${inState('merged')} of ${steps.length} steps merged`;
  return `${program}: ${[merged, ...counted].join(', ')}`;
}
