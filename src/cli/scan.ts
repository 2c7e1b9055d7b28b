import { realpathSync } from 'node:fs';
import type { Analyzer, SourceFile } from '../analysis/analyzer.js';
import { scanJson } from '../report/json.js';
import { type LineOf, scanText } from '../report/scan-text.js';
import type { RuleDefinition } from '../rules/definition.js';
import { type AnalysisError, type AnalysisReport, compareFindings, compareText } from '../rust/finding.js';
import { analyzerFor } from './cores.js';
import { bytesOf, type CrateSources, splitByCrate } from './crates.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { Progress } from './progress.js';
import { loadRules, pickRule, requireDetectors } from './rules.js';
import { displayPath, readSources, type Sources } from './sources.js';
import type { Terminal } from './terminal.js';

export interface ScanOptions {
  readonly rule: string[];
  readonly rules?: string;
  readonly format: 'text' | 'json';
}

/** `wavegate scan`: the rules alone, over files and folders. */
export async function scan(
  paths: readonly string[],
  options: ScanOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const all = loadRules(options.rules, terminal.cwd);
  const rules =
    options.rule.length === 0 ? [...all.values()] : [...new Set(options.rule)].map((id) => pickRule(id, all));
  requireDetectors(rules);
  const cwd = realpathSync(terminal.cwd);
  const sources = await readSources(paths, cwd);
  const parts = await analyseAll(sources, rules, cwd, terminal);
  const report = merge(parts);
  terminal.out(
    options.format === 'json' ? scanJson(report) : scanText(report, lines(sources, cwd), terminal),
  );
  return exitCode(report);
}

/** What could not be judged is not clean: without any finding it is an error. */
function exitCode({ findings, errors }: AnalysisReport): ExitCode {
  if (findings.length > 0) return EXIT.failed;
  return errors.length > 0 ? EXIT.error : EXIT.ok;
}

async function analyseAll(
  sources: readonly Sources[],
  rules: readonly RuleDefinition[],
  cwd: string,
  terminal: Terminal,
): Promise<AnalysisReport[]> {
  const all = sources.flatMap(({ files }) => files);
  const progress = new Progress(all.length, terminal);
  const begun = new Set<string>();
  const analyzer = await analyzerFor(bytesOf(all), (path) => {
    begun.add(path);
    progress.advance(begun.size);
  });
  try {
    const parts = sources.map(async (source) => {
      const answers = splitByCrate(source).map((crate) => analyseCrate(crate, rules, analyzer));
      const reports = (await Promise.all(answers)).flat();
      return reportOf(source, reports, begun, cwd);
    });
    return await Promise.all(parts);
  } finally {
    progress.clear();
    await analyzer.close();
  }
}

function analyseCrate(
  { files, context }: CrateSources,
  rules: readonly RuleDefinition[],
  analyzer: Analyzer,
): Promise<readonly AnalysisReport[]> {
  const paths = files.map(({ path }) => path);
  return analyzer.analyze({ files: [...files, ...context], runs: rules.map((rule) => ({ rule, paths })) });
}

/** What was found below one root, with the paths that people see. */
function reportOf(
  { root, files, errors }: Sources,
  reports: readonly AnalysisReport[],
  begun: ReadonlySet<string>,
  cwd: string,
): AnalysisReport {
  const shown = <T extends { readonly path: string }>(item: T): T => ({
    ...item,
    path: displayPath(root, item.path, cwd),
  });
  return {
    findings: reports.flatMap(({ findings }) => findings.map(shown)),
    errors: [...errors, ...reports.flatMap((report) => report.errors)].map(shown),
    files: files.length,
    parsed: files.filter(({ path }) => begun.has(path)).length,
  };
}

function merge(parts: readonly AnalysisReport[]): AnalysisReport {
  const errors = new Map<string, AnalysisError>();
  for (const error of parts.flatMap((part) => part.errors)) {
    errors.set([error.path, error.line, error.message].join('\0'), error);
  }
  return {
    findings: parts.flatMap(({ findings }) => findings).sort(compareFindings),
    errors: [...errors.values()].sort((a, b) => compareText(a.path, b.path) || a.line - b.line),
    files: parts.reduce((sum, { files }) => sum + files, 0),
    parsed: parts.reduce((sum, { parsed }) => sum + parsed, 0),
  };
}

/** Lines of the files that were scanned, by the paths that are shown. */
function lines(sources: readonly Sources[], cwd: string): LineOf {
  const files = new Map<string, SourceFile>();
  for (const { root, files: own } of sources)
    for (const file of own) files.set(displayPath(root, file.path, cwd), file);
  const split = new Map<string, string[]>();
  return (path, line) => {
    const file = files.get(path);
    if (file === undefined) return undefined;
    const known = split.get(path) ?? splitLines(file.bytes);
    split.set(path, known);
    return known[line - 1];
  };
}

function splitLines(bytes: Uint8Array): string[] {
  return new TextDecoder().decode(bytes).split(/\r?\n/);
}
