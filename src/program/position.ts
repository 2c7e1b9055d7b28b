import type { Program, Step, Wave } from './schema.js';

/** Where in the program a pull request stands. */
export interface Position {
  readonly program: Program;
  readonly waveId: string;
  readonly wave: Wave;
  readonly stepNumber: string;
  readonly step: Step;
}
