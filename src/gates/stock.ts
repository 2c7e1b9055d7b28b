import type { Wave } from '../program/schema.js';
import type { RuleDefinition } from '../rules/definition.js';
import type { AnalysisError } from '../rust/finding.js';
import type { RuleReports } from '../snapshot/snapshot.js';
import type { Tree } from '../snapshot/tree.js';
import type { RuleRequest } from './gate.js';
import type { LevelledFinding } from './inventory-rows.js';
import { type RuleScope, requestKey, ruleScope } from './rule-scope.js';

/** What an inventory of a wave is taken of: its rules over the files of their scopes at one commit. */
export interface Stock {
  readonly findings: readonly LevelledFinding[];
  /** What could not be judged. */
  readonly errors: readonly AnalysisError[];
  /** Links and submodules in the place of files in scope. */
  readonly notFiles: readonly string[];
  /** Uses of rules whose scope has no file: nothing was judged there. */
  readonly empty: readonly { readonly rule: string; readonly in: readonly string[] }[];
  /** Files in scope, each once. */
  readonly files: number;
}

const KEY = 'inventory';

/** What has to be asked to take stock of a wave at a tree. */
export function stockRequests(
  wave: Wave,
  rules: ReadonlyMap<string, RuleDefinition>,
  headTree: Tree,
): RuleRequest[] {
  return wave.rules.map((use, index) => {
    const rule = rules.get(use.rule);
    if (rule === undefined) throw new Error(`There is no rule \`${use.rule}\`.`);
    return {
      key: requestKey(KEY, index),
      rule: { ...rule, options: { ...rule.options, ...use.options } },
      headPaths: scopeAt(use, headTree).head,
      mergeBasePaths: null,
    };
  });
}

/** What the answers to `stockRequests` say. */
export function stockOf(wave: Wave, headTree: Tree, reports: ReadonlyMap<string, RuleReports>): Stock {
  const parts = wave.rules.map((use, index) => {
    const report = reports.get(requestKey(KEY, index));
    if (report === undefined) throw new Error(`The snapshot has no report of \`${use.rule}\` for ${KEY}.`);
    return { use, scope: scopeAt(use, headTree), ...report };
  });
  return {
    findings: parts.flatMap(({ rule, head }) =>
      head.findings.map((finding) => ({ ...finding, level: rule.level })),
    ),
    errors: parts.flatMap(({ head }) => head.errors),
    notFiles: parts.flatMap(({ scope }) => scope.notFiles),
    empty: parts.flatMap(({ use, scope: { head, notFiles } }) =>
      head.length + notFiles.length === 0 ? [use] : [],
    ),
    files: new Set(parts.flatMap(({ scope }) => scope.head)).size,
  };
}

function scopeAt(use: Wave['rules'][number], headTree: Tree): RuleScope {
  return ruleScope(use, { headTree, mergeBaseTree: headTree, changes: [] });
}
