import { linePattern } from '../../text/line-pattern.js';

/** A text in which a pattern has a hit; null where none can be made of its source by simple means. */
export function sampleOf(source: string): string | null {
  const sample = new Sampler(source).alternatives();
  return sample !== '' && linePattern(source).hits(sample).lines.length > 0 ? sample : null;
}

const CLASSES: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'a', W: ' ', S: 'a' };
const NOTHING = /^[bBAz]$/u;

/** Reads a pattern once from left to right, taking of everything the first that it allows. */
class Sampler {
  private at = 0;

  constructor(private readonly source: string) {}

  /** The first alternative up to the end of the group; the others are read and dropped. */
  alternatives(): string {
    const first = this.sequence();
    while (this.take('|')) this.sequence();
    return first;
  }

  private sequence(): string {
    let text = '';
    while (this.at < this.source.length && !/[|)]/u.test(this.source[this.at]!)) {
      const piece = this.piece();
      text += piece.repeat(this.times());
    }
    return text;
  }

  private piece(): string {
    const char = this.source[this.at++]!;
    if (char === '\\') return this.escaped();
    if (char === '[') return this.bracket();
    if (char === '(') return this.group();
    if (char === '.') return 'a';
    return char === '^' || char === '$' ? '' : char;
  }

  private escaped(): string {
    const char = this.source[this.at++] ?? '';
    return NOTHING.test(char) ? '' : (CLASSES[char] ?? char);
  }

  private bracket(): string {
    const isNegated = this.take('^');
    const end = this.source.indexOf(']', this.at + 1);
    const inside = this.source.slice(this.at, end === -1 ? undefined : end);
    this.at = end === -1 ? this.source.length : end + 1;
    if (isNegated) return ['a', '1', ' ', '_'].find((one) => !inside.includes(one)) ?? 'Z';
    return inside.startsWith('\\') ? (CLASSES[inside[1] ?? ''] ?? inside[1] ?? '') : inside.slice(0, 1);
  }

  private group(): string {
    const [flags] = /^\?(?:P?<\w+>|[a-zA-Z-]*:?)/u.exec(this.source.slice(this.at)) ?? [''];
    this.at += flags.length;
    const text = this.alternatives();
    this.take(')');
    return text;
  }

  /** How often the piece before stands there: once where it may be left out, for the sake of what people mean. */
  private times(): number {
    const [all = '', least] = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/u.exec(this.source.slice(this.at)) ?? [];
    this.at += all.length;
    return least === undefined ? 1 : Math.min(Number(least), MOST_TIMES);
  }

  private take(char: string): boolean {
    if (this.source[this.at] !== char) return false;
    this.at += 1;
    return true;
  }
}

const MOST_TIMES = 100;
