import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseYaml } from '../program/yaml.js';
import type { AutoMerge, Checks, FactSource, PastPullRequest, Waiver } from '../snapshot/facts.js';
import { UsageError } from './usage-error.js';

/** The form of a file of facts; `snapshot/facts.ts` says what each word means. */

const sha = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/u, 'a full commit SHA');
const time = z.iso.datetime({ offset: true });

const pullRequestSchema = z
  .strictObject({
    number: z.int().min(1),
    url: z.string().default(''),
    branch: z.string().min(1),
    baseBranch: z.string().min(1),
    state: z.enum(['open', 'merged', 'closed']),
    headSha: z.string().default(''),
    mergeSha: sha.nullable().default(null),
    mergedAt: time.nullable().default(null),
    inDefaultBranch: z.boolean().default(false),
    revertedBy: sha.nullable().default(null),
    fromFork: z.boolean().default(false),
  })
  .check(({ value: { state, inDefaultBranch }, issues }) => {
    if (state === 'merged' || !inDefaultBranch) return;
    const message = 'Only a pull request in state `merged` can be in the default branch.';
    issues.push({ code: 'custom', message, path: ['inDefaultBranch'], input: inDefaultBranch });
  }) satisfies z.ZodType<PastPullRequest>;

const checksSchema = z.strictObject({
  checks: z.array(
    z.strictObject({
      kind: z.enum(['check-run', 'status']).default('check-run'),
      name: z.string().min(1),
      app: z.string().nullable().default(null),
      state: z.enum(['success', 'neutral', 'skipped', 'failure', 'running']),
      url: z.string().default(''),
    }),
  ),
  since: time,
}) satisfies z.ZodType<Checks>;

const autoMergeSchema = z.strictObject({
  method: z.enum(['squash', 'merge', 'rebase']).nullable(),
  by: z.string().nullable().default(null),
}) satisfies z.ZodType<AutoMerge>;

const waiverSchema = z.strictObject({
  target: z.string().min(1),
  digest: z.string().min(1),
  by: z.string().min(1),
  reason: z.string().min(1),
  headSha: sha,
  until: time.nullable().default(null),
  url: z.string().default(''),
}) satisfies z.ZodType<Waiver>;

export const historyFileSchema = z.strictObject({
  history: z.strictObject({ pullRequests: z.array(pullRequestSchema) }).optional(),
  checks: checksSchema.optional(),
  autoMerge: autoMergeSchema.optional(),
  waivers: z.array(waiverSchema).optional(),
});

/** Facts of `--history FILE`; what the file does not speak of stays unknown. */
export type FileFacts = Pick<FactSource, 'history' | 'checks' | 'autoMerge' | 'waivers'>;

/**
 * Reads a file of facts: JSON or YAML.
 * @throws UsageError when it cannot be read, or with every mistake in it at its line and column.
 */
export function readHistoryFile(file: string, cwd: string): FileFacts {
  const parsed = parseYaml(historyFileSchema, textOf(file, cwd), file);
  if (!parsed.ok) {
    const mistakes = parsed.errors.map(
      ({ line, column, message }) => `  ${file}:${line}:${column}: ${message}`,
    );
    throw new UsageError(`The facts of --history ${file} cannot be used:\n${mistakes.join('\n')}`);
  }
  const { history, checks, autoMerge, waivers } = parsed.value;
  return {
    history: async ({ isWaveBranch }) =>
      history === undefined
        ? null
        : { pullRequests: history.pullRequests.filter(({ branch }) => isWaveBranch(branch)) },
    checks: async () => checks ?? null,
    autoMerge: async () => autoMerge ?? null,
    waivers: async () => waivers ?? null,
  };
}

function textOf(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError(`The facts of --history ${file} cannot be read: ${(error as Error).message}`);
  }
}
