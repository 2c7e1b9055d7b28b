import { z } from 'zod';
import type { Suggestion } from '../rust/finding.js';
import { NONE, type SyntaxTree } from '../rust/syntax.js';
import { type BannedCall, expandBraces } from './call-list.js';
import type { DetectorFile } from './detector.js';

/** Which blocking calls have a counterpart with the same arguments that is awaited, as data. */
export const awaitedSchema = z
  .array(
    z.strictObject({
      calls: z.string().describe('Blocking functions by path; `{a,b}` stands for each of its alternatives.'),
      by: z.string().describe('What is awaited instead; `*` is the function’s own name.'),
      where: z.string().describe('The crate that the file has to use already.'),
    }),
  )
  .default([]);

export type AwaitedOptions = z.output<typeof awaitedSchema>;

/** Longer stretches of lines are not suggested. Characters. */
const LENGTH = 2_000;

/**
 * The lines with the call replaced by its awaited counterpart, where that is mechanical: the call is certain, stands
 * directly in async code, and the file uses the runtime.
 */
export function awaitedCall(
  file: DetectorFile,
  call: BannedCall,
  options: AwaitedOptions,
): Suggestion | undefined {
  const { tree, contexts } = file;
  if (call.confidence !== 'certain' || tree.kind(call.node) !== 'call_expression') return undefined;
  if (tree.field(call.node, 'function') !== call.path || !contexts.isAsyncBody(contexts.body(call.node))) {
    return undefined;
  }
  const counterpart = counterpartOf(call.name, options);
  if (counterpart === undefined || !usesCrate(file, counterpart.where)) return undefined;
  return replacing(file, call, counterpart.path);
}

interface Counterpart {
  readonly path: string;
  readonly where: string;
}

const counterparts = new WeakMap<AwaitedOptions, ReadonlyMap<string, Counterpart>>();

function counterpartOf(name: string, options: AwaitedOptions): Counterpart | undefined {
  let known = counterparts.get(options);
  if (known === undefined) {
    known = new Map(
      options.flatMap(({ calls, by, where }) =>
        expandBraces(calls).map((call) => {
          const path = by.replace('*', call.slice(call.lastIndexOf(':') + 1));
          return [call, { path, where }] as const;
        }),
      ),
    );
    counterparts.set(options, known);
  }
  return known.get(name);
}

const usedCrates = new WeakMap<SyntaxTree, Map<string, boolean>>();

/** Whether the file names the crate in a path of two segments or more. */
function usesCrate({ tree, code }: DetectorFile, crate: string): boolean {
  const known = usedCrates.get(tree) ?? new Map<string, boolean>();
  usedCrates.set(tree, known);
  const used = known.get(crate) ?? new RegExp(`(?<!::\\s*)\\b${crate}\\s*::`).test(code);
  known.set(crate, used);
  return used;
}

function replacing(file: DetectorFile, call: BannedCall, path: string): Suggestion | undefined {
  const { tree } = file;
  const list = tree.field(call.node, 'arguments');
  if (list === NONE) return undefined;
  const { text } = tree;
  const [start, end] = [tree.start(call.node), tree.end(call.node)];
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const feed = text.indexOf('\n', end);
  const to = feed === -1 ? text.length : feed;
  if (to - from > LENGTH) return undefined;
  const replaced = `${text.slice(from, start)}${path}${text.slice(tree.start(list), end)}.await${text.slice(end, to)}`;
  return { startLine: file.line(start), endLine: file.line(end), text: replaced.replace(/\r(?=\n|$)/g, '') };
}
