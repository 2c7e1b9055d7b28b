import { z } from 'zod';
import { glob } from './glob-schema.js';

const checkName = z
  .string()
  .min(1)
  .describe("A glob over names of check runs and statuses; `{crate}` stands for a touched crate's name.");

export const requiredCheckSchema = z.strictObject({
  check: checkName,
  app: z
    .string()
    .min(1)
    .optional()
    .describe(
      "The short name of the app that must have made it, such as `github-actions`; any if it isn't said.",
    ),
  when: z
    .array(glob)
    .min(1)
    .optional()
    .describe('Asked for only where the pull request changes one of these paths; always if it is not said.'),
  skipped: z
    .enum(['pass', 'fail'])
    .default('pass')
    .describe('What a check counts for that said itself that it had nothing to do.'),
});

export const validationSchema = z.strictObject({
  checks: z.array(requiredCheckSchema).min(1),
  patience: z
    .int()
    .min(1)
    .default(60)
    .describe('Minutes for which a missing or running check is waited for; then it fails.'),
});

export type RequiredCheck = z.output<typeof requiredCheckSchema>;
export type Validation = z.output<typeof validationSchema>;
