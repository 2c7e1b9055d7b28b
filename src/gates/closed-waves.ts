import { type Position, waveLabel } from '../program/position.js';
import { progressOf } from '../program/progress.js';
import type { Program, Wave } from '../program/schema.js';
import type { History } from '../snapshot/facts.js';

/** A wave whose rules hold for every pull request, as all of its steps are merged. */
export interface ClosedWave {
  /** `wave8a` */
  readonly label: string;
  readonly program: Program;
  readonly wave: Wave;
  readonly isReportOnly: boolean;
}

/**
 * The closed waves of programs that have a ratchet and rules to hold.
 * @param position that of the pull request: the wave that it closes itself is judged by the closure gate.
 */
export function closedWaves(
  programs: readonly Program[],
  history: History | null,
  position: Position | null,
): ClosedWave[] {
  if (history === null) return [];
  return programs.filter(hasRatchet).flatMap((program) => {
    const { waves } = progressOf(program, history);
    return waves
      .filter(({ state, waveId, wave }) => {
        const isClosing =
          position?.step.kind === 'close' &&
          position.program.program === program.program &&
          position.waveId === waveId;
        return state === 'closed' && wave.rules.length > 0 && !isClosing;
      })
      .map(({ waveId, wave }) => ({
        label: waveLabel(program.program, waveId),
        program,
        wave,
        isReportOnly: (wave.mode ?? program.mode) === 'report-only',
      }));
  });
}

/** Whether a program may have something to hold: a ratchet, and a wave with rules. */
export function hasRatchet({ ratchet, waves }: Program): boolean {
  return ratchet && Object.values(waves).some(({ rules }) => rules.length > 0);
}
