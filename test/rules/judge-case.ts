import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { analyze } from '../../src/analysis/analyze.js';
import type { SourceFile } from '../../src/analysis/analyzer.js';
import { type RuleDefinition, ruleSchema } from '../../src/rules/definition.js';
import type { AnalysisError, Finding } from '../../src/rust/finding.js';
import { compareFindings } from '../../src/rust/finding.js';
import { type CaseFile, type Expectation, sourceFiles } from './case-file.js';

const RULES_DIRECTORY = new URL('../../rules/', import.meta.url).pathname;

/** The shipped rules by id, read from their files as they stand. */
export function shippedRules(): ReadonlyMap<string, RuleDefinition> {
  const documents = readdirSync(RULES_DIRECTORY)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => parse(readFileSync(join(RULES_DIRECTORY, name), 'utf8')) as object)
    .filter((document) => 'rule' in document);
  return new Map(documents.map((document) => ruleSchema.parse(document)).map((rule) => [rule.rule, rule]));
}

/** What the rules of a case find in its files, and what could not be judged. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly errors: readonly AnalysisError[];
}

/** Analyses the files with the rules, as one crate. Findings come in the order of every report. */
export async function outcomeOf(
  files: readonly SourceFile[],
  rules: readonly RuleDefinition[],
): Promise<Outcome> {
  const paths = files.map((file) => file.path).filter((path) => path.endsWith('.rs'));
  const reports = await analyze({ files, runs: rules.map((rule) => ({ rule, paths })) });
  return {
    findings: reports.flatMap((report) => report.findings).sort(compareFindings),
    errors: reports.flatMap((report) => report.errors),
  };
}

/**
 * The rules of a case, with the options that it sets.
 *
 * @throws Error when the case names a rule that is not shipped.
 */
export function rulesOf(caseFile: CaseFile, shipped: ReadonlyMap<string, RuleDefinition>): RuleDefinition[] {
  return caseFile.rules.map((id) => {
    const rule = shipped.get(id);
    if (rule === undefined) throw new Error(`${caseFile.name}: there is no rule "${id}" in rules/`);
    const options = { ...rule.options, ...caseFile.options };
    return { ...rule, options, tests: caseFile.tests ?? rule.tests };
  });
}

/** Analyses a case and tells in one line each what differs from its labels. */
export async function disagreements(
  caseFile: CaseFile,
  shipped: ReadonlyMap<string, RuleDefinition>,
): Promise<string[]> {
  const rules = rulesOf(caseFile, shipped);
  const { findings, errors } = await outcomeOf(sourceFiles(caseFile), rules);
  return [
    ...compare(caseFile.expectations, findings).map((difference) => describe(difference, caseFile.lines)),
    ...findings.flatMap((finding) => malformed(finding, rules)),
    ...compareErrors(caseFile.broken, errors),
  ];
}

/** A label without its finding, or a finding without its label. */
export interface Difference {
  readonly kind: 'missing' | 'unexpected';
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly column: number | undefined;
  readonly confidence: string;
}

/** Pairs every label with a finding; what is left on either side is a difference. Ordered by place. */
export function compare(expected: readonly Expectation[], found: readonly Finding[]): Difference[] {
  const left = [...found];
  const missing: Difference[] = [];
  // Labels that name a column choose first, so that one without cannot take theirs.
  const choosy = [...expected].sort(
    (a, b) => Number(b.column !== undefined) - Number(a.column !== undefined),
  );
  for (const label of choosy) {
    const index = left.findIndex((finding) => answers(finding, label));
    if (index === -1) missing.push({ kind: 'missing', ...label });
    else left.splice(index, 1);
  }
  const unexpected = left.map(({ rule, path, line, column, confidence }): Difference => {
    return { kind: 'unexpected', rule, path, line, column, confidence };
  });
  return [...missing, ...unexpected].sort((a, b) => a.line - b.line || a.kind.localeCompare(b.kind));
}

function answers(finding: Finding, label: Expectation): boolean {
  return (
    finding.rule === label.rule &&
    finding.path === label.path &&
    finding.line === label.line &&
    finding.confidence === label.confidence &&
    (label.column === undefined || finding.column === label.column)
  );
}

function describe(difference: Difference, lines: readonly string[]): string {
  const { kind, rule, line, column, confidence } = difference;
  const sure = confidence === 'certain' ? '' : ` (${confidence})`;
  const place = column === undefined ? `${line}` : `${line}:${column}`;
  return `${kind.padEnd(10)} ${place.padEnd(7)} ${rule}${sure} | ${lines[line - 1]?.trim() ?? ''}`;
}

/** What no finding may be, whatever its rule: without a length, or with a message that was not filled in. */
function malformed(finding: Finding, rules: readonly RuleDefinition[]): string[] {
  const { line, column, endLine, endColumn, message } = finding;
  const placeholders = rules.find(({ rule }) => rule === finding.rule)!.message.match(/\{\w+\}/g) ?? [];
  const unfilled = placeholders.filter((placeholder) => message.includes(placeholder));
  const empty = endLine < line || (endLine === line && endColumn <= column);
  return [
    ...unfilled.map(
      (placeholder) => `malformed  ${line}:${column} ${placeholder} was not filled in: ${message}`,
    ),
    ...(empty ? [`malformed  ${line}:${column} ends at ${endLine}:${endColumn}`] : []),
  ];
}

function compareErrors(broken: boolean, errors: readonly AnalysisError[]): string[] {
  if (broken)
    return errors.length > 0 ? [] : ['missing    errors: the file is broken and the report does not say so'];
  return errors.map((error) => `unexpected error at ${error.path}:${error.line}: ${error.message}`);
}
