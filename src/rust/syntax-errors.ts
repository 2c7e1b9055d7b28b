import type { AnalysisError } from './finding.js';
import type { LineIndex } from './lines.js';
import { NONE, type Node, type SyntaxTree } from './syntax.js';

/** A file names at most this many broken parts one by one. */
const NAMED_ERRORS = 20;

/** The parts that the parser could not make sense of, one error each, the outermost of nested ones. */
export function syntaxErrors(path: string, tree: SyntaxTree, lines: LineIndex): AnalysisError[] {
  const errors: AnalysisError[] = [];
  let count = 0;
  for (let node: Node = 0; node < tree.size; ) {
    const broken = tree.kind(node) === 'ERROR';
    if (broken || tree.isMissing(node)) {
      count++;
      if (count <= NAMED_ERRORS) {
        errors.push({ path, line: lines.line(tree.start(node)), message: describe(tree, node, broken) });
      }
    }
    node = broken ? tree.subtreeEnd(node) : node + 1;
  }
  if (count > NAMED_ERRORS) {
    const line = errors.at(-1)!.line;
    errors.push({ path, line, message: `and ${count - NAMED_ERRORS} more parts that could not be parsed` });
  }
  return errors;
}

function describe(tree: SyntaxTree, node: Node, broken: boolean): string {
  if (!broken) return `could not be parsed: \`${tree.kind(node)}\` is missing`;
  const first = tree.source(tree.firstChild(node) === NONE ? node : tree.firstChild(node));
  const shown = first
    .slice(0, 200)
    .replace(/[^\x21-\x7e]+/g, ' ')
    .trim()
    .slice(0, 40);
  return shown === '' ? 'could not be parsed from here on' : `could not be parsed from \`${shown}\` on`;
}
