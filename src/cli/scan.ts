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
  const analyzer = await analyzerFor(bytesOf(all), (path) => progress.advance(path));
  try {
    const parts = sources.flatMap((source) => [
      Promise.resolve(shown({ findings: [], errors: source.errors, files: 0, parsed: 0 }, source.root, cwd)),
      ...splitByCrate(source).map(async (crate) =>
        shown(await analyseCrate(crate, rules, analyzer), source.root, cwd),
      ),
    ]);
    return await Promise.all(parts);
  } finally {
    progress.clear();
    await analyzer.close();
  }
}

async function analyseCrate(
  { files, context }: CrateSources,
  rules: readonly RuleDefinition[],
  analyzer: Analyzer,
): Promise<AnalysisReport> {
  const paths = files.map(({ path }) => path);
  const request = { files: [...files, ...context], runs: rules.map((rule) => ({ rule, paths })) };
  const reports = await analyzer.analyze(request);
  return {
    findings: reports.flatMap(({ findings }) => findings),
    errors: reports.flatMap(({ errors }) => errors),
    files: files.length,
    parsed: Math.max(0, ...reports.map(({ parsed }) => parsed)),
  };
}

/** The report with the paths that people see. */
function shown(report: AnalysisReport, root: string, cwd: string): AnalysisReport {
  const show = <T extends { readonly path: string }>(item: T): T => ({
    ...item,
    path: displayPath(root, item.path, cwd),
  });
  return { ...report, findings: report.findings.map(show), errors: report.errors.map(show) };
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
