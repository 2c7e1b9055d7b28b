import { createHash } from 'node:crypto';
import type { AnalysisReport } from '../rust/finding.js';
import type { AnalysisRequest, Analyzer } from './analyzer.js';

/** Requests whose reports are kept; a pull request makes about two, at some kilobytes each. */
const KEPT = 200;
/** Reports of more findings than this are not kept. */
const MOST_FINDINGS = 1000;

/**
 * An analyzer that gives the reports of a request that it was asked before, bytes, rules and paths, without analysing
 * again: reviews, labels and further checks of a commit ask the same. Reports with errors are not kept, for what went
 * wrong may be the machine's; a program's life is too short for a report to go out of date.
 */
export function createRememberingAnalyzer(inner: Analyzer, kept = KEPT): Analyzer {
  const known = new Map<string, readonly AnalysisReport[]>();
  return {
    async analyze(request, signal) {
      signal?.throwIfAborted();
      const key = digest(request);
      const reports = known.get(key) ?? (await inner.analyze(request, signal));
      known.delete(key);
      if (isKept(reports)) known.set(key, reports);
      for (const oldest of known.keys()) {
        if (known.size <= kept) break;
        known.delete(oldest);
      }
      return reports;
    },
    close: () => inner.close(),
  };
}

function isKept(reports: readonly AnalysisReport[]): boolean {
  const findings = reports.reduce((sum, report) => sum + report.findings.length, 0);
  return findings <= MOST_FINDINGS && reports.every(({ errors }) => errors.length === 0);
}

function digest({ files, runs }: AnalysisRequest): string {
  const hash = createHash('sha256').update(JSON.stringify(runs));
  for (const { path, bytes } of files) hash.update(`\0${bytes.length} ${path}\0`).update(bytes);
  return hash.digest('base64');
}
