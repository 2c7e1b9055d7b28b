import { createRequire } from 'node:module';
import type ParserType from 'tree-sitter';

export type { Tree, TreeCursor } from 'tree-sitter';

/** Parsing gives up after this long; a 10 MB file takes about 2 s. */
export const PARSE_BUDGET_MS = 10_000;

let parser: ParserType | undefined;

/** The one native parser of this process, loaded at first use: a run that parses nothing never pays for it. */
function nativeParser(): ParserType {
  if (parser === undefined) {
    const require = createRequire(import.meta.url);
    const Parser = require('tree-sitter') as typeof ParserType;
    parser = new Parser();
    parser.setLanguage(require('tree-sitter-rust') as never);
  }
  return parser;
}

/**
 * Parses Rust text with the native parser.
 *
 * @returns the tree, or `null` when `budgetMs` (milliseconds) ran out.
 */
export function parseNative(text: string, budgetMs = PARSE_BUDGET_MS): ParserType.Tree | null {
  const native = nativeParser();
  native.setTimeoutMicros(budgetMs * 1000);
  const tree = native.parse(text, undefined, { bufferSize: text.length + 1 }) as ParserType.Tree | null;
  if (tree === null) native.reset();
  return tree;
}
