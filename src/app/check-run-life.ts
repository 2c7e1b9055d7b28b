import { randomBytes } from 'node:crypto';
import type { CheckOutput, CheckRun, CheckRuns, CheckState, PullRequest } from '../github/port.js';
import { annotationsDigest } from '../report/annotations.js';
import { type CheckRunRendering, RECHECK } from '../report/check-run.js';

export const CHECK_NAME = 'wavegate';

/** What a verdict follows from, as far as later rounds must know it. */
export interface JudgedBy {
  /** The digest of the programs that were in force. */
  readonly programs: string;
  /** Whether the pull request proposes program files of its own, which were compared with these. */
  readonly isProposal: boolean;
}

/**
 * The check run of a pull request's head, from creation to conclusion. GitHub only appends annotations, so a run's
 * external id keeps a digest of those that it shows: where a new evaluation has the same, the run is updated, else a
 * new run takes its place.
 */
export interface CheckRunLife {
  /** The run that speaks for a pull request on a commit. */
  find(pull: Pick<PullRequest, 'number'>, sha: string): Promise<CheckRun | undefined>;
  /** Shows at once that the evaluation has begun, on the head's run if there is one. */
  begin(pull: PullRequest): Promise<CheckRun>;
  conclude(
    run: CheckRun,
    pull: PullRequest,
    rendering: CheckRunRendering,
    judged: JudgedBy,
  ): Promise<CheckRun>;
  /** Ends a run whose pull request could not be evaluated; annotations of an earlier evaluation stay. */
  fail(run: CheckRun, output: CheckOutput): Promise<void>;
  /** Ends a run whose head is not the newest any more, or whose pull request is closed. */
  cancel(run: CheckRun, why?: 'superseded' | 'closed'): Promise<void>;
  /** Ends the runs of a pull request that are still in progress on commits that are waited for no more. */
  cancelLeft(pull: PullRequest, shas: readonly string[], why: 'superseded' | 'closed'): Promise<void>;
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

const CLOSED = {
  title: 'The pull request is closed',
  summary: 'The pull request was closed before all was judged. Reopen it, and it is evaluated again.',
  text: '',
};

const REPLACED = {
  title: 'Superseded by a newer evaluation',
  summary:
    'This commit was evaluated again with other findings; the newer check run of the same name shows them.',
  text: '',
};

export function checkRunLife(checks: CheckRuns): CheckRunLife {
  const create = (pull: PullRequest, startedAt: string | null = null): Promise<CheckRun> =>
    checks.create(pull.headSha, { externalId: freshId(pull), output: BEGUN, actions: [], startedAt });
  const find = async (pull: Pick<PullRequest, 'number'>, sha: string): Promise<CheckRun | undefined> =>
    (await checks.list(sha)).find((run) => belongsTo(run, pull));
  const cancel = async (run: CheckRun, why: 'superseded' | 'closed' = 'superseded'): Promise<void> => {
    await checks.update(run, state(run.externalId, 'cancelled', why === 'closed' ? CLOSED : CANCELLED));
  };

  const replace = async (run: CheckRun): Promise<void> => {
    await checks.update(run, state(`${run.externalId}/replaced`, 'cancelled', REPLACED));
  };

  return {
    find,
    cancel,

    async begin(pull) {
      const [known, ...older] = (await checks.list(pull.headSha)).filter((run) => belongsTo(run, pull));
      if (known === undefined) return create(pull);
      // A process that ended while one run took another's place left both.
      for (const run of older.filter(({ status }) => status !== 'completed')) await replace(run);
      // One that was given up begins anew, and so does the patience that is counted from its start.
      const anew = known.conclusion === 'cancelled' ? { startedAt: new Date().toISOString() } : {};
      return checks.update(known, { ...state(known.externalId, null, BEGUN), ...anew });
    },

    async conclude(run, pull, rendering, { programs, isProposal }) {
      const digest = annotationsDigest(rendering.annotations);
      const same = run.annotationsCount > 0 && run.externalId.startsWith(`${shownId(pull, digest)}/`);
      const replaced = run.annotationsCount > 0 && !same;
      const target = replaced ? await create(pull, run.startedAt) : run;
      const shown = await checks.update(target, {
        externalId: `${shownId(pull, digest)}${isProposal ? '/proposal' : ''}/by-${programs}`,
        conclusion: rendering.conclusion,
        output: rendering.output,
        actions: rendering.actions,
        annotations: same ? [] : rendering.annotations,
      });
      if (replaced) await replace(run);
      return shown;
    },

    async fail(run, output) {
      await checks.update(run, { ...state(run.externalId, 'failure', output), actions: [RECHECK] });
    },

    async cancelLeft(pull, shas, why) {
      for (const sha of new Set(shas)) {
        const left = await find(pull, sha);
        if (left !== undefined && left.status !== 'completed') await cancel(left, why);
      }
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
function belongsTo(run: CheckRun, pull: Pick<PullRequest, 'number'>): boolean {
  return run.externalId.startsWith(prefix(pull)) && !run.externalId.endsWith('/replaced');
}

function prefix(pull: Pick<PullRequest, 'number'>): string {
  return `wavegate/1/${pull.number}/`;
}

/** Random, so that a run made by a request whose answer was lost can be told from an older one. */
function freshId(pull: PullRequest): string {
  return `${prefix(pull)}run-${randomBytes(6).toString('hex')}`;
}

function shownId(pull: PullRequest, digest: string): string {
  return `${prefix(pull)}shows-${digest}`;
}

/** What a run's evaluation was judged by; `null` where it did not come to that. */
export function judgedBy({ externalId }: CheckRun): JudgedBy | null {
  const [, proposal, programs] = /(\/proposal)?\/by-([0-9a-f]+)$/.exec(externalId) ?? [];
  return programs === undefined ? null : { programs, isProposal: proposal !== undefined };
}

/** The pull request that a run of ours belongs to, by its external id; `null` for others. */
export function pullRequestOf(externalId: string | null): number | null {
  const number = /^wavegate\/1\/(\d+)\//.exec(externalId ?? '')?.[1];
  return number === undefined ? null : Number(number);
}
