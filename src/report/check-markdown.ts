import type { Evaluation } from '../evaluate/evaluation.js';
import type { RuleDefinition } from '../rules/definition.js';
import { renderCheckRun } from './check-run.js';
import { plain } from './markdown.js';

/** An evaluation as its check run shows it: for a comment, or for the summary of a workflow's job. */
export function checkMarkdown(
  evaluation: Evaluation,
  rules: ReadonlyMap<string, RuleDefinition>,
  pullRequestUrl: string,
): string {
  const { output } = renderCheckRun(evaluation, {
    rules,
    pullRequestUrl,
    programFiles: new Set(evaluation.problems.flatMap(({ path }) => path ?? [])),
    command: evaluation.program ?? 'wavegate',
  });
  const parts = [`## ${plain(output.title)}`, output.summary, output.text];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
