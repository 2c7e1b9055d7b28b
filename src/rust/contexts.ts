import type { Node } from './syntax.js';

/** Answers in what surroundings code of one file runs. Every answer takes constant time, however deep the nesting. */
export interface Contexts {
  /** The innermost `function_item`, `closure_expression`, `async_block`, `const_item` or `static_item` around the node. */
  body(node: Node): Node;
  /** The innermost `function_item` around the node (not the node itself), or `NONE`. */
  function(node: Node): Node;
  /** The enclosing function as `Type::name` or `name`; `null` outside functions. */
  functionName(node: Node): string | null;
  /** Whether the node is in code that is compiled for tests only. */
  isTest(node: Node): boolean;
  /** The `macro_definition` whose body the node is in, or `NONE`. */
  macroDefinition(node: Node): Node;
}
