import { distance } from 'fastest-levenshtein';
import type { Program } from './schema.js';
import { listed } from './schema-words.js';
import { escapeRegExp, fillTemplate, parseTemplate, type TemplatePart } from './template.js';

/** A name that was meant for the program and misses its pattern. */
export interface NearMiss {
  readonly program: Program;
  /** What is wrong with the name. */
  readonly message: string;
  /** A right name that comes close. */
  readonly example: string;
}

/** Letters that may be wrong, missing or too many in a name's head. */
const MAX_TYPOS = 2;
/** Letters that a template's own text must have before a mere likeness counts. */
const MIN_OWN_LETTERS = 4;
/** Longest branch name that is looked at; git's own limit is below it. */
const MAX_NAME = 512;

/**
 * Whether a name that matches no template was meant to. The line is drawn so that a wave's work cannot slip past its
 * gates by a slip of the pen, and other work is left alone:
 *
 * - it has the template's shape, loosely read (any case, other separators, prefix left out or another), with a wave
 *   or step that the program does not have; or
 * - its beginning is a right name's but for two letters at most, with the same numbers: `wave9a` is another program's
 *   and no typo of `wave8a`; or
 * - it names program and wave as the template does and leaves out the step.
 *
 * Names that GitHub gives to reverts (`revert-12-…`) are never meant.
 */
export function nearMiss(branch: string, program: Program): NearMiss | null {
  if (branch.length > MAX_NAME || /^revert-\d+-/u.test(branch)) return null;
  const template = new LooseTemplate(program);
  return template.byShape(branch) ?? template.byTypos(branch) ?? template.withoutStep(branch);
}

class LooseTemplate {
  private readonly parts: readonly TemplatePart[];
  private readonly waves: readonly string[];
  /** Letters of the template's own text, in all and without the folder in front, which people forget. */
  private readonly ownLetters: number;
  private readonly lettersPastFolder: number;

  constructor(private readonly program: Program) {
    this.parts = parseTemplate(program.branch);
    this.waves = Object.keys(program.waves);
    const own = this.fixedText();
    this.ownLetters = countLetters(own);
    this.lettersPastFolder = countLetters(own.slice(own.indexOf('/') + 1));
  }

  byShape(branch: string): NearMiss | null {
    if (this.ownLetters < MIN_OWN_LETTERS) return null;
    const strict = this.shape('strict').exec(branch);
    const loose = strict ?? this.shape('loose').exec(branch);
    if (loose === null) return null;
    const wave = (loose.groups?.wave ?? '').toLowerCase();
    const step = (loose.groups?.step ?? '').toLowerCase();
    const slug = loose.groups?.slug ?? '';
    if (this.isOtherNumber(wave)) return null;
    const namesEither = this.stepsOf(wave) !== null || /^\d+$/u.test(step);
    if (strict === null && !namesEither) return null;
    return this.miss(this.shapeMistake(branch, wave, step, slug), wave, step, slug);
  }

  byTypos(branch: string): NearMiss | null {
    if (this.ownLetters < MIN_OWN_LETTERS) return null;
    let best: { cost: number; wave: string; step: string; rest: string } | null = null;
    for (const [wave, { steps }] of Object.entries(this.program.waves)) {
      for (const step of Object.keys(steps)) {
        const head = this.head(wave, step);
        for (const { start, rest } of beginnings(branch, head.length)) {
          const cost = distance(start.toLowerCase(), head.toLowerCase());
          const close = cost <= MAX_TYPOS && numbers(start) === numbers(head);
          if (close && (best === null || cost < best.cost)) best = { cost, wave, step, rest };
        }
      }
    }
    if (best === null) return null;
    const message = `\`${branch}\` is almost a branch of ${this.program.program}, whose pattern is ${this.pattern()}.`;
    return this.miss(message, best.wave, best.step, best.rest);
  }

  withoutStep(branch: string): NearMiss | null {
    const upToWave = this.parts.slice(0, this.parts.findIndex(({ kind }) => kind === 'wave') + 1);
    if (this.ownLetters < MIN_OWN_LETTERS || upToWave.some(({ kind }) => kind === 'step')) return null;
    for (const wave of this.waves) {
      const head = fillTemplate(upToWave, { program: this.program.program, wave, step: '', slug: '' });
      const rest = new RegExp(`^${escapeRegExp(head)}(?:[-_./](?<rest>.*))?$`, 'iu').exec(branch);
      if (rest === null) continue;
      const message = `\`${branch}\` names the wave ${listed([wave])} of ${this.program.program} and no step.`;
      return this.miss(message, wave, '', rest.groups?.rest ?? '');
    }
    return null;
  }

  /** The text that is the program's own, its name filled in. */
  private fixedText(): string {
    return this.parts
      .map((part) => (part.kind === 'text' ? part.text : part.kind === 'program' ? this.program.program : ''))
      .join('');
  }

  private head(wave: string, step: string): string {
    const parts = this.parts.filter(({ kind }) => kind !== 'slug');
    return fillTemplate(parts, { program: this.program.program, wave, step, slug: '' }).replace(
      /[-_./]+$/u,
      '',
    );
  }

  /** A wave that goes on with a digit where the program's name ends with one: `wave80a` is no wave of wave8. */
  private isOtherNumber(wave: string): boolean {
    const joined = /\{program\}\{wave\}/u.test(this.program.branch) && /\d$/u.test(this.program.program);
    return joined && /^\d/u.test(wave) && !this.waves.some((id) => /^\d/u.test(id));
  }

  private stepsOf(wave: string): readonly string[] | null {
    const { waves } = this.program;
    return Object.hasOwn(waves, wave) ? Object.keys(waves[wave]!.steps) : null;
  }

  /**
   * The template as a pattern whose wave and step may be anything. Strictly, its own text must be there; loosely, case
   * and separators do not count and the folder in front may be another or none.
   */
  private shape(how: 'strict' | 'loose'): RegExp {
    const loose = how === 'loose';
    const word = this.waves.some((id) => id.includes('-')) ? '[a-z0-9]+(?:-[a-z0-9]+)*' : '[a-z0-9]+';
    const body = this.parts.map((part, index) => {
      switch (part.kind) {
        case 'wave':
          return loose ? `(?<wave>(?:${word})?)` : `(?<wave>${word})`;
        case 'step':
          return '(?<step>[a-z0-9]*)';
        case 'slug':
          return part.optional || loose
            ? `(?:${this.text(part.before, loose)}(?<slug>.*))?`
            : `${escapeRegExp(part.before)}(?<slug>.*)`;
        case 'program':
          return this.text(this.program.program, loose);
        default:
          return loose && this.isLastBeforeSlug(index)
            ? `(?:${this.text(part.text, true)}|$)`
            : this.text(part.text, loose, index === 0);
      }
    });
    return new RegExp(`^${body.join('')}$`, loose ? 'iu' : 'u');
  }

  private isLastBeforeSlug(index: number): boolean {
    return this.parts[index + 1]?.kind === 'slug';
  }

  private text(text: string, loose: boolean, first = false): string {
    if (!loose) return escapeRegExp(text);
    const slash = first ? text.lastIndexOf('/') : -1;
    const droppable = slash !== -1 && this.lettersPastFolder >= MIN_OWN_LETTERS;
    const folder = droppable ? '(?:.*[-_./])?' : '';
    const rest = droppable ? text.slice(slash + 1) : text;
    return (
      folder +
      rest
        .split(/[-_./ ]+/u)
        .map(letters)
        .join('[-_./]*')
    );
  }

  private shapeMistake(branch: string, wave: string, step: string, slug: string): string {
    const steps = this.stepsOf(wave);
    const name = this.program.program;
    const pattern = `the pattern is ${this.pattern()}`;
    if (wave === '')
      return `\`${branch}\` names no wave of ${name}, which has ${listed(this.waves)}: ${pattern}.`;
    if (steps === null) {
      return `\`${branch}\` names the wave \`${wave}\`, and ${name} has the waves ${listed(this.waves)} only.`;
    }
    if (step === '') return `\`${branch}\` names no step: ${pattern}.`;
    if (!steps.includes(step)) {
      return `\`${branch}\` names the step \`${step}\`, and wave \`${wave}\` of ${name} has the steps ${listed(steps)} only.`;
    }
    if (slug === '' && this.parts.some((part) => part.kind === 'slug' && !part.optional)) {
      return `\`${branch}\` ends without a slug, some words that say what it does: ${pattern}.`;
    }
    return `\`${branch}\` is not written as the pattern of ${name} wants it, which is ${this.pattern()}.`;
  }

  private pattern(): string {
    return `\`${this.program.branch.replaceAll('{program}', this.program.program)}\``;
  }

  private miss(message: string, wave: string, step: string, slug: string): NearMiss {
    const known = this.stepsOf(wave) === null ? this.waves[0]! : wave;
    const steps = this.stepsOf(known)!;
    const parts = {
      program: this.program.program,
      wave: known,
      step: steps.includes(step) ? step : steps[0]!,
      slug: cleanSlug(slug),
    };
    return { program: this.program, message, example: fillTemplate(this.parts, parts) };
  }
}

function countLetters(text: string): number {
  return text.replace(/[^\p{L}]/gu, '').length;
}

function letters(text: string): string {
  return escapeRegExp(text).replace(/([\p{L}])(?=\d)/gu, '$1[-_]?');
}

/** A slug that the template takes, made from what the name has; something to fill in where it has nothing. */
function cleanSlug(slug: string): string {
  const clean = slug.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return clean === '' ? 'what-it-does' : clean;
}

/** The beginnings of a name that end before a separator or with the name, near a length, each with what follows. */
function* beginnings(branch: string, length: number): Generator<{ start: string; rest: string }> {
  for (let end = length - MAX_TYPOS; end <= length + MAX_TYPOS; end++) {
    if (end < 1 || end > branch.length) continue;
    if (end === branch.length || /[-_./]/u.test(branch[end]!)) {
      yield { start: branch.slice(0, end), rest: branch.slice(end + 1) };
    }
  }
}

/** The numbers in a text, in order: what two names must share to be one a typo of the other. */
function numbers(text: string): string {
  return (text.match(/\d+/gu) ?? []).join(' ');
}
