import { exactMatch } from '../program/branch-matcher.js';
import { earlierSteps } from '../program/order.js';
import { type Position, positionLabel } from '../program/position.js';
import type { History, PastPullRequest } from '../snapshot/facts.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import { type Gate, type GateResult, NO_NEEDS, type Reason } from './gate.js';
import { unknownHistory } from './history-words.js';

type Result = Omit<GateResult, 'gate'>;

/**
 * A stacked pull request sits on a branch of its own step or of one before it, and a pull request is there that brings
 * the stack to the default branch.
 */
export const promotionGate: Gate = {
  id: 'promotion',
  title: 'Promotion',
  steps: ['freeze', 'change', 'close'],
  facts: ['history'],
  needs: () => NO_NEEDS,
  evaluate(snapshot, position) {
    const { baseBranch, defaultBranch, history } = snapshot;
    if (baseBranch === defaultBranch) return straight(snapshot);
    const mistake = baseMistake(snapshot, position);
    if (mistake !== null) return { verdict: 'fail', reasons: [mistake], findings: [] };
    if (history === null)
      return unknownHistory(`Whether \`${baseBranch}\` is promoted to \`${defaultBranch}\``);
    const promotion = promotionIn(history, snapshot);
    return promotion === undefined ? waits(snapshot, position) : passes(found(promotion, snapshot));
  },
};

/** Where nothing is known of pull requests, a base that was named by hand proves nothing. */
function straight({ defaultBranch, history }: Snapshot): Result {
  const message = `It goes to \`${defaultBranch}\` itself, so there is nothing to promote.`;
  return { verdict: history === null ? 'skip' : 'pass', reasons: [{ message }], findings: [] };
}

function passes(reason: Reason): Result {
  return { verdict: 'pass', reasons: [reason], findings: [] };
}

function baseMistake({ baseBranch, defaultBranch }: Snapshot, position: Position): Reason | null {
  const { program } = position;
  const base = exactMatch(baseBranch, program)?.position;
  const next = `Set \`${defaultBranch}\` or the branch of an earlier step as the base of the pull request.`;
  if (base === undefined) {
    const message = `The base \`${baseBranch}\` is neither \`${defaultBranch}\` nor a branch of ${program.program}.`;
    return { message, next };
  }
  if (!isLater(base, position)) return null;
  return {
    message: `The base \`${baseBranch}\` is ${positionLabel(base)}, which comes after ${positionLabel(position)}.`,
    next,
  };
}

/** Steps that the program does not order against each other may be stacked either way. */
function isLater(base: Position, position: Position): boolean {
  const isSame = (one: Position, other: Position): boolean =>
    one.waveId === other.waveId && one.stepNumber === other.stepNumber;
  return earlierSteps(base).some((one) => isSame(one, position));
}

/** From the base branch, or from this one. An open one before a merged one. */
function promotionIn({ pullRequests }: History, { branch, baseBranch, defaultBranch }: Snapshot) {
  const promotions = pullRequests.filter(
    (pull) =>
      pull.baseBranch === defaultBranch &&
      (pull.branch === baseBranch || pull.branch === branch) &&
      !pull.fromFork &&
      pull.state !== 'closed',
  );
  return promotions.find(({ state }) => state === 'open') ?? promotions.at(-1);
}

function found({ number, url, branch, state }: PastPullRequest, { defaultBranch }: Snapshot): Reason {
  const text = `#${number}`;
  const link = { text, url };
  if (state === 'open') {
    return { message: `\`${text}\` promotes \`${branch}\` to \`${defaultBranch}\`.`, link };
  }
  const message = `\`${text}\` has promoted \`${branch}\` to \`${defaultBranch}\`: what is merged into it from now on takes another promotion to get there.`;
  return { message, link };
}

function waits({ baseBranch, defaultBranch }: Snapshot, { program }: Position): Result {
  const message = `It is stacked on \`${baseBranch}\`, and no pull request brings that to \`${defaultBranch}\`.`;
  const next = `Write \`/${program.program} promote\` in a comment, or open a pull request from \`${baseBranch}\` to \`${defaultBranch}\`.`;
  return { verdict: 'wait', reasons: [{ message, next }], findings: [] };
}
