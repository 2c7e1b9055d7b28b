import { NONE, type Node } from '../rust/syntax.js';
import type { DetectorFile } from './detector.js';
import { Offloading, type OffloadOptions } from './offloading.js';

/** Knows which code of a file runs on an async executor's thread. */
export class AsyncContexts {
  private readonly offloading: Offloading;
  private readonly known = new Map<Node, boolean>();
  private readonly hosts = new Map<Node, Node>();

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
    const { contexts } = this.file;
    if (contexts.macroDefinition(expression) !== NONE || this.offloading.isHandedOver(expression))
      return NONE;
    return this.hostOf(contexts.body(expression));
  }

  private hostOf(innermost: Node): Node {
    return climb(this.file, this.hosts, innermost, (body) => {
      if (body === NONE || this.file.contexts.isAsyncBody(body)) return NONE;
      const kind = this.file.tree.kind(body);
      if (kind === 'function_item') return body;
      return kind !== 'closure_expression' || this.offloading.isHandedOver(body) ? NONE : undefined;
    });
  }

  private isAsync(innermost: Node): boolean {
    return climb(this.file, this.known, innermost, (body) => {
      if (body === NONE) return false;
      if (this.file.contexts.isAsyncBody(body)) return true;
      if (this.file.tree.kind(body) !== 'closure_expression') return false;
      return this.offloading.isHandedOver(body) ? false : undefined;
    });
  }
}

/**
 * Climbs from a body to those around it until one decides; a sync closure runs where it is and does not. What it has
 * passed is remembered, so that deep nesting is climbed once.
 */
function climb<T>(
  file: DetectorFile,
  known: Map<Node, T>,
  innermost: Node,
  decide: (body: Node) => T | undefined,
): T {
  const passed: Node[] = [];
  for (let body = innermost; ; body = file.contexts.body(body)) {
    const answer = known.get(body) ?? decide(body);
    passed.push(body);
    if (answer === undefined) continue;
    for (const node of passed) known.set(node, answer);
    return answer;
  }
}
