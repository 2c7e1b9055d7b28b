import { createInProcessAnalyzer } from '../analysis/in-process.js';
import type { Evaluation } from '../evaluate/evaluation.js';
import { judge } from '../evaluate/judge.js';
import type { Sources } from '../evaluate/take-snapshot.js';
import type { GitRepository } from '../git/clone.js';
import { cloneFacts } from '../git/clone-facts.js';
import { checkJson } from '../report/json.js';
import { checkText } from '../report/text.js';
import type { RuleDefinition } from '../rules/definition.js';
import type { FactSource } from '../snapshot/facts.js';
import type { Repository } from '../snapshot/repository.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { proposalReader } from './programs.js';
import { loadCatalog } from './rules.js';
import { type CloneOptions, openWithPrograms, subjectOf } from './subject.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';
import { version } from './version.js';

export interface CheckOptions extends CloneOptions {
  /** OWNER/REPO#N: a pull request on GitHub instead of a clone. */
  readonly pr?: string;
  readonly api?: string;
  /** A file with what GitHub would tell. */
  readonly history?: string;
  readonly format: 'text' | 'json' | 'sarif' | 'markdown';
}

/** An evaluation with what its renderings need beyond it. */
export interface Checked {
  readonly evaluation: Evaluation;
  readonly rules: ReadonlyMap<string, RuleDefinition>;
  /** Where the files of the head are read. */
  readonly repository: Repository;
  /** Empty for a clone. */
  readonly pullRequestUrl: string;
}

/** `wavegate check`: judges a branch of a clone, or a pull request on GitHub, by the gates of its step. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const checked =
    options.pr === undefined
      ? await checkClone(options, terminal)
      : await checkPullRequest(options.pr, options, terminal);
  terminal.out(await render(checked, options.format, terminal));
  return exitCode(checked.evaluation);
}

async function checkClone(options: CheckOptions, terminal: Terminal): Promise<Checked> {
  if (options.api !== undefined) throw new UsageError('--api goes with --pr.');
  const opened = await openWithPrograms(options, terminal.cwd);
  const subject = await subjectOf(opened, options);
  const evaluation = await judge(opened.programs, subject, {
    repository: opened.clone,
    analyzer: createInProcessAnalyzer(),
    facts: await factsOf(opened.clone, options, terminal.cwd),
    ...proposalsOf(options, terminal.cwd),
  });
  return { evaluation, rules: opened.programs.rules, repository: opened.clone, pullRequestUrl: '' };
}

/** Who names the program to judge by asks nothing of the branch's own. */
function proposalsOf({ program, rules }: CheckOptions, cwd: string): Pick<Sources, 'proposals'> {
  return program === undefined ? { proposals: { read: proposalReader(() => loadCatalog(rules, cwd)) } } : {};
}

/** A clone tells the commits; what GitHub would tell is known where a file says it. */
async function factsOf(clone: GitRepository, { history }: CheckOptions, cwd: string): Promise<FactSource> {
  const own = cloneFacts(clone);
  if (history === undefined) return own;
  const { readHistoryFile } = await import('./history-file.js');
  return { ...own, ...readHistoryFile(history, cwd) };
}

async function checkPullRequest(pr: string, options: CheckOptions, terminal: Terminal): Promise<Checked> {
  for (const name of ['base', 'head', 'branch', 'program', 'history'] as const) {
    if (options[name] !== undefined) throw new UsageError(`--${name} does not go with --pr.`);
  }
  const { evaluateRemote } = await import('./check-remote.js');
  return evaluateRemote({ ...options, pr }, terminal.cwd);
}

async function render(checked: Checked, format: CheckOptions['format'], terminal: Terminal): Promise<string> {
  const { evaluation, rules, repository, pullRequestUrl } = checked;
  switch (format) {
    case 'json':
      return checkJson(evaluation);
    case 'text':
      return checkText(evaluation, terminal);
    case 'markdown': {
      const { checkMarkdown } = await import('../report/check-markdown.js');
      return checkMarkdown(evaluation, rules, pullRequestUrl);
    }
    case 'sarif': {
      const { checkSarif } = await import('../report/check-sarif.js');
      const { linesAt } = await import('./lines-at.js');
      const paths = evaluation.gates.flatMap(({ findings }) => findings.map(({ path }) => path));
      const lineOf = await linesAt(repository, evaluation.headSha, paths);
      return checkSarif(evaluation, rules, lineOf, version());
    }
  }
}

function exitCode({ problems, conclusion }: Evaluation): ExitCode {
  if (problems.length > 0) return EXIT.error;
  switch (conclusion) {
    case 'success':
    case 'neutral':
      return EXIT.ok;
    case 'failure':
      return EXIT.failed;
    case 'in_progress':
      return EXIT.waits;
  }
}
