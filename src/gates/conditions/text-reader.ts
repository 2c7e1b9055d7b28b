import type { AnalysisError, Finding } from '../../rust/finding.js';
import { cover, maskedCode } from '../../rust/masked-code.js';
import type { RuleReports, Snapshot } from '../../snapshot/snapshot.js';
import { decodeText } from '../../text/decode-text.js';
import { linesOf } from '../../text/line-pattern.js';
import { isRust } from '../rule-scope.js';

export type Side = 'head' | 'mergeBase';

/** The texts of files as conditions search them: whole, or without what does not count. Each is made once. */
export class TextReader {
  private readonly made = new Map<string, string>();
  private readonly split = new Map<string, readonly string[]>();
  private readonly openEnds = new Map<string, AnalysisError>();
  private tests: Readonly<Record<Side, ReadonlyMap<string, readonly Finding[]>>> | undefined;

  /** @param testCode the report on test code; `null` where no condition leaves it out. */
  constructor(
    private readonly snapshot: Snapshot,
    private readonly testCode: RuleReports | null,
  ) {}

  /** A file's text, with blanks in place of what does not count; empty where there is no file. */
  text(side: Side, path: string, where: 'code' | 'text', tests: 'include' | 'exclude'): string {
    const key = [side, where, tests, path].join('\0');
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const made = this.make(side, path, where, tests);
    this.made.set(key, made);
    return made;
  }

  /** The lines of the whole text. */
  lines(side: Side, path: string): readonly string[] {
    const key = `${side}\0${path}`;
    const known = this.split.get(key) ?? linesOf(this.text(side, path, 'text', 'include'));
    this.split.set(key, known);
    return known;
  }

  /** How many lines of a file are test code. */
  testLines(side: Side, path: string): number {
    const lines = new Set<number>();
    for (const { line, endLine, endColumn } of this.testRanges(side, path)) {
      const last = endColumn === 1 ? endLine - 1 : endLine;
      for (let at = line; at <= last; at++) lines.add(at);
    }
    return lines.size;
  }

  /** What kept test code from being told at head. */
  testErrors(): readonly AnalysisError[] {
    return this.testCode?.head.errors ?? [];
  }

  /** Comments and strings without an end, in those of the files that were searched for code. */
  unclosed(side: Side, paths: readonly string[]): AnalysisError[] {
    return paths.flatMap((path) => this.openEnds.get(`${side}\0${path}`) ?? []);
  }

  private make(side: Side, path: string, where: 'code' | 'text', tests: 'include' | 'exclude'): string {
    const documents = side === 'head' ? this.snapshot.documents : this.snapshot.baseDocuments;
    const bytes = documents.get(path) ?? new Uint8Array();
    if (!isRust(path) || (where === 'text' && tests === 'include')) return decodeText(bytes);
    const searched = where === 'code' ? this.code(side, path, bytes) : bytes;
    return decodeText(tests === 'exclude' ? this.withoutTests(side, path, searched) : searched);
  }

  private code(side: Side, path: string, bytes: Uint8Array): Uint8Array {
    const masked = maskedCode(bytes);
    if (masked.unclosedLine !== null) {
      const message = 'a comment or string has no end';
      this.openEnds.set(`${side}\0${path}`, { path, line: masked.unclosedLine, message });
    }
    return masked.bytes;
  }

  private withoutTests(side: Side, path: string, bytes: Uint8Array): Uint8Array {
    const ranges = this.testRanges(side, path);
    if (ranges.length === 0) return bytes;
    const covered = Uint8Array.from(bytes);
    const starts = lineStarts(bytes);
    for (const { line, column, endLine, endColumn } of ranges) {
      cover(
        covered,
        starts[line - 1]! + column - 1,
        (starts[endLine - 1] ?? bytes.length) + endColumn - 1,
        BLANK,
      );
    }
    return covered;
  }

  private testRanges(side: Side, path: string): readonly Finding[] {
    this.tests ??= {
      head: byPath(this.testCode?.head.findings ?? []),
      mergeBase: byPath(this.testCode?.mergeBase?.findings ?? []),
    };
    return this.tests[side].get(path) ?? [];
  }
}

const BLANK = 0x20;

/** The offset at which each line's first column is: after a byte order mark. */
function lineStarts(bytes: Uint8Array): number[] {
  const starts = [bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0];
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) starts.push(at + 1);
  return starts;
}

function byPath(findings: readonly Finding[]): Map<string, Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = found.get(finding.path);
    if (same === undefined) found.set(finding.path, [finding]);
    else same.push(finding);
  }
  return found;
}
