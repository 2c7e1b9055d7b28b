import { matchBranch } from '../program/branch.js';
import { positionsOf } from '../program/order.js';
import { type Position, positionLabel } from '../program/position.js';
import type { ProgramSet } from '../program/program-set.js';
import { didYouMean, listed } from '../program/schema-words.js';
import { formatSourceError } from '../program/source-error.js';
import type { OpenedClone } from './subject.js';
import { branchName, type CloneOptions } from './subject.js';
import { UsageError } from './usage-error.js';

export interface WaveOptions extends CloneOptions {
  /** `b`, `wave8b`: a wave's short name, with its program's in front where several have one of that name. */
  readonly wave?: string;
  readonly step?: string;
}

/**
 * The position that a command line names: by wave, or by wave and step, or by the name of a branch.
 *
 * @returns the wave's first step where no step is named.
 * @throws UsageError for names that there are not, with those that there are.
 */
export async function findPosition(opened: OpenedClone, options: WaveOptions): Promise<Position> {
  const { programs, clone } = opened;
  requireValid(programs);
  if (options.wave !== undefined) return inWave(options.wave, options.step, programs);
  const branch = await branchName(clone, options);
  const match = matchBranch(branch, programs.programs);
  if (match.kind === 'match' && options.step === undefined) return match.position;
  if (match.kind === 'match') return stepOf(match.position, options.step);
  const hint = match.kind === 'near-miss' ? ` ${match.message}` : '';
  throw new UsageError(
    `The branch ${branch} names no wave and step.${hint} Name the wave with --wave. ${wavesInWords(programs)}.`,
  );
}

/** @throws UsageError with the place of every mistake: what is half read is not worked by. */
export function requireValid({ errors }: ProgramSet): void {
  if (errors.length > 0) throw new UsageError(errors.map(formatSourceError).join('\n'));
}

const SHORT_NAME = 2;

function inWave(name: string, step: string | undefined, programs: ProgramSet): Position {
  const firsts = firstsOfWaves(programs);
  const exact = firsts.filter((position) => namesOf(position).includes(name.toLowerCase()));
  const found = exact.length > 0 ? exact : firsts.filter((one) => fullName(one).endsWith(name.toLowerCase()));
  const [first, second] = found;
  if (first === undefined) {
    // Of names of a letter or two, each is as close as any other.
    const known = firsts
      .flatMap(namesOf)
      .filter((one) => one.length > SHORT_NAME && name.length > SHORT_NAME);
    throw new UsageError(`There is no wave ${name}.${didYouMean(name, known)} ${wavesInWords(programs)}.`);
  }
  if (second !== undefined) {
    throw new UsageError(`Several programs have a wave ${name}: write ${listed(found.map(fullName), 'or')}.`);
  }
  return step === undefined ? first : stepOf(first, step);
}

function stepOf({ program, waveId }: Position, step: string | undefined): Position {
  const ofWave = positionsOf(program).filter((one) => one.waveId === waveId);
  const found = ofWave.find(({ stepNumber }) => stepNumber === step);
  if (found !== undefined) return found;
  const [first] = ofWave;
  if (first === undefined) throw new UsageError(`The wave ${waveId} has no step.`);
  const steps = listed(ofWave.map(({ stepNumber }) => stepNumber));
  throw new UsageError(`The wave ${fullName(first)} has no step ${step}: its steps are ${steps}.`);
}

function firstsOfWaves({ programs }: ProgramSet): Position[] {
  return programs.flatMap((program) => {
    const waves = new Map<string, Position>();
    for (const position of positionsOf(program)) {
      if (!waves.has(position.waveId)) waves.set(position.waveId, position);
    }
    return [...waves.values()];
  });
}

function namesOf(position: Position): string[] {
  return [
    ...new Set([position.waveId, fullName(position), `${position.program.program}-${position.waveId}`]),
  ];
}

/** `wave8b`: as branches and titles have it. */
function fullName(position: Position): string {
  return positionLabel(position)
    .replace(/ step [^ ]+$/u, '')
    .replaceAll(' ', '-');
}

function wavesInWords(programs: ProgramSet): string {
  const names = firstsOfWaves(programs).map(fullName);
  return names.length === 0 ? 'There is no program' : `The waves are ${listed(names)}`;
}
