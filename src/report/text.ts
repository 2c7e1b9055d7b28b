import type { Evaluation, Problem } from '../evaluate/evaluation.js';
import { headline } from '../evaluate/headline.js';
import type { GateResult, JudgedFinding, Reason, Verdict } from '../gates/gate.js';
import { placeOf } from './json.js';
import { type Colour, columnsOf, inertLine, Page, type PageStyle } from './page.js';
import { proposalWords } from './program-files.js';

const MARKS: Record<Verdict, { mark: string; colour: Colour }> = {
  pass: { mark: '✓', colour: 'green' },
  fail: { mark: '✗', colour: 'red' },
  wait: { mark: '…', colour: 'yellow' },
  skip: { mark: '–', colour: 'dim' },
};

/** Reasons of a gate that are printed; the rest is counted, and the JSON has all. */
const MOST_REASONS = 20;

/** Lines to paste that are printed. */
const MOST_PASTED = 200;

/** What `wavegate check` prints for people: the headline, a line a gate, and what to do next where one is needed. */
export function checkText(evaluation: Evaluation, style: PageStyle): string {
  const page = new Page(style);
  const lines = [
    ...page.wrap(title(evaluation), '', { colour: titleColour(evaluation) }),
    ...problemLines(page, evaluation.problems),
    ...gateLines(page, evaluation.gates),
    ...proposalLines(page, evaluation),
  ];
  return `${lines.join('\n')}\n`;
}

/** Problems are listed in full right below, so the title does not repeat one. */
function title(evaluation: Evaluation): string {
  return evaluation.problems.length > 0 ? `${evaluation.branch} could not be judged` : headline(evaluation);
}

function titleColour({ conclusion, problems }: Evaluation): Colour {
  if (problems.length > 0 || conclusion === 'failure') return 'red';
  if (conclusion === 'success') return 'green';
  return conclusion === 'in_progress' ? 'yellow' : 'bold';
}

function problemLines(page: Page, problems: readonly Problem[]): string[] {
  return problems.flatMap(({ message, next, path, line, column }) => {
    const place =
      path === undefined ? '' : `${[path, line, column].filter((part) => part !== undefined).join(':')}: `;
    return [
      '',
      ...page.wrap(place + message, `${page.paint('error', 'red')}: `),
      ...adviceLines(page, next, '  '),
    ];
  });
}

function gateLines(page: Page, gates: readonly GateResult[]): string[] {
  const nameColumns = Math.max(0, ...gates.map(({ gate }) => columnsOf(gate)));
  const indent = ' '.repeat(nameColumns + 4);
  const said = sayOnce(gates);
  return gates.length === 0 ? [] : ['', ...said.flatMap((gate) => oneGate(page, gate, nameColumns, indent))];
}

/** Gates that nobody asked here have one advice in common: the last of them says it. */
function sayOnce(gates: readonly GateResult[]): GateResult[] {
  const isSkipped = ({ verdict }: GateResult): boolean => verdict === 'skip';
  return gates.map((gate, index) => {
    if (!isSkipped(gate)) return gate;
    const later = gates.slice(index + 1).filter(isSkipped);
    const said = new Set(later.flatMap(({ reasons }) => reasons.map(({ next }) => next)));
    return {
      ...gate,
      reasons: gate.reasons.map(({ next, ...rest }) =>
        next === undefined || said.has(next) ? rest : { ...rest, next },
      ),
    };
  });
}

function oneGate(page: Page, gate: GateResult, nameColumns: number, indent: string): string[] {
  const { mark, colour } = MARKS[gate.verdict];
  const name = inertLine(gate.gate).padEnd(nameColumns);
  const lead = `${page.paint(mark, colour)} ${gate.verdict === 'fail' ? page.paint(name, 'bold') : name}  `;
  const [ofFindings, own] = partition(gate);
  const shown = own.slice(0, MOST_REASONS);
  const more = own.length - shown.length;
  const reasons = shown.flatMap((reason, index) =>
    reasonLines(page, reason, index === 0 ? lead : indent, shown[index + 1], own),
  );
  return [
    ...(reasons.length > 0 ? reasons : page.wrap(tally(gate), lead)),
    ...(more > 0 ? page.wrap(`and ${more} more (--format json lists all)`, indent) : []),
    ...(gate.waivers ?? []).flatMap(({ url }) => page.wrap(url, `${indent}waived: `)),
    ...findingLines(page, gate.findings, indent),
    ...distinct(ofFindings.flatMap(({ next }) => next ?? [])).flatMap((next) =>
      adviceLines(page, next, indent),
    ),
  ];
}

/** Reasons that only repeat a finding, whose place is printed with the findings, and the others. */
function partition({ reasons, findings }: GateResult): [Reason[], Reason[]] {
  const places = new Set(findings.map(({ path, line }) => `${path}:${line}`));
  const repeats = ({ path, line }: Reason): boolean => places.has(`${path}:${line}`);
  return [reasons.filter(repeats), reasons.filter((reason) => !repeats(reason))];
}

function tally({ findings, verdict }: GateResult): string {
  if (findings.length === 0) return verdict;
  const introduced = findings.filter(({ status }) => status === 'introduced').length;
  const moved = findings.filter(({ status }) => status === 'moved').length;
  const noun = findings.length === 1 ? 'finding' : 'findings';
  if (introduced === findings.length) return `${introduced} new ${noun}`;
  if (moved === findings.length) return `${moved} moved ${noun}`;
  const counts = [
    ...(introduced === 0 ? [] : [[introduced, 'new']]),
    ...(moved === 0 ? [] : [[moved, 'moved']]),
  ];
  const parts = counts.map(([n, word], index) => `, ${n} ${index === 0 ? 'of them ' : ''}${word}`);
  return `${findings.length} ${noun}${parts.join('')}`;
}

/** An advice that the next reason repeats is said once, after the last of them, with what all of them have to paste. */
function reasonLines(
  page: Page,
  reason: Reason,
  lead: string,
  following: Reason | undefined,
  all: readonly Reason[],
): string[] {
  const { path, next, link } = reason;
  const message = link === undefined || link.url === '' ? reason.message : `${reason.message} (${link.url})`;
  const place = path === undefined || message.includes(path) ? '' : `${placeOf(reason)}: `;
  const advice = next !== undefined && next === following?.next ? undefined : next;
  const indent = ' '.repeat(columnsOf(lead));
  const paste = advice === undefined ? [] : pasteLines(all.filter((one) => one.next === next));
  return [...page.wrap(place + message, lead, { hang: 2 }), ...adviceLines(page, advice, indent), ...paste];
}

/** Not wrapped, and hardly indented: a row of a table is one in Markdown only so. */
function pasteLines(reasons: readonly Reason[]): string[] {
  const lines = reasons.flatMap(({ paste = [] }) => paste);
  const more = lines.length - MOST_PASTED;
  const rest = more > 0 ? [`  … and ${more} more (--format json lists all)`] : [];
  return lines.length === 0
    ? []
    : ['', ...lines.slice(0, MOST_PASTED).map((line) => `  ${inertLine(line)}`), ...rest, ''];
}

function adviceLines(page: Page, next: string | undefined, indent: string): string[] {
  return next === undefined ? [] : page.wrap(next, `${indent}→ `, { colour: 'cyan' });
}

const NEWS = { introduced: 'new ', moved: 'moved ' } as const;

/** Findings under their files; those that this branch brought or moved, and those that fail nothing, are marked. */
function findingLines(page: Page, findings: readonly JudgedFinding[], indent: string): string[] {
  const columns = Math.max(0, ...findings.map(({ line, column }) => `${line}:${column}`.length));
  let path = '';
  return findings.flatMap((finding) => {
    const head = finding.path === path ? [] : page.wrap(finding.path, indent, { colour: 'bold' });
    path = finding.path;
    const news = finding.status === 'existing' ? '' : page.paint(NEWS[finding.status], 'yellow');
    const level = finding.level === 'warning' ? page.paint('warning ', 'dim') : '';
    const waived = finding.waivedBy === undefined ? '' : page.paint('waived ', 'dim');
    const place = `${finding.line}:${finding.column}`.padEnd(columns);
    const lead = `${indent}  ${page.paint(place, 'dim')}  ${news}${level}${waived}`;
    const { movedFrom } = finding;
    const from = movedFrom === undefined ? '' : `, was at ${movedFrom.path}:${movedFrom.line}`;
    return [...head, ...page.wrap(`${finding.message} [${finding.rule}]${from}`, lead)];
  });
}

const GROUP_COLOURS = { weakens: 'yellow', changes: 'cyan', tightens: 'green', words: 'dim' } as const;

/** Lines of a group that are printed. */
const MOST_CHANGES = 50;

/** What the program files that this branch proposes would change. */
function proposalLines(page: Page, evaluation: Evaluation): string[] {
  const words = proposalWords(evaluation);
  if (words === null) return [];
  return [
    '',
    ...page.wrap('Program files', '', { colour: 'bold' }),
    ...words.notes.flatMap((note) => page.wrap(note, '  ')),
    ...words.groups.flatMap(({ effect, title, lines, more }) => {
      const left = more + Math.max(0, lines.length - MOST_CHANGES);
      return [
        ...page.wrap(title, '  ', { colour: GROUP_COLOURS[effect] }),
        ...lines.slice(0, MOST_CHANGES).flatMap((line) => page.wrap(line, '  - ')),
        ...(left > 0 ? page.wrap(`and ${left} more`, '    ') : []),
      ];
    }),
  ];
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
