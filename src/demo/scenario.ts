import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { formatSourceError } from '../program/source-error.js';
import { parseYaml } from '../program/yaml.js';

/** The table of scenarios: what people do in the demo, and what they must see afterwards. */

const path = z.string().min(1).describe("A path from the repository's root.");

const changeSchema = z.union([
  z
    .strictObject({ overlay: z.string(), only: z.array(path).optional() })
    .describe('Copies the files of src/demo/changes/<overlay>, or some of them.'),
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
    .default({})
    .describe('Verdicts by gate; those that are not named must be `pass` or `skip`.'),
  findings: z
    .array(z.string().regex(/^[a-z-]+ \S+:[1-9][0-9]*$/, '`rule path:line`'))
    .default([])
    .describe('Every finding, as `rule path:line`, in any order.'),
  comments: z
    .array(z.string().regex(/^\S+:[1-9][0-9]*$/, '`path:line`'))
    .default([])
    .describe('Where the unresolved review comments stand, as `path:line`.'),
  state: z.enum(['open', 'closed', 'merged']).default('open').describe('Of the pull request.'),
});

const checksSchema = z
  .record(z.string(), z.enum(['success', 'failure', 'neutral', 'skipped', 'in_progress', 'missing']))
  .describe("What the workspace's CI says of a head commit, by the name of the check.");

const methodSchema = z.enum(['squash', 'merge', 'rebase']);

const actSchema = z.union([
  z.strictObject({
    comment: z.string(),
    by: z.enum(['author', 'maintainer', 'outsider']).optional().describe('Who opened it, if it is not said.'),
    reactions: z.array(z.string()).describe("The app's reactions to it, by GitHub's names."),
    reply: z.string().optional().describe('Words that stand in the reply; without it there must be none.'),
    expect: expectedSchema.optional(),
  }),
  z.strictObject({ push: commitSchema, expect: expectedSchema.optional() }),
  z
    .strictObject({ land: z.number().int().positive(), expect: expectedSchema.optional() })
    .describe('Pushes that many of the first commits of the branch to the default branch.'),
  z
    .strictObject({ checks: checksSchema, expect: expectedSchema.optional() })
    .describe('The CI says something new of the head commit.'),
  z
    .strictObject({ merge: methodSchema, expect: expectedSchema.optional() })
    .describe('A maintainer presses the merge button.'),
  z
    .strictObject({
      'auto-merge': z.enum(['squash', 'merge', 'rebase', 'off']),
      expect: expectedSchema.optional(),
    })
    .describe('A maintainer turns auto-merge on, or off.'),
  z
    .strictObject({ given: z.string(), expect: expectedSchema.optional() })
    .describe('The steps of the history up to this one are merged.'),
]);

const scenarioSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  shows: z.string().describe('What a reader learns from it.'),
  branch: z.string(),
  title: z.string(),
  body: z.string().default(''),
  given: z.string().optional().describe('The step of the history up to which all were merged before.'),
  base: z
    .strictObject({ branch: z.string(), commits: z.array(commitSchema).min(1) })
    .optional()
    .describe('The branch to merge into, which is pushed before; the default branch if it is not said.'),
  checks: checksSchema.default({}).describe('Where the CI says otherwise than that all is green.'),
  protected: z
    .array(z.string())
    .default([])
    .describe('The checks that the default branch requires while the scenario plays.'),
  by: z.enum(['author', 'outsider']).default('author').describe('An outsider works in a fork.'),
  commits: z.array(commitSchema).min(1),
  expect: expectedSchema,
  acts: z.array(actSchema).default([]),
});

const historySchema = z.strictObject({
  step: z.string().regex(/^[a-z0-9]+-step[0-9]+$/, 'such as wave8b-step2'),
  branch: z.string(),
  title: z.string(),
  commits: z.array(commitSchema).min(1),
});

const tableSchema = z.strictObject({
  version: z.literal(1),
  ci: z.array(z.string()).default([]).describe("The checks that the workspace's CI reports on every commit."),
  history: z
    .array(historySchema)
    .default([])
    .describe('The steps of the program in their order, each with the pull request that brings it.'),
  scenarios: z.array(scenarioSchema).min(1),
});

export type Change = z.output<typeof changeSchema>;
export type Commit = z.output<typeof commitSchema>;
export type Expected = z.output<typeof expectedSchema>;
export type Act = z.output<typeof actSchema>;
export type Scenario = z.output<typeof scenarioSchema>;
export type PastStep = z.output<typeof historySchema>;
export type CiChecks = z.output<typeof checksSchema>;
export type Table = z.output<typeof tableSchema>;

const TABLE = new URL('../../src/demo/scenarios.yml', import.meta.url);

/** @throws Error naming file, line and column of each mistake. */
export function loadTable(file: string = fileURLToPath(TABLE)): Table {
  const parsed = parseYaml(tableSchema, readFileSync(file, 'utf8'), file);
  if (!parsed.ok) throw new Error(parsed.errors.map(formatSourceError).join('\n'));
  const names = parsed.value.scenarios.map((scenario) => scenario.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${file}: two scenarios have the name ${twice}: rename one.`);
  checkGiven(parsed.value, file);
  return parsed.value;
}

/** What was merged stays merged: a scenario cannot be given less than the one before it. */
function checkGiven({ history, scenarios }: Table, file: string): void {
  const steps = history.map(({ step }) => step);
  let reached = -1;
  for (const { name, given, acts } of scenarios) {
    for (const step of [given, ...acts.map((act) => ('given' in act ? act.given : undefined))]) {
      if (step === undefined) continue;
      const at = steps.indexOf(step);
      if (at < 0) throw new Error(`${file}: ${name} is given ${step}, which is no step of the history.`);
      if (at < reached) throw new Error(`${file}: ${name} is given less than a scenario before it.`);
      reached = at;
    }
  }
}
