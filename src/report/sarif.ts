import type {
  ArtifactLocation,
  Location,
  Log,
  Notification,
  Region,
  ReportingDescriptor,
  Result,
  Run,
} from 'sarif';
import type { RuleDefinition } from '../rules/definition.js';
import type { AnalysisError, AnalysisReport, Finding } from '../rust/finding.js';
import { encodePath, unwrapped } from './markdown.js';
import type { LineOf } from './scan-text.js';

/** What a log says of the run that made it. */
export interface SarifRun {
  /** Wavegate's own. */
  readonly version: string;
  /** By which viewers tell kinds of runs apart: `wavegate/scan`. */
  readonly category: string;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** The root of the repository; where it lies on a machine is nobody else's business. */
const ROOT = '%SRCROOT%';

/**
 * What `wavegate scan` found as a SARIF 2.1.0 log.
 *
 * @param report paths from the repository's root; absolute ones for files outside of it.
 * @param lineOf turns columns from bytes into UTF-16 units: a region whose lines are not at hand has no columns.
 */
export function scanSarif(
  { findings, errors }: AnalysisReport,
  rules: readonly RuleDefinition[],
  lineOf: LineOf,
  run: SarifRun,
): string {
  const levels = new Map(rules.map(({ rule, level }) => [rule, level]));
  return sarifLog(run, {
    rules: rules.map(ruleDescriptor),
    results: findings.map((finding) => findingResult(finding, levels.get(finding.rule) ?? 'error', lineOf)),
    notifications: errors.map(errorNotification),
  });
}

/** What `scan` and `check` fill a log with. */
export interface SarifParts {
  readonly rules: readonly ReportingDescriptor[];
  readonly results: readonly Result[];
  /** What could not be judged: with any of them, the run was not successful. */
  readonly notifications: readonly Notification[];
  readonly properties?: Run['properties'];
}

export function sarifLog({ version, category }: SarifRun, parts: SarifParts): string {
  const indices = new Map(parts.rules.map(({ id }, index) => [id, index]));
  const run: Run = {
    tool: { driver: { name: 'Wavegate', semanticVersion: version, rules: [...parts.rules] } },
    automationDetails: { id: `${category}/` },
    // SARIF knows no columns of bytes, in which findings count.
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
    invocations: [
      {
        executionSuccessful: parts.notifications.every(({ level }) => level !== 'error'),
        toolExecutionNotifications: [...parts.notifications],
      },
    ],
    results: parts.results.map((result) => {
      const ruleIndex = indices.get(result.ruleId ?? '');
      return ruleIndex === undefined ? result : { ...result, ruleIndex };
    }),
    ...(parts.properties !== undefined && { properties: parts.properties }),
  };
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

export function ruleDescriptor({
  rule,
  level,
  title,
  why,
  instead,
  examples,
}: RuleDefinition): ReportingDescriptor {
  const code = (label: string, texts: readonly string[]): string =>
    texts.map((text) => `${label}:\n\n\`\`\`rust\n${text.trimEnd()}\n\`\`\``).join('\n\n');
  return {
    id: rule,
    shortDescription: { text: title },
    fullDescription: { text: unwrapped(why) },
    defaultConfiguration: { level },
    help: {
      text: `${unwrapped(why)}\n\nInstead: ${unwrapped(instead)}`,
      markdown: [
        unwrapped(why),
        `**Instead:** ${unwrapped(instead)}`,
        code('Found', examples.bad),
        code('Not found', examples.good),
      ].join('\n\n'),
    },
  };
}

export function findingResult(finding: Finding, level: 'error' | 'warning' | 'note', lineOf: LineOf): Result {
  const { rule, path, message, confidence, fingerprint, suggestion } = finding;
  return {
    ruleId: rule,
    level,
    message: { text: message },
    locations: [
      {
        ...location(path, regionOf(finding, lineOf)),
        ...(finding.function !== null && {
          logicalLocations: [{ fullyQualifiedName: finding.function, kind: 'function' }],
        }),
      },
    ],
    partialFingerprints: { 'wavegateFinding/v1': fingerprint },
    properties: { confidence },
    ...(suggestion !== undefined && {
      fixes: [
        {
          description: { text: 'Write this instead.' },
          artifactChanges: [
            {
              artifactLocation: artifact(path),
              replacements: [
                {
                  // From the first column to the end of the last line: whole lines, without the line feed.
                  deletedRegion: {
                    startLine: suggestion.startLine,
                    startColumn: 1,
                    endLine: suggestion.endLine,
                  },
                  insertedContent: { text: suggestion.text },
                },
              ],
            },
          ],
        },
      ],
    }),
  };
}

export function errorNotification({ path, line, message }: AnalysisError): Notification {
  return {
    level: 'error',
    message: { text: `Could not be judged: ${message}` },
    locations: [location(path, { startLine: line })],
  };
}

export function location(path: string, region?: Region): Location {
  return { physicalLocation: { artifactLocation: artifact(path), ...(region !== undefined && { region }) } };
}

function artifact(path: string): ArtifactLocation {
  const uri = encodePath(path);
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: ROOT };
}

function regionOf({ path, line, column, endLine, endColumn }: Finding, lineOf: LineOf): Region {
  const [first, last] = [lineOf(path, line), lineOf(path, endLine)];
  if (first === undefined || last === undefined) return { startLine: line, endLine };
  return {
    startLine: line,
    startColumn: unitsBefore(first, column) + 1,
    endLine,
    endColumn: unitsBefore(last, endColumn) + 1,
  };
}

/** How many UTF-16 units stand before a column of bytes. */
function unitsBefore(line: string, column: number): number {
  return Buffer.from(line)
    .subarray(0, column - 1)
    .toString().length;
}
