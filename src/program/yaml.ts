import { type Document, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { sourceErrorsOf } from './issues.js';
import { compareSourceErrors, type SourceError } from './source-error.js';
import { isCircular, YamlSource } from './yaml-source.js';

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
  const read = readYaml(text, file);
  if (!read.readable) return { ok: false, errors: read.errors };
  const result = schema.safeParse(read.value, { reportInput: true });
  if (result.success && read.errors.length === 0)
    return { ok: true, value: result.data, source: read.source };
  const applied = { schema, source: read.source, at: [] };
  const errors = [...read.errors, ...sourceErrorsOf(result.error?.issues ?? [], applied)];
  return { ok: false, errors: errors.sort(compareSourceErrors) };
}

type Read =
  | {
      readonly readable: true;
      readonly value: unknown;
      readonly source: YamlSource;
      readonly errors: SourceError[];
    }
  | { readonly readable: false; readonly errors: SourceError[] };

/** YAML's own rules alone, before any schema: what the file says, or where it is no YAML. */
export function readYaml(given: string, file: string): Read {
  const text = given.startsWith('\uFEFF') ? given.slice(1) : given;
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
    uniqueKeys: true,
    logLevel: 'error',
  });
  const source = new YamlSource(file, text, document, lines);
  const complaints = telling([...document.errors, ...document.warnings]);
  const told = oneALine(
    complaints.map((error) => source.at(placeOf(error, document), yamlWords(error, text))),
  );
  const errors = [...told, ...unknownAliases(document, source)].sort(compareSourceErrors);
  const unreadable =
    document.errors.some((error) => error.code !== 'DUPLICATE_KEY') || errors.length > told.length;
  if (unreadable) return { readable: false, errors: errors.slice(0, MAX_SYNTAX_ERRORS) };
  if (document.contents === null || text.trim() === '') {
    return { readable: false, errors: [source.at(0, 'The file is empty.')] };
  }
  if (isCircular(document)) {
    return {
      readable: false,
      errors: [source.at(0, 'An alias stands within its own anchor: write it out.')],
    };
  }
  return plainValue(document, source, errors);
}

function plainValue(document: Document, source: YamlSource, errors: SourceError[]): Read {
  try {
    return { readable: true, value: document.toJS({ maxAliasCount: MAX_ALIASES }), source, errors };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const message = `Aliases (\`*name\`) expand to more than ${MAX_ALIASES} copies: write the values out.`;
    return { readable: false, errors: [source.at(0, message)] };
  }
}

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
function placeOf({ pos, message }: YAMLError, document: Document): number {
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
    case 'DUPLICATE_KEY':
      return 'This key stands twice in the same mapping: keep one.';
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
