import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import type { PathSegment } from './places.js';

/** The part of JSON Schema that mistakes are explained from. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly required?: readonly string[];
  readonly anyOf?: readonly SchemaNode[];
}

const schemas = new WeakMap<z.ZodType, SchemaNode>();

function jsonSchemaOf(schema: z.ZodType): SchemaNode {
  const known = schemas.get(schema);
  if (known !== undefined) return known;
  const made = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  }) as SchemaNode;
  schemas.set(schema, made);
  return made;
}

/** What the schema says of the value at `path`; empty where it says nothing. */
export function schemaAt(schema: z.ZodType | SchemaNode, path: readonly PathSegment[]): SchemaNode {
  let node = schema instanceof z.ZodType ? jsonSchemaOf(schema) : schema;
  for (const segment of path)
    node = (node.anyOf ?? [node]).map((one) => below(one, segment)).find(isKnown) ?? {};
  return node;
}

function below(node: SchemaNode, segment: PathSegment): SchemaNode | undefined {
  if (typeof segment === 'number') return node.items;
  const other = typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
  return node.properties?.[segment] ?? other;
}

function isKnown(node: SchemaNode | undefined): node is SchemaNode {
  return node !== undefined;
}

/** The keys that the schema knows at `path`. */
export function keysAt(schema: z.ZodType | SchemaNode, path: readonly PathSegment[]): string[] {
  return Object.keys(schemaAt(schema, path).properties ?? {});
}

/** The known word that a mistyped one most likely stands for: at most two letters of five differ. */
export function closest(word: string, known: readonly string[]): string | undefined {
  const scored = known
    .map((candidate) => ({ candidate, cost: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.cost - b.cost);
  const best = scored[0];
  if (best === undefined) return undefined;
  const length = Math.max(word.length, best.candidate.length);
  return best.cost <= Math.max(1, Math.round(length * 0.4)) ? best.candidate : undefined;
}

/** ` Did you mean `x`?`, with its leading space, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const best = closest(word, known);
  return best === undefined ? '' : ` Did you mean \`${best}\`?`;
}

/** `a`, `b` and `c`, each as code. */
export function listed(words: readonly string[], last = 'and'): string {
  const code = words.map((word) => `\`${word}\``);
  return code.length < 2 ? code.join('') : `${code.slice(0, -1).join(', ')} ${last} ${code.at(-1)}`;
}

/** Words that are named at most where there may be any number. */
const MAX_LISTED = 12;

/** As `listed`, of many words the first few: `a`, `b` and 998 more. */
export function listedFew(words: readonly string[], last = 'and'): string {
  if (words.length <= MAX_LISTED) return listed(words, last);
  const named = words.slice(0, MAX_LISTED).map((word) => `\`${word}\``);
  return `${named.join(', ')} ${last} ${words.length - MAX_LISTED} more`;
}
