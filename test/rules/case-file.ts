import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../../src/analysis/analyzer.js';
import type { Confidence } from '../../src/rust/finding.js';

export const CASES_DIRECTORY = new URL('../cases/', import.meta.url).pathname;

/** A finding that a label announces. */
export interface Expectation {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  /** `undefined` where the label leaves it open. */
  readonly column: number | undefined;
  readonly confidence: Confidence;
}

/** One labelled file of test/cases; its README explains labels and directives. */
export interface CaseFile {
  /** `rule-id/name.rs`. */
  readonly name: string;
  readonly lines: readonly string[];
  readonly sections: readonly Section[];
  readonly rules: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly tests: 'exclude' | 'include' | undefined;
  readonly broken: boolean;
  readonly crlf: boolean;
  readonly bom: boolean;
  readonly expectations: readonly Expectation[];
  /** How many lines are labelled as look-alikes. */
  readonly lookAlikes: number;
}

export interface Section {
  readonly path: string;
  readonly text: string;
}

/** A file of the case as bytes, with the byte order mark and line ends that its directives ask for. */
export function encode(section: Section, style: Pick<CaseFile, 'bom' | 'crlf'>): SourceFile {
  const text = style.crlf ? section.text.replaceAll('\n', '\r\n') : section.text;
  return { path: section.path, bytes: Buffer.from((style.bom ? '\uFEFF' : '') + text, 'utf8') };
}

/** The case as the files of a crate. */
export function sourceFiles(caseFile: CaseFile): SourceFile[] {
  return caseFile.sections.map((section) => encode(section, caseFile));
}

/** Every case of the corpus, ordered by name. */
export function readCases(): CaseFile[] {
  const folders = readdirSync(CASES_DIRECTORY, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  return folders
    .flatMap((folder) =>
      readdirSync(join(CASES_DIRECTORY, folder.name)).map((file) => `${folder.name}/${file}`),
    )
    .filter((name) => name.endsWith('.rs'))
    .sort()
    .map((name) => parseCase(name, readFileSync(join(CASES_DIRECTORY, name), 'utf8')));
}

/**
 * Reads the labels and directives of one case.
 *
 * @throws Error when a label or directive cannot be read, naming the line.
 */
export function parseCase(name: string, text: string): CaseFile {
  const lines = text.split('\n');
  const directives = new Map(lines.flatMap((line) => directive(line) ?? []));
  for (const key of directives.keys()) {
    if (!DIRECTIVES.has(key)) throw new Error(`${name}: unknown directive "${key}"`);
  }
  const sections = splitSections(lines, directives.get('path') ?? 'src/lib.rs');
  const labels = sections.flatMap((section) => readLabels(name, section));
  return {
    name,
    lines,
    sections,
    rules: directives.get('rules')?.split(/\s*,\s*/) ?? [name.split('/')[0]!],
    options: JSON.parse(directives.get('options') ?? '{}') as Record<string, unknown>,
    tests: directives.get('tests') as CaseFile['tests'],
    broken: directives.has('errors'),
    crlf: directives.has('crlf'),
    bom: directives.has('bom'),
    expectations: labels.flatMap((label) => label.expectations),
    lookAlikes: labels.filter((label) => label.expectations.length === 0).length,
  };
}

const DIRECTIVES = new Set(['file', 'path', 'rules', 'options', 'tests', 'errors', 'crlf', 'bom']);

function directive(line: string): [string, string][] | undefined {
  const match = /^\/\/@ (\w+)(?:: (.*))?$/.exec(line);
  return match === null ? undefined : [[match[1]!, (match[2] ?? '').trim()]];
}

/** Cuts the text at `//@ file:` lines; what stands above a section becomes blank lines, so that numbers stay. */
function splitSections(lines: readonly string[], firstPath: string): Section[] {
  const cuts: { path: string; from: number }[] = [{ path: firstPath, from: 0 }];
  lines.forEach((line, index) => {
    const path = /^\/\/@ file: (.*)$/.exec(line)?.[1]?.trim();
    if (path !== undefined) cuts.push({ path, from: index });
  });
  const sections = cuts.map(({ path, from }, index) => ({
    path,
    text: '\n'.repeat(from) + lines.slice(from, cuts[index + 1]?.from).join('\n'),
  }));
  return sections.length > 1 && isPreamble(sections[0]!.text) ? sections.slice(1) : sections;
}

function isPreamble(text: string): boolean {
  return text.split('\n').every((line) => line.trim() === '' || line.startsWith('//'));
}

interface Label {
  readonly expectations: Expectation[];
}

function readLabels(name: string, section: Section): Label[] {
  return section.text.split('\n').flatMap((text, index): Label[] => {
    const match = /\/\/~(\^*)(!?) ?(.*)$/.exec(text);
    if (match === null) return [];
    const [, carets, lookAlike, rest] = match;
    const where = `${name}:${index + 1}`;
    if (lookAlike === '!') {
      if (rest!.trim() === '') throw new Error(`${where}: a look-alike needs its reason`);
      return [{ expectations: [] }];
    }
    return [{ expectations: readFindings(where, rest!, section.path, index + 1 - carets!.length) }];
  });
}

function readFindings(where: string, text: string, path: string, line: number): Expectation[] {
  const words = text.trim().split(/\s+/);
  const confidence: Confidence = words.includes('probable') ? 'probable' : 'certain';
  return words
    .filter((word) => word !== 'probable')
    .map((word) => {
      const match = /^([a-z][a-z0-9-]*)(?:@(\d+))?$/.exec(word);
      if (match === null) throw new Error(`${where}: "${word}" is no rule id`);
      const column = match[2] === undefined ? undefined : Number(match[2]);
      return { rule: match[1]!, path, line, column, confidence };
    });
}
