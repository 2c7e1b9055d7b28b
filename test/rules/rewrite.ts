import type { SyntaxNode } from 'tree-sitter';
import { parseNative } from '../../src/rust/parser.js';

/** A part of a text, in UTF-16 code units; the end is exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A top-level function with its attributes and comments. */
export interface TopLevelFunction extends Range {
  readonly name: string;
}

/** Statements that may be wrapped in a block of their own: they bring no name into scope. */
export function wrappableStatements(text: string): Range[] {
  return descendants(text)
    .filter((node) => node.type === 'expression_statement' && node.parent?.type === 'block')
    .map(rangeOf);
}

/** Functions at the file's top that neither name another such function nor are named by anything in the file. */
export function independentFunctions(text: string): TopLevelFunction[] {
  const all = topLevelFunctions(text);
  return all.filter((item) => {
    const body = text.slice(item.start, item.end);
    const rest = text.slice(0, item.start) + text.slice(item.end);
    const others = all.filter((other) => other !== item);
    return !calls(rest, item.name) && !others.some((other) => calls(body, other.name));
  });
}

/** Every function at the file's top. */
export function topLevelFunctions(text: string): TopLevelFunction[] {
  const children = parseNative(text)!.rootNode.namedChildren;
  return children.flatMap((node, index) => {
    if (node.type !== 'function_item') return [];
    let first = index;
    while (first > 0 && /^(attribute_item|line_comment)$/.test(children[first - 1]!.type)) first--;
    return [{ start: children[first]!.startIndex, end: node.endIndex, name: nameOf(node) }];
  });
}

/** Locals bound by `let` whose name means nothing else in the file, so that every word of it can be renamed. */
export function renamableLocals(text: string): string[] {
  const bound = [...text.matchAll(/\blet (?:mut )?([a-z][a-z0-9_]*)\b/g)].map((match) => match[1]!);
  const imports = [...text.matchAll(/\buse [^;]*;/g)].map((match) => match[0]).join('\n');
  return [...new Set(bound)].filter((name) => {
    const elsewhere = new RegExp(`[.:$]${name}\\b|\\b${name}(::|!|:|\\()|\\b(fn|mod|r#)\\s*${name}\\b`);
    return !MEANINGFUL.test(name) && !elsewhere.test(text) && !mentions(imports, name);
  });
}

/** Names that rules read, and words that are keywords in some places only: renaming these may change a verdict. */
const MEANINGFUL = /action|rule_id|drop|lost|ring|stat|event|^(raw|safe|union|auto|default|macro_rules)$/;

/** The text with the ranges blanked: every line stays where it is. */
export function blank(text: string, ranges: readonly Range[]): string {
  return ranges.reduce((left, { start, end }) => {
    return left.slice(0, start) + left.slice(start, end).replace(/[^\n]/g, ' ') + left.slice(end);
  }, text);
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text);
}

/** Whether the word stands in code other than as a method or a field; a definition of that name counts too. */
function calls(text: string, name: string): boolean {
  return new RegExp(`(?<!\\.)\\b${name}\\b`).test(text.replace(/\/\/.*$/gm, ''));
}

function nameOf(node: SyntaxNode): string {
  return node.childForFieldName('name')!.text;
}

function rangeOf(node: SyntaxNode): Range {
  return { start: node.startIndex, end: node.endIndex };
}

function descendants(text: string): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const open = [parseNative(text)!.rootNode];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    found.push(node);
    open.push(...node.namedChildren);
  }
  return found.sort((a, b) => a.startIndex - b.startIndex);
}
