import { compareText } from '../rust/finding.js';
import type { Position } from './position.js';
import type { Program, Step, Wave } from './schema.js';

/** A program's waves by their short names, in the order in which its file has them. */
export function wavesOf(program: Program): (readonly [waveId: string, wave: Wave])[] {
  return program.waveOrder.flatMap((waveId) => {
    const wave = Object.hasOwn(program.waves, waveId) ? program.waves[waveId] : undefined;
    return wave === undefined ? [] : [[waveId, wave] as const];
  });
}

/** A wave's steps by their numbers, in natural order: `1`, `2`, `2-5-b`, `3`, `10`. */
export function stepsOf(wave: Wave): (readonly [stepNumber: string, step: Step])[] {
  return Object.entries(wave.steps).sort(([a], [b]) => compareNatural(a, b));
}

/** Every wave and step of a program, in the program's order. */
export function positionsOf(program: Program): Position[] {
  return wavesOf(program).flatMap(([waveId, wave]) => stepsInWave(program, waveId, wave));
}

/**
 * The steps that must be done before this one, in the program's order: those before it in its wave, and all of the
 * waves that come before its wave. The program's `order` and the wave's `after` say which waves these are; a wave
 * named under `after` brings the waves that it comes after itself.
 */
export function earlierSteps({ program, waveId, wave, stepNumber }: Position): Position[] {
  const waves = wavesBefore(program, waveId);
  const ofWaves = wavesOf(program)
    .filter(([id]) => waves.has(id))
    .flatMap(([id, one]) => stepsInWave(program, id, one));
  if (program.order === 'none') return ofWaves;
  const own = stepsInWave(program, waveId, wave);
  return [
    ...ofWaves,
    ...own.slice(
      0,
      own.findIndex((position) => position.stepNumber === stepNumber),
    ),
  ];
}

/** The waves that must be done before a wave begins, each with those before it. */
export function wavesBefore(program: Program, waveId: string): ReadonlySet<string> {
  const places = new Map(program.waveOrder.map((id, place) => [id, place]));
  const before = new Set<string>();
  const open = [waveId];
  let covered = 0;
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const { named, upTo } = directlyBefore(program, id, places);
    for (const earlier of [...named, ...program.waveOrder.slice(covered, upTo)]) {
      if (!before.has(earlier)) open.push(earlier);
      before.add(earlier);
    }
    covered = Math.max(covered, upTo);
  }
  before.delete(waveId);
  return before;
}

/** The waves that a wave names; one that names none comes after all that stand before it, where waves are in order. */
function directlyBefore(
  { waves, order }: Program,
  waveId: string,
  places: ReadonlyMap<string, number>,
): { readonly named: readonly string[]; readonly upTo: number } {
  const after = Object.hasOwn(waves, waveId) ? waves[waveId]!.after : [];
  if (after !== undefined) return { named: after, upTo: 0 };
  return { named: [], upTo: order === 'waves' ? (places.get(waveId) ?? 0) : 0 };
}

function stepsInWave(program: Program, waveId: string, wave: Wave): Position[] {
  return stepsOf(wave).map(([stepNumber, step]) => ({ program, waveId, wave, stepNumber, step }));
}

/** The order of step numbers: numbers by their value, before letters; the shorter first where one goes on. */
export function compareNatural(a: string, b: string): number {
  const [left, right] = [piecesOf(a), piecesOf(b)];
  for (const [index, piece] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = comparePieces(piece, other);
    if (order !== 0) return order;
  }
  if (left.length < right.length) return -1;
  return compareText(a, b);
}

function piecesOf(text: string): readonly string[] {
  return text.match(/[0-9]+|[^0-9-]+/gu) ?? [];
}

function comparePieces(a: string, b: string): number {
  const [left, right] = [isNumber(a), isNumber(b)];
  if (left && right) {
    const [x, y] = [a.replace(/^0+/u, ''), b.replace(/^0+/u, '')];
    return x.length - y.length || compareText(x, y);
  }
  return left === right ? compareText(a, b) : left ? -1 : 1;
}

function isNumber(piece: string): boolean {
  return /^[0-9]/u.test(piece);
}
