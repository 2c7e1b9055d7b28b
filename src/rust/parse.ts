import { type ByteRange, blanked } from './blanking.js';
import { decodeSource } from './decode.js';
import { unbalancedAt } from './delimiters.js';
import type { AnalysisError } from './finding.js';
import { bridgeGrammarGaps } from './grammar-gaps.js';
import { LineIndex } from './lines.js';
import { MacroExpander } from './macro-arguments.js';
import { PARSE_BUDGET_MS, parseNative, type Tree } from './parser.js';
import { repaired } from './repairs.js';
import { sweep } from './sweep.js';
import { SyntaxTree } from './syntax.js';
import { syntaxErrors } from './syntax-errors.js';

/** A Rust file, parsed, with the arguments of its macro calls in place as ordinary syntax. */
export interface ParsedFile {
  readonly tree: SyntaxTree;
  readonly lines: LineIndex;
  /** The parts that could not be read or parsed; the rest of the tree is there all the same. */
  readonly errors: readonly AnalysisError[];
}

/** A file that took longer than its budget to parse. */
export class ParseTimeout extends Error {
  override name = 'ParseTimeout';
}

/** A file that cannot be read as Rust text at all. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
}

/** Larger files are not parsed. Bytes. */
export const SIZE_LIMIT = 32 * 1024 * 1024;

/** A text with more than one unreadable character in so many is taken for no text, if it is not a small one. */
const READABLE = 50;
const SMALL = 20_000;

/**
 * Parses a Rust file.
 *
 * @throws ParseTimeout when `budgetMs` (milliseconds) ran out.
 * @throws UnreadableFile when it is too large, or no text.
 */
export function parseFile(path: string, bytes: Uint8Array, budgetMs = PARSE_BUDGET_MS): ParsedFile {
  if (bytes.length > SIZE_LIMIT) {
    throw new UnreadableFile(`has ${bytes.length} bytes: files of more than ${SIZE_LIMIT} are not parsed`);
  }
  const { text, invalidLine, replaced } = decodeSource(bytes);
  if (invalidLine !== null && text.length > SMALL && text.split('\uFFFD').length > text.length / READABLE) {
    throw new UnreadableFile('is no text: too many of its bytes are no UTF-8');
  }
  const lines = new LineIndex(text, replaced);
  let reading = readText(path, text, bridgeGrammarGaps(text), lines, budgetMs);
  if (reading.errors.length > 0) {
    const second = repaired(reading.parsed);
    const again = readText(path, text, second.text, lines, budgetMs);
    const broken = second.broken ? reading.errors : again.errors;
    const better = again.errors.length - (second.broken ? 1 : 0) < reading.errors.length;
    if (better) reading = { ...again, errors: broken };
  }
  const { tree, errors, abandoned } = reading;
  const add = (line: number, message: string) => errors.push({ path, line, message });
  if (invalidLine !== null) add(invalidLine, 'is not UTF-8; bytes that are none were read as U+FFFD');
  if (abandoned.length > 0) {
    const line = lines.line(abandoned[0]!);
    add(line, 'macro arguments are nested too deeply or too long to be searched');
  }
  // Macro arguments may swallow a delimiter without an error of the grammar, and with it the code that follows.
  const unbalanced = errors.length === 0 ? unbalancedAt(bytes) : -1;
  if (unbalanced !== -1) add(lineOfByte(bytes, unbalanced), 'a delimiter, string or comment has no end');
  return { tree, lines, errors };
}

/**
 * Parses a Rust file without what is in some ranges of its bytes: the braces around each are there, with nothing
 * between them. Errors are not told.
 *
 * @returns `null` where that is no clean Rust; then the whole file has to be parsed.
 */
export function parsePartly(bytes: Uint8Array, leftOut: readonly ByteRange[]): ParsedFile | null {
  if (bytes.length > SIZE_LIMIT) return null;
  const { text, invalidLine } = decodeSource(bytes);
  if (invalidLine !== null) return null;
  const parsed = bridgeGrammarGaps(blanked(text, bytes, leftOut));
  const native = parseNative(parsed, PARSE_BUDGET_MS);
  if (native === null || native.rootNode.hasError) return null;
  const { tree, abandoned } = copied(native, text, parsed, PARSE_BUDGET_MS);
  return abandoned.length > 0 ? null : new PartlyParsed(tree);
}

/** Whether the parser finds nothing wrong with the whole of a file, within its budget. */
export function parsesCleanly(bytes: Uint8Array): boolean {
  if (bytes.length > SIZE_LIMIT) return false;
  const { text, invalidLine } = decodeSource(bytes);
  return invalidLine === null && parseNative(bridgeGrammarGaps(text))?.rootNode.hasError === false;
}

class PartlyParsed implements ParsedFile {
  readonly errors = [];
  private index: LineIndex | undefined;

  constructor(readonly tree: SyntaxTree) {}

  get lines(): LineIndex {
    this.index ??= new LineIndex(this.tree.text);
    return this.index;
  }
}

/** The 1-based line of a byte. */
function lineOfByte(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < offset; at = bytes.indexOf(0x0a, at + 1)) line++;
  return line;
}

interface Reading {
  readonly tree: SyntaxTree;
  /** The text that the parser got. */
  readonly parsed: string;
  readonly errors: AnalysisError[];
  readonly abandoned: readonly number[];
}

function readText(path: string, text: string, parsed: string, lines: LineIndex, budgetMs: number): Reading {
  const native = parseNative(parsed, budgetMs);
  if (native === null) throw new ParseTimeout(`could not be parsed within ${budgetMs / 1000} s`);
  const { tree, abandoned } = copied(native, text, parsed, budgetMs);
  const errors = native.rootNode.hasError ? syntaxErrors(path, tree, lines) : [];
  return { tree, parsed, errors, abandoned };
}

/** The parser's tree as one of ours, with the arguments of macro calls in place. */
function copied(
  native: Tree,
  text: string,
  parsed: string,
  budgetMs: number,
): { tree: SyntaxTree; abandoned: readonly number[] } {
  const tree = new SyntaxTree(text);
  const expander = new MacroExpander(tree, parsed, budgetMs);
  const isClean = !native.rootNode.hasError;
  sweep({ cursor: native.walk(), source: parsed, isClean, shift: 0 }, tree, (node) => expander.expand(node));
  tree.trim();
  return { tree, abandoned: expander.abandoned };
}
