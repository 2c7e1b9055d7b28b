import { cargoDocuments, type TouchedCrates, touchedCrates } from '../cargo/touched-crates.js';
import { matcher } from '../program/globs.js';
import type { Position } from '../program/position.js';
import { didYouMean, listed } from '../program/schema-words.js';
import type { RequiredCheck, Validation } from '../program/validation-schema.js';
import type { Check, Checks } from '../snapshot/facts.js';
import { type Change, pathsOf } from '../snapshot/tree.js';
import { asksForCrates, expandedNames, isByApp, nameTest } from './check-names.js';
import { type Gate, type GateResult, NO_NEEDS, type Reason } from './gate.js';
import { cutReasons } from './words.js';

type Result = Omit<GateResult, 'gate'>;

/** The checks that a position asks for; those of its step take the place of the program's. */
export function validationOf({ program, step }: Position): Validation | undefined {
  return step.validation ?? program.validation;
}

/** The checks of other apps on the head commit are green, as far as what changed asks for them. */
export const validationGate: Gate = {
  id: 'validation',
  title: 'Validation',
  steps: ['freeze', 'change', 'close'],
  facts: ['checks'],
  asked: (position) => validationOf(position) !== undefined,
  needs(plan) {
    const { checks } = validationOf(plan) ?? { checks: [] };
    if (plan.checks === null || !checks.some(asksForCrates)) return NO_NEEDS;
    const { head, mergeBase } = cargoDocuments(plan.changes, plan.headTree);
    return { documents: head, baseDocuments: mergeBase, rules: [] };
  },
  evaluate(snapshot, position) {
    const validation = validationOf(position);
    if (validation === undefined) throw new Error(`${position.waveId} asks for no checks.`);
    if (snapshot.checks === null) return unknown();
    const required = validation.checks.filter(isAskedFor(snapshot.changes));
    const crates = required.some(asksForCrates) ? touchedCrates(snapshot) : NO_CRATES;
    const clock = clockOf(validation, snapshot.checks, snapshot.now);
    const answers = required.flatMap((one) =>
      expandedNames(one, crates.crates).map((name) =>
        answerOf(name, one, snapshot.checks?.checks ?? [], clock),
      ),
    );
    return resultOf(answers, crates, clock);
  },
};

const NO_CRATES: TouchedCrates = { crates: [], excluded: [], problems: [] };

function unknown(): Result {
  const message = 'Which checks ran on the head commit is known on GitHub, not in a clone.';
  const next = 'Give the facts by `--history`, or judge the pull request itself by `--pr`.';
  return { verdict: 'skip', reasons: [{ message, next }], findings: [] };
}

function isAskedFor(changes: readonly Change[]): (required: RequiredCheck) => boolean {
  const paths = changes.flatMap(pathsOf);
  return ({ when }) => when === undefined || paths.some(matcher(when));
}

/** How long is waited; `until` is ISO 8601. */
interface Clock {
  readonly minutes: number;
  readonly until: string;
  readonly isOver: boolean;
}

const MINUTE = 60_000;

function clockOf({ patience }: Validation, { since }: Checks, now: string): Clock {
  const end = Date.parse(since) + patience * MINUTE;
  return { minutes: patience, until: new Date(end).toISOString(), isOver: Date.parse(now) >= end };
}

/** What became of one name that is asked for. */
interface Answer {
  readonly verdict: 'pass' | 'wait' | 'fail';
  readonly reason: Reason;
}

function answerOf(name: string, required: RequiredCheck, checks: readonly Check[], clock: Clock): Answer {
  const isNamed = nameTest(name);
  const matching = checks.filter((check) => isNamed(check.name) && isByApp(required, check));
  if (matching.length === 0) return missing(name, required, checks, clock);
  const answers = matching.map((check) => answerOfCheck(check, required, clock));
  const worst =
    answers.find(({ verdict }) => verdict === 'fail') ?? answers.find(({ verdict }) => verdict === 'wait');
  return worst ?? answers[0]!;
}

function missing(name: string, required: RequiredCheck, checks: readonly Check[], clock: Clock): Answer {
  const by = required.app === undefined ? '' : ` of the app \`${required.app}\``;
  const elsewhere = checks
    .filter(({ name: other }) => nameTest(name)(other))
    .map(({ app }) => app ?? 'unknown');
  const others = checks.map((check) => check.name);
  const near = elsewhere.length > 0 ? ` There is one of ${listed(elsewhere)}.` : didYouMean(name, others);
  const message = `No check \`${name}\`${by} is on this commit.${near} ${waitWords(clock)}`;
  const next = clock.isOver
    ? `Have the workflow that reports \`${name}\` run on this commit; if there is none, a maintainer corrects \`validation\` in the program on the default branch.`
    : `Nothing, if the workflow that reports \`${name}\` is on its way; else start it.`;
  return { verdict: clock.isOver ? 'fail' : 'wait', reason: { message, next, identity: `missing ${name}` } };
}

type Link = NonNullable<Reason['link']>;

function waitWords({ minutes, until, isOver }: Clock): string {
  return isOver
    ? `It was waited for ${minutes} minutes, until ${timeWords(until)}.`
    : `It is waited for until ${timeWords(until)}.`;
}

/** `2026-02-18 13:00 UTC`. */
function timeWords(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}

function answerOfCheck(check: Check, required: RequiredCheck, clock: Clock): Answer {
  const called = `\`${check.name}\`${check.app === null ? '' : ` of ${check.app}`}`;
  const link = { text: check.name, url: check.url };
  switch (check.state) {
    case 'success':
      return { verdict: 'pass', reason: { message: `${called} is green.`, link } };
    case 'neutral':
      return {
        verdict: 'pass',
        reason: { message: `${called} ended neutral, which counts as green.`, link },
      };
    case 'skipped':
      return skipped(called, link, required);
    case 'failure': {
      const next = `Mend what \`${check.name}\` found and push, or run it again.`;
      return { verdict: 'fail', reason: { message: `${called} is red.`, next, link } };
    }
    case 'running':
      return running(check.name, called, link, clock);
  }
}

function skipped(called: string, link: Link, required: RequiredCheck): Answer {
  const message = `${called} said that it had nothing to do.`;
  if (required.skipped === 'pass') return { verdict: 'pass', reason: { message, link } };
  const next = 'Have it run on this commit: the program does not take a skipped one.';
  return { verdict: 'fail', reason: { message, next, link } };
}

function running(name: string, called: string, link: Link, clock: Clock): Answer {
  const message = `${called} has not finished. ${waitWords(clock)}`;
  const next = clock.isOver
    ? `Find out why \`${name}\` takes so long and run it again; once it is green this gate passes.`
    : 'Nothing: once it has finished this is judged again.';
  return {
    verdict: clock.isOver ? 'fail' : 'wait',
    reason: { message, next, link, identity: `slow ${name}` },
  };
}

/** What is still waited for is told along with what failed; nobody can answer for how it ends. */
function resultOf(answers: readonly Answer[], crates: TouchedCrates, clock: Clock): Result {
  const reasonsOf = (verdict: Answer['verdict']): Reason[] =>
    answers.flatMap((answer) => (answer.verdict === verdict ? answer.reason : []));
  const [fails, waits] = [[...problemReasons(crates), ...reasonsOf('fail')], reasonsOf('wait')];
  if (fails.length > 0) {
    const pending = waits.map((reason) => ({ ...reason, unseen: true as const }));
    return { verdict: 'fail', reasons: cutReasons([...fails, ...pending]), findings: [] };
  }
  if (waits.length > 0) {
    return { verdict: 'wait', reasons: cutReasons(waits), findings: [], until: clock.until };
  }
  return { verdict: 'pass', reasons: cutReasons(passReasons(reasonsOf('pass'), crates)), findings: [] };
}

function passReasons(green: readonly Reason[], { excluded }: TouchedCrates): Reason[] {
  const reasons =
    green.length > 0 ? [...green] : [{ message: 'What this pull request changes asks for no check.' }];
  if (excluded.length === 0) return reasons;
  const message = `No check of its own is asked for ${listed(excluded)}: the workspace excludes it.`;
  return [...reasons, { message }];
}

function problemReasons({ problems }: TouchedCrates): Reason[] {
  return problems.map(({ path, line, message }) => ({
    message: `\`${path}\` cannot be read, so which crates are touched is not known: ${message}.`,
    next: 'Correct it and push.',
    path,
    unseen: true,
    ...(line !== undefined && { line }),
  }));
}
