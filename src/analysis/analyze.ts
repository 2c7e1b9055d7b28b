import { Crate } from '../rust/crate.js';
import { type AnalysisReport, compareFindings, compareText } from '../rust/finding.js';
import type { AnalysisRequest } from './analyzer.js';
import { Prefilter } from './prefilter.js';
import { PreparedRun } from './run.js';

export interface AnalysisOptions {
  /** Whether files that cannot hold a finding are left unparsed; what is reported is the same either way. */
  readonly prefilter?: boolean;
}

/**
 * Finds what rules find in files. Each file is parsed once for all runs; the same request gives the same reports, and
 * what could not be judged is in their `errors`.
 *
 * @param onFile told of the file that is at work, each time another one is; what it throws ends the analysis.
 * @returns one report a run, in the order of the runs.
 */
export async function analyze(
  request: AnalysisRequest,
  onFile: (path: string) => void = () => {},
  { prefilter = true }: AnalysisOptions = {},
): Promise<AnalysisReport[]> {
  const files = new Map(
    [...request.files].sort((a, b) => compareText(a.path, b.path)).map((f) => [f.path, f.bytes]),
  );
  let judged: string | null = null;
  const crate = new Crate(files, { begins: onFile, ends: () => judged !== null && onFile(judged) });
  const filter = new Prefilter(crate, prefilter);
  const runs = request.runs.map((run) => new PreparedRun(run, crate, filter));
  for (const run of runs) await run.search();
  for (const path of files.keys()) {
    const asking = runs.filter((run) => run.mustReport(path));
    if (asking.length === 0 && (prefilter || !runs.some((run) => run.paths.has(path)))) continue;
    judged = path;
    onFile(path);
    judge(crate, path, asking);
    // Lets the native trees of files that are done be freed.
    await new Promise(setImmediate);
  }
  return runs.map(({ paths, parsed, findings, errors }) => ({
    findings: findings.sort(compareFindings),
    errors: errors.sort(
      (a, b) => compareText(a.path, b.path) || a.line - b.line || compareText(a.message, b.message),
    ),
    files: [...paths].filter((path) => files.has(path)).length,
    parsed,
  }));
}

/** Whatever goes wrong with one file is told of that file, and the others are judged all the same. */
function judge(crate: Crate, path: string, runs: readonly PreparedRun[]): void {
  try {
    const isPartly = runs.map((run) => run.require(path)).every(Boolean);
    const file = isPartly ? crate.openPartly(path) : crate.open(path);
    for (const run of runs) run.judge(file);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    for (const run of runs) run.fail(path, message);
  }
}
