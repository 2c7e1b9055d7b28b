import { z } from 'zod';
import { sourceErrorsOf } from './issues.js';
import { PartPlaces, plain } from './part.js';
import { namesIn } from './placeholders.js';
import { bySteps, byWaves, programSchema, stepSchema, waveSchema } from './schema.js';
import type { PlacedError } from './source-error.js';
import { type Template, templatesSchema, useShape } from './templates.js';

/**
 * A program as it is written: what `Program` is before templates are put in. It is what mistakes are explained from and
 * what editors offer; what the rest of the code sees is judged by `programSchema` alone.
 */
export const stepFileSchema = stepSchema.extend(useShape);

export const waveFileSchema = waveSchema.extend({ ...useShape, steps: bySteps(stepFileSchema) });

export const programFileSchema = programSchema.extend({
  extends: z
    .string()
    .min(1)
    .optional()
    .describe('The program or base that this one is made from; its own keys come on top.'),
  templates: templatesSchema.optional(),
  waves: byWaves(waveFileSchema),
});

/**
 * What is wrong with templates that nothing is made from, as far as it can be seen: values that wait for a parameter
 * and keys that who uses them may add are not looked at. In the others it comes up where they are used.
 */
export function templateProblems(unused: readonly Template[]): PlacedError[] {
  return unused.flatMap(({ kind, body }) => {
    const schema = kind === 'wave' ? waveFileSchema : stepFileSchema;
    const { error } = schema.safeParse(plain(body), { reportInput: true });
    const issues = (error?.issues ?? []).filter((issue) => !isLeftOpen(issue));
    return sourceErrorsOf(issues, { schema, source: new PartPlaces(body), at: [] });
  });
}

function isLeftOpen({ input }: z.core.$ZodIssue): boolean {
  if (input === undefined) return true;
  return typeof input === 'string' && namesIn(input).length > 0;
}
