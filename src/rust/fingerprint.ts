import { createHash } from 'node:crypto';
import type { Contexts } from './contexts.js';
import type { Node, SyntaxTree } from './syntax.js';

/**
 * Names findings such that unrelated edits above and a move of the function to another file do not change the name:
 * by rule, enclosing function, the found expression without comments and spaces, and a count among equal ones.
 */
export function fingerprints(
  rule: string,
  file: { readonly tree: SyntaxTree; readonly contexts: Contexts },
  nodes: readonly Node[],
): string[] {
  const seen = new Map<string, number>();
  return nodes.map((node) => {
    const identity = [rule, file.contexts.functionName(node) ?? '', normalised(file.tree.source(node))].join(
      '\0',
    );
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    return createHash('sha256').update(`${identity}\0${ordinal}`).digest('hex').slice(0, 32);
  });
}

/** Names what a finding found, in whatever function and file: by rule and expression. */
export function likeness(rule: string, source: string): string {
  return createHash('sha256')
    .update(`${rule}\0${normalised(source)}`)
    .digest('hex')
    .slice(0, 32);
}

/** Longer expressions are told apart by their beginnings: a chain of megabytes must not be hashed once a finding. */
const LENGTH = 2_000;

/** Without comments, spaces and the commas that a formatter puts behind the last of a list on lines of its own. */
function normalised(source: string): string {
  return source
    .slice(0, LENGTH)
    .replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, '')
    .replace(/,(?=[)\]}])/g, '');
}
