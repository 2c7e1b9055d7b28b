import { z } from 'zod';
import { ruleSchema } from '../rules/definition.js';
import { withNamedDefinitions } from './definition-names.js';
import { programFileSchema, stepFileSchema, waveFileSchema } from './program-file.js';
import type { SchemaNode } from './schema-words.js';

/** The JSON Schemas that editors use, by the name of their file in docs/schema: made from what reads the files. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map([
    ['program.schema.json', written('A Wavegate program', programJsonSchema())],
    ['rule.schema.json', written('A Wavegate rule', jsonSchemaOf(ruleSchema))],
  ]);
}

/** JSON Schema of draft 7, as far as it is put together here. */
interface Node extends Omit<SchemaNode, 'properties' | 'additionalProperties'> {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Node>>;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly anyOf?: readonly Node[];
  readonly if?: Node;
  readonly else?: Node;
}

/**
 * A program as it may be written: a wave or step that is made from a template, and all of a program that extends
 * another, may leave out what comes from there. What they come to is judged when the file is read.
 */
function programJsonSchema(): Node {
  const program = lenient(jsonSchemaOf(programFileSchema));
  const step: Node = unless(['from'], { required: requiredOf(stepFileSchema) });
  const wave: Node = unless(['from'], {
    required: requiredOf(waveFileSchema),
    properties: { steps: { additionalProperties: step } },
  });
  return {
    ...program,
    properties: { base: BASE, ...program.properties },
    required: ['version'],
    ...unless(['extends', 'base'], {
      required: requiredOf(programFileSchema),
      properties: { waves: { additionalProperties: wave } },
    }),
  };
}

const BASE: Node = {
  type: 'string',
  description:
    'In place of `program`: the name under which programs can extend this file, which is none itself.',
};

function unless(keys: readonly string[], otherwise: Node): Node {
  return { if: { anyOf: keys.map((key) => ({ required: [key] })) }, else: otherwise };
}

function requiredOf(schema: z.ZodType): readonly string[] {
  return jsonSchemaOf(schema).required ?? [];
}

/** Waves and steps without the keys that they must have. */
function lenient(program: Node): Node {
  const definitions = program.definitions ?? {};
  return inside(program, 'waves', definitions, (wave) =>
    inside(dropRequired(wave), 'steps', definitions, dropRequired),
  );
}

function dropRequired(node: Node): Node {
  const { required, ...rest } = node;
  return required === undefined ? node : rest;
}

/** A schema with that of the values of one of its mappings changed. */
function inside(
  node: Node,
  key: string,
  definitions: Readonly<Record<string, Node>>,
  change: (values: Node) => Node,
): Node {
  const mapping = resolved(node.properties?.[key], definitions);
  const values = mapping?.additionalProperties;
  const value = typeof values === 'object' ? resolved(values, definitions) : undefined;
  if (value === undefined) throw new Error(`The schema of \`${key}\` does not say what its values are.`);
  const changed = { ...mapping, additionalProperties: change(value) };
  return { ...node, properties: { ...node.properties, [key]: changed } };
}

function resolved(node: Node | undefined, definitions: Readonly<Record<string, Node>>): Node | undefined {
  const name = node?.$ref?.replace('#/definitions/', '');
  return name === undefined ? node : definitions[name];
}

function jsonSchemaOf(schema: z.ZodType): Node {
  return withNamedDefinitions(
    z.toJSONSchema(schema, { io: 'input', target: 'draft-7', reused: 'ref' }),
  ) as Node;
}

function written(title: string, { $schema, ...rest }: Node): string {
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
