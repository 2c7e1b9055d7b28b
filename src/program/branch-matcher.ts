import { wavesOf } from './order.js';
import type { Position } from './position.js';
import type { Program } from './schema.js';
import { parseTemplate, type TemplatePart } from './template.js';

/** What a name that fits a template says. */
export interface ExactMatch {
  readonly position: Position;
  readonly slug: string | null;
}

/** A slug: letters, digits, dots, dashes and underscores, beginning with a letter or digit. */
const SLUG = /[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*/uy;

const compiled = new WeakMap<Program, BranchMatcher>();

/** The position that a branch's name says by a program's templates; `null` when it fits none. */
export function exactMatch(branch: string, program: Program): ExactMatch | null {
  const known = compiled.get(program) ?? new BranchMatcher(program);
  compiled.set(program, known);
  return known.match(branch);
}

/** Words by their length, so that looking one up costs as many steps as there are lengths, not words. */
class WordsByLength {
  private readonly words: ReadonlySet<string>;
  private readonly lengths: readonly number[];

  constructor(words: Iterable<string>) {
    this.words = new Set(words);
    this.lengths = [...new Set([...this.words].map(({ length }) => length))].sort((a, b) => b - a);
  }

  /** The words that stand in `text` at `index`, the longest first. */
  *at(text: string, index: number): Generator<string> {
    for (const length of this.lengths) {
      const word = text.slice(index, index + length);
      if (word.length === length && this.words.has(word)) yield word;
    }
  }
}

/** What is read of a name so far. */
interface Reading {
  readonly index: number;
  readonly wave: string;
  readonly step: string;
  readonly slug: string | null;
}

const BEGINNING: Reading = { index: 0, wave: '', step: '', slug: null };

/** A program's templates, made ready once: matching a name takes the same time for ten waves as for a thousand. */
class BranchMatcher {
  private readonly variants: readonly (readonly TemplatePart[])[];
  private readonly waves: WordsByLength;
  private readonly steps: WordsByLength;

  constructor(private readonly program: Program) {
    this.variants = program.branch.map(parseTemplate);
    this.waves = new WordsByLength(program.waveOrder);
    this.steps = new WordsByLength(wavesOf(program).flatMap(([, { steps }]) => Object.keys(steps)));
  }

  /** Where several readings fit, the one whose wave, then whose step says the most: `2-5-b` before `2` and `5-b`. */
  match(branch: string): ExactMatch | null {
    let best: Reading | null = null;
    for (const variant of this.variants) {
      for (const reading of this.readings(branch, variant, BEGINNING)) {
        if (this.exists(reading) && (best === null || saysMore(reading, best))) best = reading;
      }
    }
    return best === null ? null : this.found(best);
  }

  private *readings(branch: string, parts: readonly TemplatePart[], so: Reading): Generator<Reading> {
    const [part, ...rest] = parts;
    if (part === undefined) {
      if (so.index === branch.length) yield so;
      return;
    }
    for (const next of this.continued(branch, part, so)) yield* this.readings(branch, rest, next);
  }

  private *continued(branch: string, part: TemplatePart, so: Reading): Generator<Reading> {
    switch (part.kind) {
      case 'text':
      case 'program': {
        const text = part.kind === 'text' ? part.text : this.program.program;
        if (branch.startsWith(text, so.index)) yield { ...so, index: so.index + text.length };
        return;
      }
      case 'wave':
        for (const wave of this.waves.at(branch, so.index))
          yield { ...so, wave, index: so.index + wave.length };
        return;
      case 'step':
        for (const step of this.steps.at(branch, so.index))
          yield { ...so, step, index: so.index + step.length };
        return;
      case 'slug':
        yield* slugs(branch, part, so);
    }
  }

  private exists({ wave, step }: Reading): boolean {
    return Object.hasOwn(this.program.waves[wave]?.steps ?? {}, step);
  }

  private found({ wave: waveId, step: stepNumber, slug }: Reading): ExactMatch {
    const wave = this.program.waves[waveId]!;
    const step = wave.steps[stepNumber]!;
    return { position: { program: this.program, waveId, wave, stepNumber, step }, slug };
  }
}

function* slugs(
  branch: string,
  { before, optional }: Extract<TemplatePart, { kind: 'slug' }>,
  so: Reading,
): Generator<Reading> {
  if (optional) yield so;
  const start = so.index + before.length;
  if (!branch.startsWith(before, so.index)) return;
  SLUG.lastIndex = start;
  const longest = SLUG.exec(branch)?.[0] ?? '';
  for (let length = longest.length; length > 0; length--) {
    yield { ...so, slug: longest.slice(0, length), index: start + length };
  }
}

function saysMore(a: Reading, b: Reading): boolean {
  return a.wave.length - b.wave.length > 0 || (a.wave === b.wave && a.step.length > b.step.length);
}
