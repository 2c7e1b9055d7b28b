import { z } from 'zod';
import { ruleSchema } from '../rules/definition.js';
import { programSchema } from './schema.js';

/** The JSON Schemas that editors use, by the name of their file in docs/schema: made from what reads the files. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map([
    ['program.schema.json', written('A Wavegate program', programSchema)],
    ['rule.schema.json', written('A Wavegate rule', ruleSchema)],
  ]);
}

function written(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
