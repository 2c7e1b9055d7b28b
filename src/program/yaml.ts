import { type Document, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { plainPath, sourceErrorsOf } from './issues.js';
import { type Part, partAt, plain } from './part.js';
import { compareSourceErrors, type SourceError } from './source-error.js';
import { isCircular, TooManyAliases, YamlSource } from './yaml-source.js';

/** Characters that a program or rule file may have; the shipped ones have a few thousand. */
export const MAX_YAML_LENGTH = 1_000_000;
/** Times that aliases may be expanded: a small file cannot grow to gigabytes. */
export const MAX_ALIASES = 100;

/** Mistakes of the YAML itself that are told at once: later ones mostly follow from the first. */
const MAX_SYNTAX_ERRORS = 3;
const MAX_COMPLAINTS = 50;
const UNCLOSED_QUOTE = /closing ['"]/u;

export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly source: YamlSource }
  | { readonly ok: false; readonly errors: readonly SourceError[] };

/**
 * Reads YAML by a schema. All mistakes are answered at once, each at its place: an unknown key at the key, a wrong
 * value at the value, a missing key at its parent's key. Never throws for anything that `text` may hold.
 */
export function parseYaml<S extends z.ZodType>(schema: S, text: string, file: string): Parsed<z.output<S>> {
  return parseRead(schema, readYaml(text, file));
}

/** The same of what was read before. */
export function parseRead<S extends z.ZodType>(schema: S, read: Read): Parsed<z.output<S>> {
  if (!read.readable) return { ok: false, errors: read.errors };
  const result = schema.safeParse(plain(read.root), { reportInput: true });
  if (result.success && read.errors.length === 0)
    return { ok: true, value: result.data, source: read.source };
  const issues = (result.error?.issues ?? []).filter((issue) => !isSwallowed(issue, read, read.root));
  const errors = sourceErrorsOf(issues, { schema, source: read.source, at: [] });
  return { ok: false, errors: allErrors(read.errors, soundErrors(errors, read)) };
}

export type Readable = Extract<Read, { readable: true }>;

/** Whether a key or a value is missing that may stand behind the place at which the file breaks. */
export function isSwallowed({ path }: z.core.$ZodIssue, { brokenAt }: Readable, root: Part): boolean {
  const part = partAt(root, plainPath(path));
  return brokenAt !== null && (part === undefined || (part.kind === 'scalar' && part.value === null));
}

/** The mistakes that stand before the place at which a file breaks. */
export function soundErrors<E extends SourceError>(
  errors: readonly E[],
  { brokenAt, source }: Readable,
): E[] {
  return errors.filter(({ file, line }) => brokenAt === null || file !== source.file || line < brokenAt);
}

/** Mistakes in the order of the file, each once; of a place that YAML itself complains of, that alone. */
export function allErrors(ofYaml: readonly SourceError[], others: readonly SourceError[]): SourceError[] {
  const told = new Set(ofYaml.map(placeOf));
  const all = new Map(ofYaml.map((error) => [JSON.stringify(error), error]));
  for (const error of others) if (!told.has(placeOf(error))) all.set(JSON.stringify(error), error);
  return [...all.values()].sort(compareSourceErrors);
}

/** A place, to tell whether two mistakes stand at the same. */
export function placeOf({ file, line, column }: SourceError): string {
  return `${file}:${line}:${column}`;
}

export type Read =
  | {
      readonly readable: true;
      readonly root: Part;
      readonly source: YamlSource;
      /** YAML's own mistakes. */
      readonly errors: readonly SourceError[];
      /** The line from which on the file cannot be relied on: a mistake there may have swallowed what follows. */
      readonly brokenAt: number | null;
    }
  | { readonly readable: false; readonly errors: readonly SourceError[] };

const reads = new WeakMap<object, Read>();

/** A file read by YAML's own rules; the same object is read once, however often it is asked for. */
export function readOnce(file: { readonly path: string; readonly text: string }): Read {
  const known = reads.get(file) ?? readYaml(file.text, file.path);
  reads.set(file, known);
  return known;
}

/** YAML's own rules alone, before any schema: what the file says, or where it is no YAML. */
export function readYaml(given: string, file: string): Read {
  // YAML ends a line at a lone carriage return, too; the parser does not.
  const text = (given.startsWith('\uFEFF') ? given.slice(1) : given).replace(/\r(?!\n)/g, '\n');
  const first = (message: string): Read => ({
    readable: false,
    errors: [{ file, line: 1, column: 1, message }],
  });
  if (text.length > MAX_YAML_LENGTH) return first(`The file is longer than ${MAX_YAML_LENGTH} characters.`);
  try {
    return readDocument(text, file);
  } catch (error) {
    if (error instanceof RangeError) return first('The file is nested too deeply to be read.');
    throw error;
  }
}

function readDocument(text: string, file: string): Read {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // Keys that stand twice are told by `YamlSource.root`: the parser compares each key with all before it.
    uniqueKeys: false,
    logLevel: 'error',
  });
  const source = new YamlSource(file, text, document, lines);
  const complaints = telling([...document.errors, ...document.warnings]);
  const told = oneALine(
    complaints.map((error) => source.at(beginningOf(error, document), yamlWords(error, text))),
  );
  const errors = [...told, ...unknownAliases(document, source)].sort(compareSourceErrors);
  const breaks = document.errors
    .filter(({ code }) => !LEAVES_THE_REST.has(code))
    .map((error) => source.at(beginningOf(error, document), '').line);
  const brokenAt = breaks.length === 0 ? null : Math.min(...breaks);
  const unreadable = (message: string): Read => ({
    readable: false,
    errors: brokenAt === null ? [source.at(0, message)] : cutAfter(errors, brokenAt),
  });
  if (document.contents === null || text.trim() === '') return unreadable('The file is empty.');
  if (isCircular(document)) return unreadable('An alias stands within its own anchor: write it out.');
  return readParts(source, cutAfter(errors, brokenAt), brokenAt);
}

/** What follows a mistake that breaks the file mostly follows from it: a few are enough. */
function cutAfter(errors: readonly SourceError[], brokenAt: number | null): readonly SourceError[] {
  const sound = errors.filter(({ line }) => brokenAt === null || line < brokenAt);
  return errors.slice(0, sound.length + MAX_SYNTAX_ERRORS);
}

/** Mistakes after which the parser reads on as if nothing had happened: the schema can still judge the rest. */
const LEAVES_THE_REST: ReadonlySet<string> = new Set([
  'TAG_RESOLVE_FAILED',
  'BAD_DQ_ESCAPE',
  'BAD_SCALAR_START',
]);

function readParts(source: YamlSource, errors: readonly SourceError[], brokenAt: number | null): Read {
  const twice: SourceError[] = [];
  try {
    const root = source.root(MAX_ALIASES, (offset) => twice.push(source.at(offset, TWICE)));
    return { readable: true, root, source, errors: allErrors(errors, twice), brokenAt };
  } catch (error) {
    if (!(error instanceof TooManyAliases)) throw error;
    if (brokenAt !== null) return { readable: false, errors };
    const message = `Aliases (\`*name\`) expand to more than ${MAX_ALIASES} copies: write the values out.`;
    return { readable: false, errors: [source.at(error.offset, message)] };
  }
}

const TWICE = 'This key stands twice in the same mapping: keep one.';

/** A quote without end swallows what follows: then nothing else is worth saying. The rest is cut at a few. */
function telling(complaints: readonly YAMLError[]): readonly YAMLError[] {
  const quote = complaints.filter(({ message }) => UNCLOSED_QUOTE.test(message));
  return (quote.length > 0 ? quote : complaints).slice(0, MAX_COMPLAINTS);
}

/** The parser complains again and again about what follows from a first mistake: one complaint a line is enough. */
function oneALine(errors: readonly SourceError[]): SourceError[] {
  const lines = new Set<number>();
  return [...errors]
    .sort(compareSourceErrors)
    .filter(({ line }) => !lines.has(line) && lines.add(line) !== undefined);
}

/** Where a complaint is best told: for a quote or bracket without end at its beginning, not where it should end. */
function beginningOf({ pos, message }: YAMLError, document: Document): number {
  let place = pos[0];
  const opened = (range: readonly [number, number, number] | null | undefined): void => {
    if (range && range[0] < pos[0] && range[1] >= pos[0]) place = range[0];
  };
  if (UNCLOSED_QUOTE.test(message)) {
    visit(document, { Scalar: (_key, { type, range }) => void (type?.startsWith('QUOTE') && opened(range)) });
  } else if (/end with a? ?[\]}]/u.test(message)) {
    visit(document, { Collection: (_key, { flow, range }) => void (flow === true && opened(range)) });
  }
  return place;
}

function unknownAliases(document: Document, source: YamlSource): SourceError[] {
  const errors: SourceError[] = [];
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return;
      const text = `Nothing is anchored as \`&${alias.source}\`. A value that begins with \`*\` must be in quotes.`;
      errors.push(source.at(alias.range?.[0] ?? 0, text));
    },
  });
  return errors;
}

/** The parser's complaint, with what to do where people commonly stumble. */
function yamlWords(error: YAMLError, text: string): string {
  const said = error.message.replace(/\s+at line \d+.*$/s, '').replace(/\.$/, '');
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'A tab cannot indent YAML: use spaces.';
    case 'MULTIPLE_DOCS':
      return 'The file holds several YAML documents: keep one and remove the `---` between them.';
    case 'BAD_ALIAS':
      return `${said}. A value that begins with \`*\` or \`&\` must be in quotes.`;
    default:
      return text[error.pos[0]] === '*'
        ? `${said}. A value that begins with \`*\` must be in quotes.`
        : `${said}.`;
  }
}
