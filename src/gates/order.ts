import { earlierSteps } from '../program/order.js';
import { positionLabel } from '../program/position.js';
import { isInForce, progressOf, type StepProgress, stepsAt } from '../program/progress.js';
import { listed } from '../program/schema-words.js';
import type { PastPullRequest } from '../snapshot/facts.js';
import { type Gate, NO_NEEDS, type Reason } from './gate.js';
import { shortSha, unknownHistory } from './history-words.js';
import { count, cutReasons } from './words.js';

/** Steps that are named one by one where all is well. */
const MOST_NAMED = 4;

/** The steps before this one have reached the default branch and are still in force there. */
export const orderGate: Gate = {
  id: 'order',
  title: 'Order',
  steps: ['freeze', 'change', 'close'],
  asked: ({ program, wave }) => program.order !== 'none' || (wave.after ?? []).length > 0,
  facts: ['history'],
  needs: () => NO_NEEDS,
  evaluate({ history, defaultBranch }, position) {
    const earlier = earlierSteps(position);
    if (earlier.length === 0) {
      const message = `Nothing comes before ${positionLabel(position)}.`;
      return { verdict: 'pass', reasons: [{ message }], findings: [] };
    }
    if (history === null) return unknownHistory('Which steps are merged');
    const steps = stepsAt(progressOf(position.program, history), earlier);
    const missing = steps.filter(({ state }) => state !== 'merged');
    if (missing.length === 0) {
      return {
        verdict: 'pass',
        reasons: [{ message: passed(steps) }, ...steps.flatMap(notes)],
        findings: [],
      };
    }
    const reasons = missing.map((step) => missingReason(step, defaultBranch));
    return { verdict: 'fail', reasons: cutReasons(reasons), findings: [] };
  },
};

function passed(steps: readonly StepProgress[]): string {
  const names = steps.map(({ position, pullRequests }) => {
    const numbers = pullRequests.filter(isInForce).map(({ number }) => `\`#${number}\``);
    return `${positionLabel(position)} (${listed(numbers)})`;
  });
  const before = steps.length === 1 ? 'The step before this one is' : 'The steps before this one are';
  if (names.length <= MOST_NAMED) return `${before} merged: ${listed(names)}.`;
  return `${before} merged: ${names.slice(-MOST_NAMED).join(', ')} and ${count(names.length - MOST_NAMED, 'step')} before them.`;
}

/** What is open or was reverted of a step that is done all the same. */
function notes({ position, pullRequests }: StepProgress): Reason[] {
  const label = positionLabel(position);
  return pullRequests.flatMap((pull) => {
    const text = `#${pull.number}`;
    const link = { text, url: pull.url };
    if (pull.state === 'open') return [{ message: `\`${text}\` of ${label} is still open.`, link }];
    if (pull.state !== 'merged' || pull.revertedBy === null) return [];
    return [{ message: `\`${text}\` of ${label} was reverted by \`${shortSha(pull.revertedBy)}\`.`, link }];
  });
}

function missingReason(step: StepProgress, defaultBranch: string): Reason {
  const label = positionLabel(step.position);
  return {
    ...stateReason(step, label, defaultBranch),
    identity: `${step.position.program.program} ${label}`,
  };
}

function stateReason(step: StepProgress, label: string, defaultBranch: string): Reason {
  const { state, position, pullRequests } = step;
  const command = `/${position.program.program} promote`;
  switch (state) {
    case 'open':
      return about(
        pullRequests.find((pull) => pull.state === 'open'),
        (name) => `${label} is not merged yet: ${name} is open.`,
        'Have it merged first; this pull request is judged again then.',
      );
    case 'stacked': {
      const stacked = pullRequests.find((pull) => pull.state === 'merged' && !pull.inDefaultBranch);
      return about(
        stacked,
        (name) =>
          `${label} was merged by ${name} into \`${stacked?.baseBranch}\` and has not reached \`${defaultBranch}\`.`,
        `Merge a pull request from \`${stacked?.baseBranch}\` into \`${defaultBranch}\`: \`${command}\` in a comment on a pull request that is stacked on it opens one.`,
      );
    }
    case 'reverted': {
      const reverted = pullRequests.filter((pull) => pull.revertedBy !== null).at(-1);
      const by = shortSha(reverted?.revertedBy ?? '');
      return about(
        reverted,
        (name) => `${label} was merged by ${name} and reverted by \`${by}\`.`,
        'Have it merged again, from a branch of that step, or have the revert reverted.',
      );
    }
    default:
      return {
        message: `${label} is not merged, and no pull request of it is open.`,
        next: `Have ${label} done first: ${position.step.title}.`,
      };
  }
}

function about(pull: PastPullRequest | undefined, message: (name: string) => string, next: string): Reason {
  const text = `#${pull?.number}`;
  return {
    message: message(`\`${text}\``),
    next,
    ...(pull !== undefined && { link: { text, url: pull.url } }),
  };
}
