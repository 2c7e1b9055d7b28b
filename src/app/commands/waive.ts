import type { Evaluation } from '../../evaluate/evaluation.js';
import { digestOf, failuresUnder } from '../../evaluate/waivers.js';
import type { Failure, GateResult } from '../../gates/gate.js';
import { GATES } from '../../gates/gates.js';
import type { GitHub } from '../../github/port.js';
import { didYouMean } from '../../program/schema-words.js';
import { code, prose, shorten } from '../../report/markdown.js';
import { waiverReply } from '../../report/waivers.js';
import { type Command, type CommandContext, type CommandOutcome, refused } from './command.js';
import { readWaive, type WaiveOrder } from './waive-words.js';

type Context = Pick<
  CommandContext,
  'program' | 'words' | 'by' | 'commentId' | 'pullRequest' | 'judge' | 'now'
> & { readonly github: Pick<GitHub, 'waivers'> };

/**
 * Somebody with write access answers for what fails at this head. The reply is the waiver: it carries it, signed, and
 * goes with whoever deletes it.
 */
export const waive: Command = {
  name: 'waive',
  usage: 'waive RULE-OR-GATE [until YYYY-MM-DD] REASON',
  help: 'Answers for what fails under a gate, a rule or a fingerprint, until something else fails there.',
  access: 'writers',
  async run(context: Context) {
    if (context.pullRequest.state === 'closed') return refused('This pull request is closed.');
    const order = readWaive(context.words, context.now());
    if (typeof order === 'string') return refused(order);
    const { evaluation } = await context.judge();
    return give(order, evaluation, context);
  },
};

function give(order: WaiveOrder, evaluation: Evaluation, context: Context): CommandOutcome {
  const { target, until, reason } = order;
  const failures = failuresIn(evaluation, target);
  const objection = objectionTo(target, failures, evaluation, context.program);
  if (objection !== null) return refused(objection);
  const { github, by, commentId, program, pullRequest } = context;
  const digest = digestOf(failures);
  const waiver = { target, digest, by, reason, headSha: evaluation.headSha, until, commentId };
  const marker = github.waivers.marker(pullRequest.number, waiver);
  return { kind: 'evaluate', reply: `${waiverReply(waiver, failures, program)}\n\n${marker}`, target };
}

/** All that fails under a target, in whatever gate, waived or not; the same finding once. */
function failuresIn({ gates }: Evaluation, target: string): Failure[] {
  const all = gates.flatMap(({ gate, failures = [] }) => failuresUnder(target, gate, failures));
  return [...new Map(all.map((failure) => [failure.key, failure])).values()];
}

/** Why nothing can be waived under a target, in Markdown; `null` where it can. */
function objectionTo(
  target: string,
  failures: readonly Failure[],
  { problems, gates }: Evaluation,
  program: string,
): string | null {
  if (problems.length > 0) {
    return `The pull request could not be judged, and what nobody judged cannot be waived: ${cut(problems[0]!.message)}`;
  }
  if (GATES.some(({ id, waiving }) => id === target && waiving === 'never')) {
    return `The gate ${code(target)} cannot be waived: ${code(`/${program} explain ${target}`)} says what it wants.`;
  }
  if (failures.length === 0) return notFailing(target, gates);
  const unseen = failures.find(({ waivable }) => !waivable);
  if (unseen === undefined) return null;
  return `${code(target)} cannot be waived as it is, as nobody can tell what that would cover: ${cut(unseen.message)}`;
}

function cut(message: string): string {
  return prose(shorten(message, 500));
}

function notFailing(target: string, gates: readonly GateResult[]): string {
  const failing = gates.flatMap(({ gate, failures = [] }) =>
    failures.length === 0 ? [] : [{ gate, rules: [...new Set(failures.flatMap(({ rule }) => rule ?? []))] }],
  );
  const hint = didYouMean(
    target,
    failing.flatMap(({ gate, rules }) => [gate, ...rules]),
  );
  const named = failing.map(({ gate, rules }) =>
    rules.length === 0 ? code(gate) : `${code(gate)} (${rules.map(code).join(', ')})`,
  );
  const now = named.length === 0 ? 'Nothing fails now.' : `What fails now: ${named.join(', ')}.`;
  return `${code(shorten(target, 80))} does not fail at this head, so there is nothing to waive.${hint} ${now}`;
}
