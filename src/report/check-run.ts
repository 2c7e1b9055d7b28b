import type { Evaluation, Problem } from '../evaluate/evaluation.js';
import { headline } from '../evaluate/headline.js';
import type { GateResult, Verdict } from '../gates/gate.js';
import { CHECK_TEXT_BYTES, TITLE_BYTES } from '../github/limits.js';
import type { Annotation, CheckAction, CheckConclusion, CheckOutput } from '../github/port.js';
import type { RuleDefinition } from '../rules/definition.js';
import { annotationsOf, MOST_ANNOTATIONS } from './annotations.js';
import { type Block, fitBlocks, fitTitle, list, paragraph, table } from './blocks.js';
import { gateDetails } from './gate-details.js';
import { adviceOf, findingText, type LinkBase, ownReasons, reasonText, worstFirst } from './gate-words.js';
import { code, prose, visible } from './markdown.js';
import { placeLink, placeText } from './place-link.js';
import { proposalBlocks } from './program-files.js';
import { waiverBlocks } from './waivers.js';

export interface CheckRunRendering {
  /** `null`: the run stays in progress. */
  readonly conclusion: CheckConclusion | null;
  readonly output: CheckOutput;
  readonly annotations: readonly Annotation[];
  readonly actions: readonly CheckAction[];
}

export interface CheckRunContext {
  readonly rules: ReadonlyMap<string, RuleDefinition>;
  /** The address of the pull request, from which links to lines are made; empty where there is none. */
  readonly pullRequestUrl: string;
  /** Program files with mistakes: they are those of the default branch, not of this commit. */
  readonly programFiles: ReadonlySet<string>;
  /** The word of the commands: the program's name. */
  readonly command: string;
}

export const RECHECK: CheckAction = {
  label: 'Recheck',
  description: 'Evaluate this pull request again',
  identifier: 'recheck',
};

/** Of a step that takes stock. */
export const INVENTORY: CheckAction = {
  label: 'Inventory',
  description: 'Comment the rows of the inventory',
  identifier: 'inventory',
};

const ICONS: Record<Verdict, string> = { pass: '✅', fail: '❌', wait: '⏳', skip: '➖' };
const MOST_IN_CELL = 3;
const REST = '_There is more than GitHub shows here: `wavegate check` on a clone prints all of it._';

/** What the check run shows of an evaluation. */
export function renderCheckRun(evaluation: Evaluation, context: CheckRunContext): CheckRunRendering {
  const annotations = annotationsOf(evaluation, context.rules, context.programFiles);
  return {
    conclusion: evaluation.conclusion === 'in_progress' ? null : evaluation.conclusion,
    output: {
      title: fitTitle(visible(headline(evaluation)), TITLE_BYTES),
      summary: fitBlocks(summaryBlocks(evaluation, context), CHECK_TEXT_BYTES, REST),
      text: fitBlocks(textBlocks(evaluation, context, annotations.length), CHECK_TEXT_BYTES, REST),
    },
    annotations: annotations.slice(0, MOST_ANNOTATIONS),
    actions: takesStock(evaluation) ? [RECHECK, INVENTORY] : [RECHECK],
  };
}

/** A step that freezes is the one whose inventory is written. */
function takesStock({ gates }: Evaluation): boolean {
  return gates.some(({ gate }) => gate === 'freeze' || gate === 'inventory');
}

function summaryBlocks(evaluation: Evaluation, context: CheckRunContext): Block[] {
  const { problems, gates } = evaluation;
  return [
    paragraph(leadOf(evaluation)),
    ...(problems.length > 0 ? problemBlocks(evaluation, context) : []),
    ...(evaluation.program === null || gates.length === 0 ? [] : [gateTable(evaluation, context)]),
    ...waiverBlocks(evaluation),
    ...proposalBlocks(evaluation, { pullRequestUrl: context.pullRequestUrl, headSha: evaluation.headSha }),
    ...(isAskedAgain(evaluation, context) ? [paragraph(againLine(context))] : []),
  ];
}

function isAskedAgain({ conclusion }: Evaluation, { pullRequestUrl }: CheckRunContext): boolean {
  return pullRequestUrl !== '' && (conclusion === 'failure' || conclusion === 'in_progress');
}

/** The first sentence: what it means, and what to do. */
function leadOf(evaluation: Evaluation): string {
  if (evaluation.problems.length > 0) {
    return 'This pull request **could not be judged**, so it does not pass. What is in the way:';
  }
  if (evaluation.program === null) {
    const told = evaluation.gates.filter(hasNoSection);
    const reasons = told.flatMap(({ reasons }) => reasons.map(({ message }) => prose(message)));
    return reasons.length > 0
      ? reasons.join(' ')
      : `${code(evaluation.branch)} is not a wave branch: nothing to judge.`;
  }
  const failing = evaluation.gates.filter(({ verdict }) => verdict === 'fail').length;
  const waiting = evaluation.gates.filter(({ verdict }) => verdict === 'wait').length;
  if (failing > 0) {
    const mode =
      evaluation.conclusion === 'neutral' ? ' The program only reports, so this does not block.' : '';
    return `**${count(failing, 'gate')} ${failing === 1 ? 'fails' : 'fail'}.** Do what the last column says and push: the check runs again by itself.${mode}`;
  }
  if (waiting > 0)
    return `Nothing fails; **${count(waiting, 'gate')} still ${waiting === 1 ? 'waits' : 'wait'}**.`;
  const waived = evaluation.gates.filter(({ waivers = [] }) => waivers.length > 0).length;
  const label = code(evaluation.label ?? evaluation.branch);
  return waived > 0
    ? `All gates of ${label} are met or waived: **${count(waived, 'gate')} ${waived === 1 ? 'is' : 'are'} waived**.`
    : `All gates of ${label} are met. There is nothing to do.`;
}

/** The program files have a section of their own. */
function hasNoSection({ gate }: GateResult): boolean {
  return gate !== 'program-files';
}

/** The gates with why and what to do next, the failing ones first. */
export function gateTable(
  { gates, headSha }: Evaluation,
  { pullRequestUrl, rules }: Pick<CheckRunContext, 'pullRequestUrl' | 'rules'>,
): Block {
  const order: Verdict[] = ['fail', 'wait', 'pass', 'skip'];
  const sorted = [...gates].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  return table(
    ['Gate', 'Verdict', 'Why', 'What to do next'],
    sorted.map((gate) => [
      code(gate.gate),
      verdictCell(gate),
      cell(whyOf(gate, { pullRequestUrl, headSha })),
      cell(adviceOf(gate, rules)),
    ]),
  );
}

function verdictCell({ verdict, waivers = [] }: GateResult): string {
  return `${ICONS[verdict]}&nbsp;${verdict}${verdict === 'pass' && waivers.length > 0 ? ', waived' : ''}`;
}

function whyOf(gate: GateResult, base: LinkBase): string[] {
  const reasons = ownReasons(gate).map((reason) => reasonText(reason, base));
  if (gate.verdict === 'pass' || gate.verdict === 'skip') return reasons;
  return [...reasons, ...worstFirst(gate.findings).map((finding) => findingText(finding, base))];
}

/** The first few of what there is to say; the details have all of it. */
function cell(texts: readonly string[]): string {
  const more = texts.length - MOST_IN_CELL;
  const rest = more > 0 ? [`… and ${more} more, see the details below`] : [];
  return [...texts.slice(0, MOST_IN_CELL), ...rest].join('<br>');
}

function problemBlocks({ headSha, problems }: Evaluation, context: CheckRunContext): Block[] {
  return [list(problems.map((problem) => problemItem(problem, headSha, context)))];
}

function problemItem(problem: Problem, sha: string, context: CheckRunContext): string {
  const { path, line, column, message, next } = problem;
  const advice = next === undefined ? '' : ` **Next:** ${prose(next)}`;
  if (path === undefined) return `${prose(message)}${advice}`;
  const place = context.programFiles.has(path)
    ? placeText(path, line, column)
    : placeLink(context.pullRequestUrl, sha, path, line, column);
  return `${place}: ${prose(message)}${advice}`;
}

function againLine({ command }: CheckRunContext): string {
  return `To evaluate again without a push: comment ${code(`/${command} recheck`)} or use the button *Recheck*.`;
}

function textBlocks(evaluation: Evaluation, context: CheckRunContext, annotations: number): Block[] {
  const place = { pullRequestUrl: context.pullRequestUrl, headSha: evaluation.headSha };
  const shown = evaluation.gates
    .filter(hasNoSection)
    .filter(({ verdict, waivers = [] }) => verdict === 'fail' || verdict === 'wait' || waivers.length > 0);
  const cut = annotations - MOST_ANNOTATIONS;
  return [
    ...(evaluation.program === null ? [] : shown.flatMap((gate) => gateDetails(gate, context.rules, place))),
    ...(cut > 0 ? [paragraph(`${cut} findings more have no annotation; they count all the same.`)] : []),
  ];
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
