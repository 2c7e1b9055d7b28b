import { GitHubUnavailable, messageOf, NotFound, statusOf } from '../github/errors.js';
import type { CheckOutput, PullRequest } from '../github/port.js';
import { type CheckRunRendering, renderCheckRun } from '../report/check-run.js';
import { code, prose, shorten } from '../report/markdown.js';
import { RepositoryError } from '../snapshot/repository.js';
import type { JudgedBy } from './check-run-life.js';
import type { Judgement } from './judge-pull-request.js';
import type { Programs } from './programs.js';

/** What a check run shows of a judgement. */
export function rendering({ evaluation, programs }: Judgement, pull: PullRequest): CheckRunRendering {
  const command = evaluation.program ?? programs.programs[0]?.program ?? 'wavegate';
  const programFiles = new Set(programs.errors.map(({ file }) => file));
  return renderCheckRun(evaluation, {
    rules: programs.rules,
    pullRequestUrl: pull.url,
    programFiles,
    command,
  });
}

/** What the judgement follows from, as its check run keeps it. */
export function judgedByOf({ evaluation, programs: set }: Judgement, programs: Programs): JudgedBy {
  return { programs: programs.digest(set), isProposal: evaluation.proposal !== null };
}

/** What people are told: an error that was not foreseen is a fault of ours, and says so. */
export function explain(error: unknown): string {
  const foreseen =
    error instanceof GitHubUnavailable ||
    error instanceof NotFound ||
    error instanceof RepositoryError ||
    statusOf(error) !== undefined;
  return foreseen ? messageOf(error) : `an error inside Wavegate itself: ${messageOf(error)}`;
}

/** What a check run shows where there is no judgement. */
export function couldNotEvaluate(message: string): CheckOutput {
  const again = `comment ${code('/wavegate recheck')} or use the button *Recheck*`;
  return {
    title: 'Could not evaluate',
    summary: [
      'This pull request **could not be evaluated**, so it does not pass. That says nothing about its changes.',
      `**What happened:** ${prose(shorten(message, 2_000))}`,
      `**What to do:** ${again}. If the same comes back, tell whoever runs Wavegate the time and this message.`,
    ].join('\n\n'),
    text: '',
  };
}
