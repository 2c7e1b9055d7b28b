import { z } from 'zod';
import { filePath, glob } from './glob-schema.js';
import { conditionsSchema } from './text-gate-schema.js';
import { validationSchema } from './validation-schema.js';

/** The one source of a program's type, of its validation and of the JSON Schema that editors use. */

/**
 * A mapping whose keys follow a pattern. Unlike `z.record(key, value)` it goes on below a key that does not, so that
 * all mistakes are told at once.
 */
export function keyed<V extends z.ZodType>(pattern: RegExp, form: string, value: V) {
  const checkKeys: z.core.CheckFn<Record<string, z.output<V>>> = ({ value: record, issues }) => {
    for (const key of Object.keys(record).filter((one) => !pattern.test(one))) {
      issues.push({
        code: 'custom',
        message: form,
        path: [key],
        params: { key: true },
        input: key,
        continue: true,
      });
    }
  };
  const check = z.check(checkKeys);
  check._zod.def.when = ({ value: record }) => typeof record === 'object' && record !== null;
  return z
    .record(z.string(), value)
    .check(check)
    .meta({ propertyNames: { pattern: pattern.source } });
}

export const ruleUseSchema = z
  .strictObject({
    rule: z.string().describe('The id of a rule in rules/.'),
    in: z.array(glob).min(1).describe('The files in which the rule holds: whole files, changed or not.'),
    options: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('Options of the rule that differ here from its own.'),
  })
  .describe('A rule and where it applies.');

export const artifactSchema = z.strictObject({
  path: filePath.describe('The file that must exist at head and not be empty.'),
  headings: z
    .array(z.string().min(1))
    .default([])
    .describe('Markdown headings that it must carry, any level.'),
  executable: z.boolean().default(false),
});

export const requiredTestSchema = z.strictObject({
  what: z
    .string()
    .min(1)
    .describe('What the test proves, in a few words: it is named where the test is missing.'),
  names: z
    .array(
      z
        .string()
        .regex(/^[\p{L}\p{N}_*?]+(::[\p{L}\p{N}_*?]+)*$/u, "a function's name, `*` for any characters")
        .describe('A glob over names of test functions; with `::` over their modules too: `ipv4::*deny*`.'),
    )
    .min(1)
    .describe('A test of any of these names meets the demand.'),
  in: z.array(glob).min(1).describe('The Rust files in which the test may stand.'),
});

export const sliceSchema = z.strictObject({
  title: z.string().min(1),
  paths: z.array(glob).min(1).describe('The paths that a commit of this slice may touch.'),
});

export const budgetSchema = z
  .strictObject({
    files: z.int().min(1).optional().describe('Most changed files.'),
    lines: z.int().min(1).optional().describe('Most changed lines, added and removed together.'),
  })
  .describe('How large a pull request of the step may be.');

export const stepSchema = z.strictObject({
  title: z.string().min(1),
  kind: z
    .enum(['freeze', 'change', 'close'])
    .describe(
      'freeze: no production file changes; change: no rule gets more hits; close: no rule has any hit.',
    ),
  allow: z
    .array(glob)
    .min(1)
    .describe(
      'The paths that a pull request of this step may touch. Workflow files count only when named here.',
    ),
  artifacts: z.array(artifactSchema).default([]),
  tests: z
    .array(requiredTestSchema)
    .default([])
    .describe('Tests that must be there at head: functions under a test attribute, not ignored.'),
  'frozen-tests': z
    .array(glob)
    .default([])
    .describe('Rust files whose tests may not become fewer: none is removed or ignored.'),
  inventory: filePath
    .optional()
    .describe("The document that names every place where the wave's rules find something."),
  slices: z
    .array(sliceSchema)
    .default([])
    .describe('The parts in which the step is done: each commit stays within one, in this order.'),
  budget: budgetSchema.optional(),
  patterns: conditionsSchema.describe('Conditions on what files hold.'),
  validation: validationSchema.optional().describe("In place of the program's."),
});

/** Something for each step, by the steps' numbers. */
export function bySteps<V extends z.ZodType>(value: V) {
  const form = 'a step number: a digit first, then digits and lower case letters, with single dashes between';
  return keyed(/^[0-9][0-9a-z]*(-[0-9a-z]+)*$/, form, value);
}

/** Something for each wave, by the waves' short names. */
export function byWaves<V extends z.ZodType>(value: V) {
  const form = "a wave's short name: lower case letters, digits, dashes between";
  return keyed(/^[a-z0-9]+(-[a-z0-9]+)*$/, form, value);
}

export const waveSchema = z.strictObject({
  title: z.string().min(1),
  intent: z.string().default(''),
  mode: z.enum(['enforce', 'report-only']).optional().describe("Overrides the program's mode."),
  rules: z.array(ruleUseSchema).default([]),
  patterns: conditionsSchema.describe('Conditions on what files hold, for its steps.'),
  after: z
    .array(z.string())
    .optional()
    .describe('The waves that must be done before this one begins; all before it if it is not said.'),
  steps: bySteps(stepSchema),
});

export const doneSchema = z
  .strictObject({
    item: z.string().min(1).describe('What must hold, in words.'),
    by: z
      .enum(['steps', 'closures', 'artifacts'])
      .describe(
        'steps: every step is merged; closures: every closing rule finds nothing on the default branch; artifacts: these are there.',
      ),
    artifacts: z.array(artifactSchema).default([]),
  })
  .describe('An item of the definition of done.');

export const programSchema = z.strictObject({
  version: z.literal(1),
  program: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'lower case letters, digits and dashes')
    .describe("The program's name, the first word of its branches: wave8."),
  title: z.string().min(1),
  mode: z.enum(['enforce', 'report-only']).default('enforce'),
  branch: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .transform((one): readonly string[] => (typeof one === 'string' ? [one] : one))
    .describe(
      'The template of its branches, or a list of them: `codex/{program}{wave}-step{step}-{slug}`. The first stands in examples.',
    ),
  production: z
    .strictObject({
      include: z.array(glob).default(['**']),
      exclude: z
        .array(glob)
        .default([])
        .describe('Documents, scripts and other files that a freeze may touch.'),
    })
    .describe('Which files are production files, for freezes.'),
  order: z
    .enum(['waves', 'steps', 'none'])
    .default('waves')
    .describe(
      'What must be merged before a step: earlier steps and waves, earlier steps of its wave, or nothing.',
    ),
  validation: validationSchema.optional().describe('The checks of other apps that every step waits for.'),
  patterns: conditionsSchema.describe('Conditions on what files hold, for every wave and step.'),
  'auto-merge': z
    .enum(['squash', 'merge', 'rebase', 'any'])
    .default('squash')
    .describe('The only method by which auto-merge may be turned on.'),
  ratchet: z
    .boolean()
    .default(true)
    .describe("Whether a closed wave's rules hold from then on for every pull request."),
  board: z
    .boolean()
    .default(true)
    .describe('Whether the app keeps an issue in the repository that shows how far the program is.'),
  done: z
    .array(doneSchema)
    .default([])
    .describe('When the program is done, item by item, as the program board shows it.'),
  waves: byWaves(waveSchema),
});

/** A program as the rest of the code sees it. */
export type Program = z.output<typeof programSchema> & {
  /** The waves' short names as the file orders them: JavaScript puts keys that look like integers first. */
  readonly waveOrder: readonly string[];
};
export type Wave = z.output<typeof waveSchema>;
export type Step = z.output<typeof stepSchema>;
export type RuleUse = z.output<typeof ruleUseSchema>;
export type Artifact = z.output<typeof artifactSchema>;
export type Slice = z.output<typeof sliceSchema>;
export type DoneItem = z.output<typeof doneSchema>;
export type RequiredTest = z.output<typeof requiredTestSchema>;
