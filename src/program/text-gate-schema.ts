import { z } from 'zod';
import { glob } from './glob-schema.js';

/** Conditions on text, in the place of the greps of a reviewer script. */

const common = {
  in: z.array(glob).min(1).describe('The files that it holds for.'),
  where: z
    .enum(['code', 'text'])
    .default('code')
    .describe('`code`: comments and strings do not count in Rust files; `text`: everything does.'),
  tests: z
    .enum(['include', 'exclude'])
    .default('include')
    .describe('Whether test code of Rust files counts.'),
  why: z.string().default('').describe('What is told when it fails, beside what was found.'),
};

const pattern = z.string().min(1);

export const textGateSchema = z.union([
  z.strictObject({ 'must-match': pattern, ...common }),
  z.strictObject({ 'must-not-match': pattern, ...common }),
  z.strictObject({ 'no-increase': pattern, ...common }),
]);

export type TextGate = z.output<typeof textGateSchema>;
