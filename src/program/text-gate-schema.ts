import { z } from 'zod';
import { patternMistake } from '../text/pattern-mistake.js';
import { glob, whole } from './glob-schema.js';

/** Conditions on what files hold, in place of the greps of a reviewer script: the one source of type, check and docs. */

const itemName = z
  .string()
  .regex(/^[\p{L}\p{N}_*?]+(::[\p{L}\p{N}_*?]+)*$/u, "an item's name, `*` for any characters")
  .describe('A glob over names; with `::` over the modules and the type in front too: `Runner::run_*`.');

const functionPath = z
  .string()
  .regex(/^\w+(::(\w+|\{\s*\w+(\s*,\s*\w+)*\s*\}))+$/u, 'an absolute path such as std::fs::{read, write}')
  .describe('An absolute path; `{a, b}` stands for each of its alternatives.');

const plainName = z.string().regex(/^\w+$/u, 'a name, without `!`, `.` or path');

/** `{ fn: name }`, or `{ fn: [name, name] }`: one way to name something in Rust. */
function rust<K extends string, N extends z.ZodString>(kind: K, name: N, meaning: string) {
  const names = z.union([name, z.array(name).min(1)]);
  const shape = { [kind]: names } as { [key in K]: typeof names };
  return z
    .strictObject(shape)
    .describe(meaning)
    .transform((written) => ({ kind, names: Object.values(written).flat().map(String) }));
}

const rustPatterns = [
  rust('fn', itemName, 'Functions of that name, methods and declarations in traits among them.'),
  rust('struct', itemName, 'Structs of that name.'),
  rust('enum', itemName, 'Enums of that name.'),
  rust('union', itemName, 'Unions of that name.'),
  rust('trait', itemName, 'Traits of that name.'),
  rust('type', itemName, 'Type aliases and associated types of that name.'),
  rust('const', itemName, 'Constants of that name.'),
  rust('static', itemName, 'Statics of that name.'),
  rust('mod', itemName, 'Modules of that name, inline or in a file.'),
  rust('item', itemName, 'Any of these by its name.'),
  rust('call', functionPath, 'Calls and uses of a function of another crate, under whatever name.'),
  rust('method', plainName, 'Calls of a method of that name, on whatever value.'),
  rust('macro', plainName, 'Calls of a macro of that name.'),
] as const;

const regularExpression = z
  .string()
  .min(1)
  .check(whole(patternMistake))
  .describe('A regular expression (RE2), looked for line by line.');

/** A regular expression, or something in Rust by its name. */
export const patternSchema = z.union([regularExpression, ...rustPatterns]);

const scoped = {
  in: z.array(glob).min(1).describe('The files that it holds for: whole files, changed or not.'),
  tests: z
    .enum(['include', 'exclude'])
    .default('include')
    .describe('`exclude`: test code of Rust files does not count.'),
};

const told = {
  why: z.string().default('').describe('What is told when it fails, beside what was found.'),
  steps: z
    .array(z.union([z.string().min(1), z.int().min(0).transform(String)]))
    .min(1)
    .optional()
    .describe(
      'For conditions of a program or wave: kinds (freeze, change, close) or ids of the steps in which it holds; all if it is not said.',
    ),
};

const searched = {
  ...scoped,
  where: z
    .enum(['code', 'text'])
    .default('code')
    .describe(
      '`code`: comments, and what stands in quotes, do not count in Rust files; `text`: everything does.',
    ),
  except: regularExpression.optional().describe('Hits on lines that match this do not count.'),
};

const per = z
  .enum(['all', 'file'])
  .default('all')
  .describe('`all`: over all the files together; `file`: for each of them.');

const amount = z.int().min(0);
/** Nothing more is said of a mapping whose keys are mistaken. */
const readable = ({ issues }: z.core.ParsePayload): boolean => issues.length === 0;

const range = z
  .strictObject({ exactly: amount.optional(), 'at-least': amount.optional(), 'at-most': amount.optional() })
  .refine(
    ({ exactly, ...bounds }) =>
      (exactly === undefined) === (bounds['at-least'] !== undefined || bounds['at-most'] !== undefined),
    { error: '`exactly` alone, or `at-least`, `at-most` or both', when: readable },
  )
  .refine((bounds) => (bounds['at-most'] ?? Infinity) >= (bounds['at-least'] ?? 0), {
    error: 'an `at-most` that is no less than `at-least`',
    when: readable,
  })
  .transform(({ exactly, ...bounds }) => ({
    atLeast: exactly ?? bounds['at-least'] ?? 0,
    atMost: exactly ?? bounds['at-most'] ?? null,
  }));
const anyAmount = z.union([amount.transform((n) => ({ atLeast: n, atMost: n })), range]);

const globs = z.array(glob).min(1);

export const textGateSchema = z.union([
  z
    .strictObject({ 'must-match': patternSchema, ...searched, per, ...told })
    .describe('Something that must stand there.')
    .transform(({ 'must-match': pattern, ...rest }) => ({ ...rest, kind: 'must-match' as const, pattern })),
  z
    .strictObject({ 'must-not-match': patternSchema, ...searched, ...told })
    .describe('Something that must not stand there.')
    .transform(({ 'must-not-match': pattern, ...rest }) => ({
      ...rest,
      kind: 'must-not-match' as const,
      pattern,
    })),
  z
    .strictObject({ 'no-increase': patternSchema, ...searched, per, ...told })
    .describe('Something that may not stand there more often than at the merge base.')
    .transform(({ 'no-increase': pattern, ...rest }) => ({ ...rest, kind: 'no-increase' as const, pattern })),
  z
    .strictObject({
      'only-in': globs,
      pattern: patternSchema,
      required: z.boolean().default(false).describe('Whether it must stand there, too.'),
      ...searched,
      ...told,
    })
    .describe('Something that may stand in the named files alone, of those in `in`.')
    .transform(({ 'only-in': places, ...rest }) => ({ ...rest, kind: 'only-in' as const, places })),
  z
    .strictObject({ count: anyAmount, pattern: patternSchema, ...searched, per, ...told })
    .describe('How often something stands there: a number, or `exactly`, `at-least`, `at-most`.')
    .transform(({ count, ...rest }) => ({ ...rest, ...count, kind: 'count' as const })),
  z
    .strictObject({ exists: globs, ...told })
    .describe('Files that are there at head; of a pattern at least one.')
    .transform(({ exists, ...rest }) => ({ ...rest, kind: 'exists' as const, in: exists })),
  z
    .strictObject({ absent: globs, ...told })
    .describe('Files and folders that are not there at head.')
    .transform(({ absent, ...rest }) => ({ ...rest, kind: 'absent' as const, in: absent })),
  z
    .strictObject({
      'max-lines': z.int().min(0),
      lines: z
        .enum(['all', 'non-blank', 'code'])
        .default('all')
        .describe(
          'Which lines count; `code`: those that are neither blank nor, in Rust files, comments alone.',
        ),
      ...scoped,
      ...told,
    })
    .describe('The most lines that each file may have.')
    .transform(({ 'max-lines': most, ...rest }) => ({ ...rest, kind: 'max-lines' as const, most })),
  z
    .strictObject({ unchanged: globs, ...told })
    .describe('Files that are byte for byte as at the merge base.')
    .transform(({ unchanged, ...rest }) => ({ ...rest, kind: 'unchanged' as const, in: unchanged })),
]);

type Written = z.output<typeof textGateSchema>;

/** Of several names in Rust, one condition for each: what is demanded holds for every one of them. */
function oneForEachName(written: Written) {
  if (!('pattern' in written)) return [written];
  const { pattern, ...rest } = written;
  if (typeof pattern === 'string') return [{ ...rest, pattern }];
  const { kind, names } = pattern;
  return names.map((name) => ({ ...rest, pattern: { kind, name } }));
}

/** A list of conditions. */
export const conditionsSchema = z
  .array(textGateSchema)
  .default([])
  .transform((list) => list.flatMap((written): Condition[] => oneForEachName(written)));

/** A condition on what files hold. */
export type Condition = ReturnType<typeof oneForEachName>[number];
export type ConditionKind = Condition['kind'];
/** A condition of one kind. */
export type ConditionOf<K extends ConditionKind> = Extract<Condition, { kind: K }>;
/** A condition that searches files. */
export type SearchCondition = Extract<Condition, { pattern: unknown }>;
/** A regular expression, or something in Rust by its name. */
export type Pattern = SearchCondition['pattern'];
/** Something in Rust by its name. */
export type RustPattern = Exclude<Pattern, string>;
