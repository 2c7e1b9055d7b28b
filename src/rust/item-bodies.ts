import { afterLiteral, CLOSING, isLiteralStart, SPECIAL } from './delimiters.js';

/** What is between the braces of a function, struct, enum or union that stands among the items of a file. */
export interface ItemBody {
  /** The byte after the opening brace. */
  readonly start: number;
  /** The closing brace's byte. */
  readonly end: number;
  /** The function's name; `null` for a type's fields. */
  readonly name: string | null;
  /** Whether it is marked, or stands in what is marked, as code that only tests build. */
  readonly inTest: boolean;
  /** Its code as text to search; see `CodeText`. */
  readonly code: string;
}

const [OPENING_BRACE, SEMICOLON] = [0x7b, 0x3b];
const STOPS = Uint8Array.from(SPECIAL);
STOPS[SEMICOLON] = 1;

const ATTRIBUTE = /#\s*!?\s*\[(?:[^\][]|\[[^\][]*\])*\]/g;
/** The attributes of an item; those of its parameters and generics say nothing of it. */
const ITS_ATTRIBUTES = /^(?:\s*#\s*!?\s*\[(?:[^\][]|\[[^\][]*\])*\])*/;
const CFG_TEST = /#\s*\[\s*cfg\s*\(\s*test\s*\)\s*\]/;
/** The word that says what an item is, behind its visibility and qualifiers. */
const ITEM =
  /^\s*(?:pub\b\s*(?:\([^)]*\)\s*)?)?(?:(?:default|async|const|unsafe|safe|auto|gen)\s+|extern\s*(?:"")?\s*(?=fn\b))*(fn|struct|enum|union|mod|impl|trait|extern)\b(?:\s+(?:r#)?([\w\x80-\xff]+))?/;

type Frame =
  /** Among whose items others stand: a module, `impl`, `trait` or `extern` block. */
  | { readonly kind: 'items'; readonly inTest: boolean }
  | { readonly kind: 'body'; readonly start: number; readonly name: string | null; readonly inTest: boolean }
  | { readonly kind: 'other' };

/**
 * The bodies of a file's items by their braces alone, without parsing. What is no plain item, such as a macro's
 * arguments or a constant's block, is no body. `null` where delimiters do not balance.
 */
export function itemBodies(bytes: Uint8Array): ItemBody[] | null {
  return new BodyReader(bytes).read();
}

class BodyReader {
  private readonly buffer: Buffer;
  private readonly bodies: ItemBody[] = [];
  private readonly openers: number[] = [];
  /** One for each delimiter that is open, down to the outermost that is a body or no item. */
  private readonly frames: Frame[] = [{ kind: 'items', inTest: false }];
  /** How many delimiters are open within the innermost frame. */
  private depth = 0;
  /** Code since the last item, or since the body began. */
  private runs: string[] = [];
  private from = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(): ItemBody[] | null {
    const { bytes, openers } = this;
    for (let at = 0; at < bytes.length; ) {
      const byte = bytes[at]!;
      if (STOPS[byte] === 0) at++;
      else if (isLiteralStart(byte)) {
        const after = afterLiteral(bytes, at);
        if (after === -1) return null;
        if (after > at + 1) this.takeRun(at, after, byte);
        at = after;
      } else if (byte === SEMICOLON) {
        at++;
        if (this.depth === 0 && this.frames.at(-1)!.kind === 'items') this.restart(at);
      } else if (CLOSING[byte] !== 0) {
        openers.push(at);
        this.opens(at, byte);
        at++;
      } else {
        const opener = openers.pop();
        if (opener === undefined || CLOSING[bytes[opener]!] !== byte) return null;
        this.closes(at);
        at++;
      }
    }
    return openers.length === 0 ? this.bodies : null;
  }

  private takeRun(to: number, after: number, byte: number): void {
    this.runs.push(this.buffer.toString('latin1', this.from, to), byte === 0x22 ? '""' : ' ');
    this.from = after;
  }

  private restart(at: number): void {
    this.runs = [];
    this.from = at;
  }

  private code(to: number): string {
    return this.runs.join('') + this.buffer.toString('latin1', this.from, to);
  }

  private opens(at: number, byte: number): void {
    const frame = this.frames.at(-1)!;
    if (frame.kind !== 'items' || this.depth > 0 || byte !== OPENING_BRACE) {
      this.depth++;
      return;
    }
    const head = this.code(at);
    const [, item, name] = ITEM.exec(head.replace(ATTRIBUTE, ' ')) ?? [];
    const inTest = frame.inTest || CFG_TEST.test(ITS_ATTRIBUTES.exec(head)![0]);
    if (item === undefined) this.frames.push({ kind: 'other' });
    else if (['mod', 'impl', 'trait', 'extern'].includes(item)) this.frames.push({ kind: 'items', inTest });
    else {
      const start = at + 1;
      this.frames.push({ kind: 'body', start, name: item === 'fn' ? (name ?? null) : null, inTest });
    }
    this.restart(at + 1);
  }

  private closes(at: number): void {
    if (this.depth > 0) {
      this.depth--;
      return;
    }
    const frame = this.frames.pop()!;
    if (frame.kind === 'body') {
      const { start, name, inTest } = frame;
      this.bodies.push({ start, end: at, name, inTest, code: this.code(at) });
    }
    this.restart(at + 1);
  }
}
