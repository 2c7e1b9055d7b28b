import type { Program, Step, Wave } from './schema.js';

/** Where in the program a pull request stands. */
export interface Position {
  readonly program: Program;
  readonly waveId: string;
  readonly wave: Wave;
  readonly stepNumber: string;
  readonly step: Step;
}

/** `wave8b step 3`: how a position is called in titles and messages. */
export function positionLabel({ program, waveId, stepNumber }: Position): string {
  return `${waveLabel(program.program, waveId)} step ${stepNumber}`;
}

/** `wave8b`: how a wave is called. */
export function waveLabel(program: string, waveId: string): string {
  const joint = /[0-9]$/u.test(program) && /^[a-z]/u.test(waveId) ? '' : ' ';
  return `${program}${joint}${waveId}`;
}
