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
    if (baseBranch === defaultBranch) return straight(snapshot, position);
    const mistake = baseMistake(snapshot, position);
    if (mistake !== null) return { verdict: 'fail', reasons: [mistake], findings: [] };
    if (history === null)
      return unknownHistory(`Whether \`${baseBranch}\` is promoted to \`${defaultBranch}\``);
    const promotion = promotionIn(history, snapshot);
    return promotion === undefined ? waits(snapshot, position) : passes(found(promotion, snapshot));
  },
};

/** Where nothing is known of pull requests, a base that was named by hand proves nothing. */
function straight(snapshot: Snapshot, position: Position): Result {
  const { defaultBranch, history } = snapshot;
  const message = `It goes to \`${defaultBranch}\` itself, so there is nothing to promote.`;
  if (history === null) return { verdict: 'skip', reasons: [{ message }], findings: [] };
  const brought = otherStepsIn(history, snapshot, position).map(broughtReason(snapshot, position));
  return { verdict: 'pass', reasons: [{ message }, ...brought], findings: [] };
}

/** What was merged into this branch of other steps, and reaches the default branch with it. */
function otherStepsIn({ pullRequests }: History, { branch }: Snapshot, position: Position) {
  return pullRequests.flatMap((pull) => {
    if (pull.baseBranch !== branch || pull.state !== 'merged' || pull.inDefaultBranch) return [];
    const other = exactMatch(pull.branch, position.program)?.position;
    return other === undefined || isSame(other, position) ? [] : [{ pull, other }];
  });
}

function broughtReason({ defaultBranch }: Snapshot, position: Position) {
  return ({ pull, other }: { readonly pull: PastPullRequest; readonly other: Position }): Reason => {
    const text = `#${pull.number}`;
    return {
      message: `It brings \`${text}\` of ${positionLabel(other)} along, and is judged by its own step, ${positionLabel(position)}.`,
      next: `If gates fail for what \`${text}\` changed: revert it on this branch, and open it against \`${defaultBranch}\` once this is merged; or have a maintainer waive them.`,
      link: { text, url: pull.url },
    };
  };
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
  return earlierSteps(base).some((one) => isSame(one, position));
}

function isSame(one: Position, other: Position): boolean {
  return one.waveId === other.waveId && one.stepNumber === other.stepNumber;
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

function waits({ baseBranch, defaultBranch }: Snapshot, position: Position): Result {
  const { program } = position;
  const message = `It is stacked on \`${baseBranch}\`, and no pull request brings that to \`${defaultBranch}\`.`;
  const promote = `Write \`/${program.program} promote\` in a comment, or open a pull request from \`${baseBranch}\` to \`${defaultBranch}\`.`;
  const base = exactMatch(baseBranch, program)?.position;
  const isOfOwnStep = base === undefined || isSame(base, position);
  const after = ` Merge that one first and this one then, into \`${defaultBranch}\`: a branch is judged by its own step, whatever was merged into it.`;
  return {
    verdict: 'wait',
    reasons: [{ message, next: isOfOwnStep ? promote : `${promote}${after}` }],
    findings: [],
  };
}
