import type { z } from 'zod';
import { choiceWords, chooseAlternative } from './alternatives.js';
import type { Path, PathSegment, Places } from './places.js';
import { closest, didYouMean, keysAt, listed, type SchemaNode, schemaAt } from './schema-words.js';
import type { PlacedError } from './source-error.js';

type Issue = z.core.$ZodIssue;

/** Where a schema was applied: the file, and the path in it at which the judged value stands. */
export interface Applied {
  readonly schema: z.ZodType | SchemaNode;
  readonly source: Places;
  readonly at: Path;
}

/**
 * A schema's complaints, each at its place in the file and in words that tell the expected form. A missing key is not
 * told where an unknown one of the same mapping is taken for it.
 */
export function sourceErrorsOf(issues: readonly Issue[], applied: Applied): PlacedError[] {
  const mistyped = new Set(issues.flatMap((issue) => meantKeys(issue, applied)));
  return issues
    .filter(
      ({ path }) =>
        !mistyped.has(JSON.stringify(path)) || applied.source.has([...applied.at, ...plainPath(path)]),
    )
    .flatMap((issue) => errorsOf(issue, applied));
}

/** The keys that a mapping may have; of a union's alternatives those of the one that it was meant to be. */
function keysFor(
  { path, input }: Extract<Issue, { code: 'unrecognized_keys' }>,
  { schema }: Applied,
): string[] {
  const node = schemaAt(schema, plainPath(path));
  const chosen = node.anyOf === undefined ? null : chooseAlternative(input ?? {}, node.anyOf);
  return keysAt(chosen?.kind === 'one' ? node.anyOf![chosen.index]! : node, []);
}

/** The paths of the keys that unknown ones were probably meant to be. */
function meantKeys(issue: Issue, applied: Applied): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const known = keysFor(issue, applied);
  return issue.keys
    .flatMap((key) => closest(key, known) ?? [])
    .map((key) => JSON.stringify([...issue.path, key]));
}

/** A path as values of YAML have it. */
export function plainPath(path: readonly PropertyKey[]): PathSegment[] {
  return path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
}

function errorsOf(issue: Issue, applied: Applied): PlacedError[] {
  const inner = plainPath(issue.path);
  const path = [...applied.at, ...inner];
  const { source, schema } = applied;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => source.atKey([...path, key], unknownKey(key, keysFor(issue, applied))));
    case 'invalid_key':
      return [source.atKey(path, wrongKey(path, formOf(issue.issues[0])))];
    case 'custom':
      if (issue.params?.whole === true) return [source.atValue(path, issue.message)];
      if (issue.params?.key === true) return [source.atKey(path, wrongKey(path, issue.message))];
      return [
        source.atValue(path, `${subject(path)}: expected ${issue.message}, found ${found(issue.input)}.`),
      ];
    case 'invalid_value':
      return [source.atValue(path, orMissing(issue, applied, path, wrongValue(issue.values, issue.input)))];
    case 'invalid_type':
      return [
        source.atValue(path, orMissing(issue, applied, path, wrongType(issue, schemaAt(schema, inner).type))),
      ];
    case 'invalid_union':
      return unionErrors(issue, applied, path);
    default:
      return [
        source.atValue(path, `${subject(path)}: expected ${formOf(issue)}, found ${found(issue.input)}.`),
      ];
  }
}

type UnionIssue = Extract<Issue, { code: 'invalid_union' }>;

/** A union's complaints are those of the alternative that the value was meant to be, or comes closest to. */
function unionErrors(issue: UnionIssue, applied: Applied, path: Path): PlacedError[] {
  const byKeys = errorsByKeys(issue, applied, path);
  if (byKeys !== null) return byKeys;
  const best = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
  if (best.length > 0 && depth(best) > 0) {
    const nested = best.map((one) => ({ ...one, path: [...issue.path, ...one.path] }) as Issue);
    return sourceErrorsOf(nested, applied);
  }
  const text = `${subject(path)}: expected ${formOf(issue)}, found ${found(issue.input)}.`;
  return [applied.source.atValue(path, orMissing(issue, applied, path, text))];
}

/** For a mapping where keys tell the alternatives apart; `null` where they do not. */
function errorsByKeys(issue: UnionIssue, { schema, source, at }: Applied, path: Path): PlacedError[] | null {
  const { input, errors } = issue;
  const alternatives = schemaAt(schema, path.slice(at.length)).anyOf ?? [];
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return null;
  const chosen = chooseAlternative(input, alternatives);
  if (chosen === null) return null;
  if (chosen.kind === 'one') {
    return sourceErrorsOf(errors[chosen.index] ?? [], {
      schema: alternatives[chosen.index]!,
      source,
      at: path,
    });
  }
  const text = choiceWords(chosen);
  if (chosen.kind === 'many') return [source.atKey([...path, chosen.keys[1]!], text)];
  const { mistyped, keys } = chosen;
  if (mistyped === null) return [source.atValue(path, text)];
  const words = `Unknown key \`${mistyped}\`: expected one of ${listed(keys, 'or')}.${didYouMean(mistyped, keys)}`;
  return [source.atKey([...path, mistyped], words)];
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

/** A key that is not there, told apart from a value that is wrong. */
function orMissing(issue: Issue, applied: Applied, path: Path, text: string): string {
  if (applied.source.has(path)) return text;
  const inner = path.slice(applied.at.length);
  const description = schemaAt(applied.schema, inner).description;
  const form = issue.code === 'invalid_type' ? typeWords(issue.expected) : formOf(issue);
  const meaning = description === undefined ? '' : ` (${description.replace(/\.$/, '')})`;
  return `The key \`${path.at(-1)}\` is missing: expected ${form}${meaning}.`;
}

function wrongKey(path: Path, form: string): string {
  return `\`${path.at(-1)}\` is not allowed here: expected ${form}.`;
}

function unknownKey(key: string, known: readonly string[]): string {
  if (key === '<<') return MERGE_KEY;
  const expected = known.length === 0 ? 'no keys here' : listed(known, 'or');
  return `Unknown key \`${key}\`: expected ${expected}.${didYouMean(key, known)}`;
}

const MERGE_KEY =
  'YAML has no merge keys (`<<`) any more: write the keys out, or give waves that are alike a template (`templates`, `from`).';

function wrongValue(values: readonly unknown[], input: unknown): string {
  const known = values.map(String);
  const one = known.length === 1 ? listed(known) : `one of ${listed(known, 'or')}`;
  return `Expected ${one}, found ${found(input)}.${typeof input === 'string' ? didYouMean(input, known) : ''}`;
}

function wrongType(issue: Extract<Issue, { code: 'invalid_type' }>, schemaType?: string): string {
  const hint =
    issue.expected === 'array' && typeof issue.input === 'string'
      ? ` Write a list, also of one entry: \`[${JSON.stringify(issue.input)}]\`.`
      : issue.expected === 'string' && ['number', 'boolean'].includes(typeof issue.input)
        ? ` Put it in quotes: \`"${String(issue.input)}"\`.`
        : '';
  const expected = typeWords(issue.expected === 'nonoptional' ? (schemaType ?? 'value') : issue.expected);
  return `Expected ${expected}, found ${found(issue.input)}.${hint}`;
}

function subject(path: Path): string {
  const key = [...path].reverse().find((segment) => typeof segment === 'string');
  return key === undefined ? 'The file' : `\`${key}\``;
}

/** The expected form, in words. */
function formOf(issue: Issue | undefined): string {
  switch (issue?.code) {
    case 'invalid_type':
      return typeWords(issue.expected);
    case 'invalid_value':
      return listed(issue.values.map(String), 'or');
    case 'too_small':
      return issue.origin === 'array'
        ? `at least ${count(Number(issue.minimum), 'entry', 'entries')}`
        : issue.origin === 'string'
          ? 'text that is not empty'
          : `at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'array'
        ? `at most ${count(Number(issue.maximum), 'entry', 'entries')}`
        : issue.origin === 'string'
          ? `at most ${issue.maximum} characters`
          : `at most ${issue.maximum}`;
    case 'invalid_format':
      return issue.message.startsWith('Invalid') && 'pattern' in issue
        ? `text that matches ${issue.pattern}`
        : issue.message;
    case 'invalid_union':
      return [...new Set(issue.errors.flatMap((alternative) => alternative.map(formOf)))].join(' or ');
    default:
      return issue?.message ?? 'another value';
  }
}

function count(n: number, one: string, many: string): string {
  return n === 1 ? `one ${one}` : `${n} ${many}`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
  boolean: '`true` or `false`',
  number: 'a number',
  int: 'a whole number',
  null: 'nothing',
  undefined: 'nothing',
};

function typeWords(type: string): string {
  return TYPE_WORDS[type] ?? `a ${type}`;
}

function found(input: unknown): string {
  if (input === undefined || input === null) return 'nothing';
  if (Array.isArray(input)) return input.length === 0 ? 'an empty list' : 'a list';
  if (typeof input === 'object') return 'a mapping of keys to values';
  if (typeof input === 'string')
    return input === '' ? 'empty text' : `the text ${JSON.stringify(cut(input))}`;
  return `\`${String(input as number | boolean)}\``;
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
