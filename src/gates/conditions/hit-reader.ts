import type { Condition, RustPattern, SearchCondition } from '../../program/text-gate-schema.js';
import type { AnalysisError, AnalysisReport } from '../../rust/finding.js';
import type { Snapshot } from '../../snapshot/snapshot.js';
import { linePattern, linesOf } from '../../text/line-pattern.js';
import { isRust } from '../rule-scope.js';
import { type Side, TextReader } from './text-reader.js';

export type { Side };

/** A place where a condition's pattern stands. */
export interface Hit {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** By which the same hit is known after edits elsewhere: the line's text, or the finding's fingerprint. */
  readonly mark: string;
  /** The line's text; `null` where that was not read. */
  readonly text: string | null;
}

/** The key of the report on what a condition names in Rust, and of the one on test code. */
export function patternKey(gate: string, index: number): string {
  return `${gate}:pattern:${index}`;
}

export function testCodeKey(gate: string): string {
  return `${gate}:test-code`;
}

/** Where conditions' patterns stand, read from what the snapshot has for a gate. */
export class HitReader {
  private readonly texts: TextReader;
  private readonly indexes: ReadonlyMap<Condition, number>;
  /** The line in each file beyond which hits were not counted. */
  private readonly uncountable = new Map<string, number>();
  private readonly rustHits = new Map<string, ReadonlyMap<string, readonly Hit[]>>();

  /** @param conditions in the order in which the gate asked for them. */
  constructor(
    private readonly gate: string,
    conditions: readonly Condition[],
    private readonly snapshot: Snapshot,
  ) {
    this.indexes = new Map(conditions.map((condition, index) => [condition, index]));
    this.texts = new TextReader(snapshot, snapshot.reports.get(testCodeKey(gate)) ?? null);
  }

  /** The hits in files of one side, in the order of the paths and lines. */
  hits(condition: SearchCondition, side: Side, paths: readonly string[]): Hit[] {
    const { pattern, except } = condition;
    const found =
      typeof pattern === 'string'
        ? paths.flatMap((path) => this.textHits(pattern, side, path, condition.where, condition.tests))
        : paths.flatMap((path) => this.inRust(condition, side).get(path) ?? []);
    return except === undefined ? found : this.without(found, side, condition, except);
  }

  /** The hits but those on lines that a pattern matches. */
  private without(
    hits: readonly Hit[],
    side: Side,
    { where, tests }: SearchCondition,
    except: string,
  ): Hit[] {
    const pattern = linePattern(except);
    const lines = new Map<string, readonly string[]>();
    return hits.filter(({ path, line }) => {
      const known = lines.get(path) ?? linesOf(this.texts.text(side, path, where, tests));
      lines.set(path, known);
      return pattern.hits(known[line - 1] ?? '').lines.length === 0;
    });
  }

  /** A place at head that would count if comments, strings and test code did. */
  uncounted({ pattern, where, tests }: SearchCondition, paths: readonly string[]): Hit | null {
    if (typeof pattern !== 'string' || (where === 'text' && tests === 'include')) return null;
    for (const path of paths.filter(isRust)) {
      const [hit] = this.textHits(pattern, 'head', path, 'text', 'include');
      if (hit !== undefined) return hit;
    }
    return null;
  }

  /** How many lines of a kind a file has at head. */
  lineCount(path: string, kind: 'all' | 'non-blank' | 'code', tests: 'include' | 'exclude'): number {
    if (kind !== 'all') {
      const text = this.texts.text('head', path, kind === 'code' ? 'code' : 'text', tests);
      return linesOf(text).filter((line) => /\S/u.test(line)).length;
    }
    const lines = linesOf(this.texts.text('head', path, 'text', 'include')).length;
    return tests === 'include' || !isRust(path) ? lines : lines - this.texts.testLines('head', path);
  }

  /** What could not be judged at head in the files that a condition searches. */
  errors(condition: Condition, paths: readonly string[]): AnalysisError[] {
    const ofPaths = new Set(paths);
    const reported = [
      ...(rustPatternOf(condition) !== null ? this.report(condition).head.errors : []),
      ...('tests' in condition && condition.tests === 'exclude' ? this.texts.testErrors() : []),
    ].filter(({ path }) => ofPaths.has(path));
    return isMasked(condition) ? [...reported, ...this.texts.unclosed('head', paths)] : reported;
  }

  /** The files in which hits were not all counted, with the line from which on they were not. */
  overflowing(): ReadonlyMap<string, number> {
    return this.uncountable;
  }

  private textHits(
    pattern: string,
    side: Side,
    path: string,
    where: 'code' | 'text',
    tests: 'include' | 'exclude',
  ): Hit[] {
    const { lines, complete } = linePattern(pattern).hits(this.texts.text(side, path, where, tests));
    if (lines.length === 0) return [];
    if (!complete) this.uncountable.set(path, lines.at(-1)!);
    const texts = this.texts.lines(side, path);
    return lines.map((line) => {
      const text = markOf(texts[line - 1] ?? '');
      return { path, line, mark: text, text };
    });
  }

  private inRust(condition: SearchCondition, side: Side): ReadonlyMap<string, readonly Hit[]> {
    const key = `${this.indexes.get(condition)} ${side}`;
    const known = this.rustHits.get(key);
    if (known !== undefined) return known;
    const report = this.report(condition)[side];
    const found = byPath(report);
    this.rustHits.set(key, found);
    return found;
  }

  private report(condition: Condition): { head: AnalysisReport; mergeBase: AnalysisReport | null } {
    const key = patternKey(this.gate, this.indexes.get(condition) ?? -1);
    const report = this.snapshot.reports.get(key);
    if (report === undefined) throw new Error(`The snapshot has no report ${key}.`);
    return report;
  }
}

/** Whether comments and strings are told from code to judge a condition. */
function isMasked(condition: Condition): boolean {
  if (condition.kind === 'max-lines') return condition.lines === 'code';
  return 'where' in condition && condition.where === 'code' && rustPatternOf(condition) === null;
}

/** What a condition names in Rust; `null` where it has a regular expression or searches nothing. */
export function rustPatternOf(condition: Condition): RustPattern | null {
  const pattern = 'pattern' in condition ? condition.pattern : '';
  return typeof pattern === 'string' ? null : pattern;
}

/** Lines of thousands of characters are told apart by their beginnings. */
const MARK_CHARACTERS = 1_000;

function markOf(line: string): string {
  return line.trim().slice(0, MARK_CHARACTERS);
}

function byPath(report: AnalysisReport | null): Map<string, Hit[]> {
  const found = new Map<string, Hit[]>();
  for (const { path, line, fingerprint } of report?.findings ?? []) {
    const hit = { path, line, mark: fingerprint, text: null };
    const same = found.get(path);
    if (same === undefined) found.set(path, [hit]);
    else same.push(hit);
  }
  return found;
}
