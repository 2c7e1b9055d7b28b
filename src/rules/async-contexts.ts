import { NONE, type Node } from '../rust/syntax.js';
import type { DetectorFile } from './detector.js';
import { Offloading, type OffloadOptions } from './offloading.js';

/** Knows which code of a file runs on an async executor's thread. */
export class AsyncContexts {
  private readonly offloading: Offloading;
  private readonly known = new Map<Node, boolean>();

  constructor(
    private readonly file: DetectorFile,
    offload: OffloadOptions,
  ) {
    this.offloading = new Offloading(file, offload);
  }

  /** Whether an expression runs there; what a macro expands to, or is handed over to run elsewhere, does not. */
  runsAsync(expression: Node): boolean {
    const { contexts } = this.file;
    if (contexts.macroDefinition(expression) !== NONE) return false;
    const body = contexts.body(expression);
    return this.isAsync(body) && !this.offloading.isHandedOver(expression);
  }

  /** The sync function whose running runs the expression, or `NONE`. */
  host(expression: Node): Node {
    const { contexts, tree } = this.file;
    if (contexts.macroDefinition(expression) !== NONE || this.offloading.isHandedOver(expression))
      return NONE;
    let body = contexts.body(expression);
    while (body !== NONE && tree.kind(body) === 'closure_expression') {
      if (contexts.isAsyncBody(body) || this.offloading.isHandedOver(body)) return NONE;
      body = contexts.body(body);
    }
    return body !== NONE && tree.kind(body) === 'function_item' && !contexts.isAsyncBody(body) ? body : NONE;
  }

  /** Climbs through sync closures, which run where they are, to the innermost body that decides. */
  private isAsync(innermost: Node): boolean {
    const passed: Node[] = [];
    let body = innermost;
    let answer = this.known.get(body);
    while (answer === undefined) {
      passed.push(body);
      answer = this.decide(body);
      if (answer !== undefined) break;
      body = this.file.contexts.body(body);
      answer = this.known.get(body);
    }
    for (const node of passed) this.known.set(node, answer);
    return answer;
  }

  private decide(body: Node): boolean | undefined {
    if (body === NONE) return false;
    if (this.file.contexts.isAsyncBody(body)) return true;
    if (this.file.tree.kind(body) !== 'closure_expression') return false;
    return this.offloading.isHandedOver(body) ? false : undefined;
  }
}
