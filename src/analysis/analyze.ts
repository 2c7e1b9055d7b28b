import { detectorFile } from '../rules/crate-view.js';
import type { Detector, DetectorFile, Hit } from '../rules/detector.js';
import { findDetector } from '../rules/detectors.js';
import { Crate } from '../rust/crate.js';
import {
  type AnalysisError,
  type AnalysisReport,
  compareFindings,
  compareText,
  type Finding,
} from '../rust/finding.js';
import { fingerprints } from '../rust/fingerprint.js';
import type { LineIndex } from '../rust/lines.js';
import type { AnalysisRequest, RuleRun, SourceFile } from './analyzer.js';

/** A file larger than this is an error, not parsed. Bytes. */
export const SIZE_LIMIT = 16 * 1024 * 1024;

/** A rule's detector with its options, read once a run. */
interface PreparedRun {
  readonly run: RuleRun;
  readonly paths: ReadonlySet<string>;
  readonly detector: Detector<never>;
  readonly options: never;
  readonly findings: Finding[];
  readonly errors: AnalysisError[];
  parsed: number;
}

/**
 * Finds what rules find in files: the same request gives the same reports.
 *
 * @param onFile told of each file before work on it begins; what it throws ends the analysis.
 * @returns one report a run, in the order of the runs.
 */
export async function analyze(
  request: AnalysisRequest,
  onFile: (path: string) => void = () => {},
): Promise<AnalysisReport[]> {
  const runs = request.runs.map(prepare);
  const crate = new Crate(new Map(request.files.map(({ path, bytes }) => [path, bytes])));
  for (const file of request.files) {
    const asking = runs.filter(({ paths }) => paths.has(file.path));
    if (asking.length === 0) continue;
    onFile(file.path);
    judge(crate, file, asking);
    // Lets the native trees of files that are done be freed.
    await new Promise(setImmediate);
  }
  return runs.map(reportOf);
}

function prepare(run: RuleRun): PreparedRun {
  const detector = findDetector(run.rule.detector);
  if (detector === undefined)
    throw new Error(`rule ${run.rule.rule}: there is no detector ${run.rule.detector}`);
  const options = detector.options.parse(run.rule.options);
  return { run, paths: new Set(run.paths), detector, options, findings: [], errors: [], parsed: 0 };
}

function judge(crate: Crate, file: SourceFile, runs: readonly PreparedRun[]): void {
  try {
    const opened = crate.open(file.path);
    const asked = detectorFile(crate, opened);
    for (const run of runs) {
      run.parsed++;
      run.errors.push(...opened.parsed.errors);
      run.findings.push(...findingsOf(run, asked, opened.parsed.lines));
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    for (const run of runs) run.errors.push({ path: file.path, line: 1, message });
  }
}

function findingsOf(run: PreparedRun, file: DetectorFile, lines: LineIndex): Finding[] {
  const hits: Hit[] = [];
  run.detector.detect(file, run.options, (hit) => hits.push(hit));
  const kept = hits.filter((hit) => run.run.rule.tests === 'include' || !file.contexts.isTest(hit.node));
  kept.sort((a, b) => file.tree.start(a.node) - file.tree.start(b.node));
  const prints = fingerprints(
    run.run.rule.rule,
    file,
    kept.map((hit) => hit.node),
  );
  return kept.map((hit, i) => toFinding(run, file, lines, hit, prints[i]!));
}

function toFinding(
  run: PreparedRun,
  file: DetectorFile,
  lines: LineIndex,
  hit: Hit,
  fingerprint: string,
): Finding {
  const { rule } = run.run;
  const start = file.tree.start(hit.node);
  const end = file.tree.end(hit.node);
  const enclosing = file.contexts.functionName(hit.node);
  return {
    rule: rule.rule,
    path: file.path,
    line: lines.line(start),
    column: lines.column(start),
    endLine: lines.line(end),
    endColumn: lines.column(end),
    message: fill(rule.message, { function: enclosing ?? 'this file', ...hit.data }),
    function: enclosing,
    confidence: hit.confidence,
    fingerprint,
    ...(hit.suggestion === undefined ? {} : { suggestion: hit.suggestion }),
  };
}

/** Fills `{name}` in a message; a name without data stays as it is written. */
function fill(message: string, data: Readonly<Record<string, string>>): string {
  return message.replace(/\{(\w+)\}/g, (placeholder, name: string) => data[name] ?? placeholder);
}

function reportOf(run: PreparedRun): AnalysisReport {
  const findings = run.findings.sort(compareFindings);
  const errors = run.errors.sort((a, b) => compareText(a.path, b.path) || a.line - b.line);
  return { findings, errors, files: run.paths.size, parsed: run.parsed };
}
