import { randomBytes } from 'node:crypto';
import type { CheckOutput, CheckRun, CheckRuns, CheckState, PullRequest } from '../github/port.js';
import { annotationsDigest } from '../report/annotations.js';
import { type CheckRunRendering, RECHECK } from '../report/check-run.js';

export const CHECK_NAME = 'wavegate';

/**
 * The check run of a pull request's head, from creation to conclusion. GitHub only appends annotations, so a run's
 * external id keeps a digest of those that it shows: where a new evaluation has the same, the run is updated, else a
 * new run takes its place.
 */
export interface CheckRunLife {
  /** Shows at once that the evaluation has begun, on the head's run if there is one. */
  begin(pull: PullRequest): Promise<CheckRun>;
  conclude(run: CheckRun, pull: PullRequest, rendering: CheckRunRendering): Promise<CheckRun>;
  /** Ends a run whose pull request could not be evaluated; annotations of an earlier evaluation stay. */
  fail(run: CheckRun, output: CheckOutput): Promise<void>;
  /** Ends a run whose head is not the newest any more. */
  cancel(run: CheckRun): Promise<void>;
}

const BEGUN = {
  title: 'Evaluating…',
  summary: 'The pull request is being evaluated. This page says what came out in a moment.',
  text: '',
};

const CANCELLED = {
  title: 'Superseded by a newer push',
  summary:
    'A newer commit was pushed while this one was being evaluated; the newer one has a check run of its own.',
  text: '',
};

const REPLACED = {
  title: 'Superseded by a newer evaluation',
  summary:
    'This commit was evaluated again with other findings; the newer check run of the same name shows them.',
  text: '',
};

export function checkRunLife(checks: CheckRuns): CheckRunLife {
  const create = (pull: PullRequest): Promise<CheckRun> =>
    checks.create(pull.headSha, { externalId: freshId(pull), output: BEGUN, actions: [] });

  return {
    async begin(pull) {
      const known = (await checks.list(pull.headSha)).find((run) => belongsTo(run, pull));
      if (known === undefined) return create(pull);
      return checks.update(known, state(known.externalId, null, BEGUN));
    },

    async conclude(run, pull, rendering) {
      const digest = annotationsDigest(rendering.annotations);
      const same = run.annotationsCount > 0 && run.externalId === shownId(pull, digest);
      const replaced = run.annotationsCount > 0 && !same;
      const target = replaced ? await create(pull) : run;
      const shown = await checks.update(target, {
        externalId: shownId(pull, digest),
        conclusion: rendering.conclusion,
        output: rendering.output,
        actions: rendering.actions,
        annotations: same ? [] : rendering.annotations,
      });
      if (replaced) await checks.update(run, state(`${run.externalId}/replaced`, 'cancelled', REPLACED));
      return shown;
    },

    async fail(run, output) {
      await checks.update(run, { ...state(run.externalId, 'failure', output), actions: [RECHECK] });
    },

    async cancel(run) {
      await checks.update(run, state(run.externalId, 'cancelled', CANCELLED));
    },
  };
}

function state(
  externalId: string,
  conclusion: CheckState['conclusion'],
  output: CheckState['output'],
): CheckState {
  return { externalId, conclusion, output, actions: [], annotations: [] };
}

/** Two pull requests may share a head commit: each has its own run. */
function belongsTo(run: CheckRun, pull: PullRequest): boolean {
  return run.externalId.startsWith(prefix(pull)) && !run.externalId.endsWith('/replaced');
}

function prefix(pull: PullRequest): string {
  return `wavegate/1/${pull.number}/`;
}

/** Random, so that a run made by a request whose answer was lost can be told from an older one. */
function freshId(pull: PullRequest): string {
  return `${prefix(pull)}run-${randomBytes(6).toString('hex')}`;
}

function shownId(pull: PullRequest, digest: string): string {
  return `${prefix(pull)}shows-${digest}`;
}

/** The pull request that a run of ours belongs to, by its external id; `null` for others. */
export function pullRequestOf(externalId: string | null): number | null {
  const number = /^wavegate\/1\/(\d+)\//.exec(externalId ?? '')?.[1];
  return number === undefined ? null : Number(number);
}
