import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { formatSourceError } from '../program/source-error.js';
import { parseYaml } from '../program/yaml.js';

/** The table of scenarios: what people do in the demo, and what they must see afterwards. */

const path = z.string().min(1).describe("A path from the repository's root.");

const changeSchema = z.union([
  z.strictObject({ overlay: z.string() }).describe('Copies the files of src/demo/changes/<overlay>.'),
  z.strictObject({ write: path, text: z.string() }),
  z
    .strictObject({ edit: path, replace: z.string(), with: z.string() })
    .describe('Replaces the one place where the text stands.'),
  z.strictObject({ rename: path, to: path }),
  z.strictObject({ remove: path }),
  z.strictObject({ executable: path, value: z.boolean() }),
]);

const commitSchema = z.strictObject({
  message: z.string().min(1),
  changes: z.array(changeSchema).describe('None: an empty commit.'),
});

const expectedSchema = z.strictObject({
  conclusion: z
    .enum(['success', 'failure', 'neutral', 'in_progress'])
    .describe('Of the check run on the head commit.'),
  gates: z
    .record(z.string(), z.enum(['pass', 'fail', 'wait', 'skip']))
    .describe('Every gate that the check run names, with its verdict.'),
  findings: z
    .array(z.string().regex(/^[a-z-]+ \S+:[1-9][0-9]*$/, '`rule path:line`'))
    .default([])
    .describe('Every finding, as `rule path:line`, in any order.'),
  comments: z
    .array(z.string().regex(/^\S+:[1-9][0-9]*$/, '`path:line`'))
    .default([])
    .describe('Where the unresolved review comments stand, as `path:line`.'),
});

const actSchema = z.union([
  z.strictObject({
    comment: z.string(),
    reactions: z.array(z.string()).describe("The app's reactions to it, by GitHub's names."),
    reply: z.string().optional().describe('Words that stand in the reply; without it there must be none.'),
    expect: expectedSchema.optional(),
  }),
  z.strictObject({ push: commitSchema, expect: expectedSchema.optional() }),
  z
    .strictObject({ land: z.number().int().positive(), expect: expectedSchema.optional() })
    .describe('Pushes that many of the first commits of the branch to the default branch.'),
]);

const scenarioSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  shows: z.string().describe('What a reader learns from it.'),
  branch: z.string(),
  title: z.string(),
  body: z.string().default(''),
  by: z.enum(['author', 'outsider']).default('author').describe('An outsider works in a fork.'),
  commits: z.array(commitSchema).min(1),
  expect: expectedSchema,
  acts: z.array(actSchema).default([]),
});

const tableSchema = z.strictObject({ version: z.literal(1), scenarios: z.array(scenarioSchema).min(1) });

export type Change = z.output<typeof changeSchema>;
export type Commit = z.output<typeof commitSchema>;
export type Expected = z.output<typeof expectedSchema>;
export type Act = z.output<typeof actSchema>;
export type Scenario = z.output<typeof scenarioSchema>;

const TABLE = new URL('../../src/demo/scenarios.yml', import.meta.url);

/** @throws Error naming file, line and column of each mistake. */
export function loadScenarios(file: string = fileURLToPath(TABLE)): readonly Scenario[] {
  const parsed = parseYaml(tableSchema, readFileSync(file, 'utf8'), file);
  if (!parsed.ok) throw new Error(parsed.errors.map(formatSourceError).join('\n'));
  const names = parsed.value.scenarios.map((scenario) => scenario.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${file}: two scenarios have the name ${twice}: rename one.`);
  return parsed.value.scenarios;
}
