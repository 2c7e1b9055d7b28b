import { type AnalysisReport, compareFindings, compareText } from '../rust/finding.js';
import type { AnalysisRequest, Analyzer, SourceFile } from './analyzer.js';

/**
 * An analyzer that spreads each request over several others. Files of one group stay together, so that names resolve
 * across them.
 *
 * @param groupOf the group of a path: its crate.
 */
export function createPoolAnalyzer(
  members: readonly Analyzer[],
  groupOf: (path: string) => string,
): Analyzer {
  return {
    async analyze(request, signal) {
      const parts = splitByGroup(request, members.length, groupOf);
      const answers = await Promise.all(parts.map((part, index) => members[index]!.analyze(part, signal)));
      return request.runs.map((_, run) => mergeReports(answers.map((reports) => reports[run]!)));
    },
    async close() {
      await Promise.all(members.map((member) => member.close()));
    },
  };
}

/** At most `count` requests of about the same number of bytes that together are the given one. */
export function splitByGroup(
  request: AnalysisRequest,
  count: number,
  groupOf: (path: string) => string,
): AnalysisRequest[] {
  const groups = new Map<string, SourceFile[]>();
  for (const file of request.files) {
    const group = groupOf(file.path);
    const files = groups.get(group);
    if (files === undefined) groups.set(group, [file]);
    else files.push(file);
  }
  const bins = Array.from({ length: Math.min(count, groups.size) }, () => ({
    bytes: 0,
    files: [] as SourceFile[],
  }));
  const largestFirst = [...groups.values()].map((files) => ({ files, bytes: bytesOf(files) }));
  for (const { files, bytes } of largestFirst.sort((a, b) => b.bytes - a.bytes)) {
    const lightest = bins.reduce((least, bin) => (bin.bytes < least.bytes ? bin : least));
    lightest.bytes += bytes;
    lightest.files.push(...files);
  }
  return bins.map(({ files }) => {
    const paths = new Set(files.map(({ path }) => path));
    return {
      files,
      runs: request.runs.map((run) => ({ ...run, paths: run.paths.filter((path) => paths.has(path)) })),
    };
  });
}

export function mergeReports(reports: readonly AnalysisReport[]): AnalysisReport {
  return {
    findings: reports.flatMap(({ findings }) => findings).sort(compareFindings),
    errors: reports
      .flatMap(({ errors }) => errors)
      .sort((a, b) => compareText(a.path, b.path) || a.line - b.line || compareText(a.message, b.message)),
    files: reports.reduce((sum, { files }) => sum + files, 0),
    parsed: reports.reduce((sum, { parsed }) => sum + parsed, 0),
  };
}

function bytesOf(files: readonly SourceFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
