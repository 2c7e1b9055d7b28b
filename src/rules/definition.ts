import { z } from 'zod';

/** A rule as data: what `rules/<id>.yml` says. The schema is the one source of type, validation and JSON Schema. */
export const ruleSchema = z.strictObject({
  version: z.literal(1),
  rule: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .describe("The rule's id, equal to its file's name."),
  detector: z.string().describe('The analysis in src/rules that this rule parametrises.'),
  level: z.enum(['error', 'warning']).default('error'),
  title: z.string(),
  why: z.string().describe('Why is this bad; Markdown, shown to the author.'),
  instead: z.string().describe('What to write instead; Markdown, shown to the author.'),
  message: z.string().describe("The finding's message; {call}, {function} and the like are filled in."),
  tests: z.enum(['exclude', 'include']).default('exclude').describe('Whether test code is searched too.'),
  options: z.record(z.string(), z.unknown()).default({}).describe('Options of the detector.'),
  examples: z.strictObject({
    bad: z.array(z.string()).min(1).describe('Rust with `//~ rule-id` on each line that has a finding.'),
    good: z.array(z.string()).min(1),
  }),
});

export type RuleDefinition = z.output<typeof ruleSchema>;
