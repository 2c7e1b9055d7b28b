import { type Head, Heads } from './heads.js';
import { stepsOf, wavesOf } from './order.js';
import type { Program } from './schema.js';
import { listed, listedFew } from './schema-words.js';
import { escapeRegExp, fillTemplate, parseTemplate, type TemplatePart } from './template.js';

/** A name that was meant for the program and misses its pattern. */
export interface NearMiss {
  readonly program: Program;
  /** What is wrong with the name. */
  readonly message: string;
  /** A right name that comes close. */
  readonly example: string;
}

/** Letters that a template's own text must have before a mere likeness counts. */
const MIN_OWN_LETTERS = 4;
/** One of a program's branch templates, read as people misspell it; made ready once. */
export class LooseTemplate {
  private readonly parts: readonly TemplatePart[];
  private readonly waves: readonly string[];
  /** Letters of the template's own text, in all and without the folder in front, which people forget. */
  private readonly ownLetters: number;
  private readonly lettersPastFolder: number;
  private readonly shapes: { readonly strict: RegExp; readonly loose: RegExp };
  private readonly heads: Heads;
  private readonly upToWave: RegExp | null;

  constructor(
    private readonly program: Program,
    private readonly template: string,
  ) {
    this.parts = parseTemplate(template);
    this.waves = program.waveOrder;
    const own = this.fixedText();
    this.ownLetters = countLetters(own);
    this.lettersPastFolder = countLetters(own.slice(own.indexOf('/') + 1));
    this.shapes = { strict: this.shape('strict'), loose: this.shape('loose') };
    this.heads = new Heads(this.rightHeads());
    this.upToWave = this.headPattern();
  }

  /** It has the template's shape, and a wave or step that the program does not have. */
  byShape(branch: string): NearMiss | null {
    if (this.ownLetters < MIN_OWN_LETTERS) return null;
    const strict = this.shapes.strict.exec(branch);
    const shape = strict ?? this.shapes.loose.exec(branch);
    if (shape === null) return null;
    const wave = (shape.groups?.wave ?? '').toLowerCase();
    const step = (shape.groups?.step ?? '').toLowerCase();
    const slug = shape.groups?.slug ?? '';
    if (this.isOtherNumber(branch, shape)) return null;
    const namesEither = this.stepsOf(wave) !== null || /^\d+$/u.test(step);
    if (strict === null && !namesEither) return null;
    return this.miss(this.shapeMistake(branch, wave, step, slug), wave, step, slug);
  }

  /** Its beginning is almost a right one. */
  byTypos(branch: string): NearMiss | null {
    const almost = this.ownLetters < MIN_OWN_LETTERS ? null : this.heads.closest(branch);
    if (almost === null) return null;
    const message = `\`${branch}\` is almost a branch of ${this.program.program}, whose pattern is ${this.pattern()}.`;
    return this.miss(message, almost.head.wave, almost.head.step, almost.rest);
  }

  /** It names program and wave, and no step. */
  withoutStep(branch: string): NearMiss | null {
    const named = this.upToWave?.exec(branch)?.groups ?? null;
    if (this.ownLetters < MIN_OWN_LETTERS || named === null) return null;
    const text = (named.wave ?? '').toLowerCase();
    for (let end = text.length; end > 0; end--) {
      const wave = text.slice(0, end);
      if (this.stepsOf(wave) === null || !/^(?:$|[-_./])/u.test(text.slice(end))) continue;
      const message = `\`${branch}\` names the wave ${listed([wave])} of ${this.program.program} and no step.`;
      return this.miss(message, wave, '', (named.wave ?? '').slice(end + 1));
    }
    return null;
  }

  /** The template's beginning up to its wave, with all that follows as `wave`. */
  private headPattern(): RegExp | null {
    const before = this.parts.slice(
      0,
      this.parts.findIndex(({ kind }) => kind === 'wave'),
    );
    if (before.some(({ kind }) => kind === 'step' || kind === 'slug')) return null;
    const head = fillTemplate(before, { program: this.program.program, wave: '', step: '', slug: '' });
    return new RegExp(`^${escapeRegExp(head)}(?<wave>.+)$`, 'iu');
  }

  /** Every right beginning. */
  private *rightHeads(): Generator<Head> {
    for (const [wave, { steps }] of wavesOf(this.program)) {
      for (const step of Object.keys(steps)) yield { text: this.head(wave, step), wave, step };
    }
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

  /** A number that only begins like the program's: `wave80a` is no wave of wave8, nor is `wave80-a`. */
  private isOtherNumber(branch: string, shape: RegExpExecArray): boolean {
    const [start] = shape.indices?.groups?.wave ?? [0];
    const goesOn = /\d$/u.test(this.program.program) && /^\d\d/u.test(branch.slice(start - 1, start + 1));
    const joined = this.template.includes('{program}{wave}');
    return goesOn && !(joined && this.waves.some((id) => /^\d/u.test(id)));
  }

  private stepsOf(wave: string): readonly string[] | null {
    const { waves } = this.program;
    return Object.hasOwn(waves, wave) ? stepsOf(waves[wave]!).map(([step]) => step) : null;
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
    return new RegExp(`^${body.join('')}$`, loose ? 'diu' : 'du');
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
      return `\`${branch}\` names no wave of ${name}, which has ${listedFew(this.waves)}: ${pattern}.`;
    if (steps === null) {
      return `\`${branch}\` names the wave \`${wave}\`, and ${name} has the waves ${listedFew(this.waves)} only.`;
    }
    if (step === '') return `\`${branch}\` names no step: ${pattern}.`;
    if (!steps.includes(step)) {
      return `\`${branch}\` names the step \`${step}\`, and wave \`${wave}\` of ${name} has the steps ${listedFew(steps)} only.`;
    }
    if (slug === '' && this.parts.some((part) => part.kind === 'slug' && !part.optional)) {
      return `\`${branch}\` ends without a slug, some words that say what it does: ${pattern}.`;
    }
    return `\`${branch}\` is not written as the pattern of ${name} wants it, which is ${this.pattern()}.`;
  }

  private pattern(): string {
    return listed(
      this.program.branch.map((one) => one.replaceAll('{program}', this.program.program)),
      'or',
    );
  }

  private miss(message: string, wave: string, step: string, slug: string): NearMiss {
    const known = this.stepsOf(wave) === null ? this.waves[0]! : wave;
    const steps = this.stepsOf(known) ?? [];
    const parts = {
      program: this.program.program,
      wave: known,
      step: steps.includes(step) ? step : (steps[0] ?? ''),
      slug: cleanSlug(slug),
    };
    return {
      program: this.program,
      message,
      example: fillTemplate(parseTemplate(this.program.branch[0]!), parts),
    };
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
