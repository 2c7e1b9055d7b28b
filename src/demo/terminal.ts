import { isDeepStrictEqual, stripVTControlCharacters } from 'node:util';
import { gateTable } from './gate-table.js';
import type { ContractCount } from './site.js';
import type { Moment, Performance } from './stage.js';
import { type CheckRunView, type CommentView, REACTIONS, type ThreadView } from './view.js';

/** What fits an ordinary terminal. */
const WIDTH = 80;

const SEGMENTER = new Intl.Segmenter('en');

/** ANSI's codes, on and off. */
const STYLES = {
  bold: [1, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
  gray: [90, 39],
} as const;

type Style = keyof typeof STYLES;

const COLOURS: Readonly<Record<string, Style>> = {
  success: 'green',
  failure: 'red',
  neutral: 'gray',
  cancelled: 'gray',
  in_progress: 'yellow',
  pass: 'green',
  fail: 'red',
  wait: 'yellow',
  skip: 'gray',
};

/** Prints what a person would see on GitHub, in plain text when `colour` is off. */
export class Terminal {
  constructor(
    private readonly write: (text: string) => void,
    private readonly colour: boolean,
  ) {}

  line(text = ''): void {
    this.write(`${text}\n`);
  }

  performance({ scenario, number, moments }: Performance): void {
    this.line();
    this.line(this.paint('bold', clip(`#${number}  ${safe(scenario.title)}`)));
    this.wrapped(scenario.shows, '    ', 'gray');
    const from = scenario.by === 'outsider' ? ' (from a fork)' : '';
    this.line(this.paint('cyan', clip(`    ${safe(scenario.branch)}${from}`)));
    for (const [index, moment] of moments.entries()) this.moment(moment, moments[index - 1]);
  }

  ending(played: number, missed: readonly string[], { checked, violations }: ContractCount): void {
    this.line();
    const good = `${count(played, 'scenario')} played, all as expected`;
    const bad = `${count(missed.length, 'scenario')} of ${played} not as expected: ${missed.join(', ')}`;
    this.wrapped(missed.length === 0 ? good : bad, '', missed.length === 0 ? 'green' : 'red');
    const words = `${count(checked, 'request')} checked against GitHub's contract, ${count(violations.length, 'violation')}`;
    this.wrapped(words, '', violations.length === 0 ? 'green' : 'red');
    for (const violation of violations) this.wrapped(violation, '    ', 'red');
  }

  private moment(moment: Moment, before: Moment | undefined): void {
    if (moment.act !== null) this.act(moment);
    if (isDeepStrictEqual(moment.outcome, before?.outcome)) {
      this.line(this.paint('gray', `    ${moment.outcome.conclusion}, as before`));
    } else this.shown(moment);
    for (const mistake of moment.mistakes)
      this.line(this.paint('red', `    NOT AS EXPECTED  ${safe(mistake)}`));
  }

  private shown(moment: Moment): void {
    const [run] = moment.view.checkRuns;
    const state = moment.outcome.conclusion;
    this.line(
      `    ${this.paint(COLOURS[state] ?? 'bold', state)}  ${clip(safe(run?.title ?? ''), WIDTH - 16)}`,
    );
    this.gates(moment);
    if (run !== undefined) this.failing(run);
    for (const note of run?.annotations ?? []) {
      this.line(clip(`      ! ${safe(note.path)}:${note.startLine}`));
      this.wrapped(`${note.title}. ${note.message.split('\n')[0]}`, '        ', 'gray');
    }
    for (const thread of moment.view.threads) this.thread(thread);
  }

  /** What to do next; why, too, where no annotation says it. */
  private failing(run: CheckRunView): void {
    for (const { gate, verdict, why, next } of gateTable(run)) {
      if (verdict !== 'fail') continue;
      const noted = run.annotations.some((note) => note.title.startsWith(`${gate}: `));
      this.wrapped(`${gate}: ${noted ? '' : `${why} `}${next}`, '      → ', 'gray');
    }
  }

  private thread({ path, line, resolved, comments }: ThreadView): void {
    const state = resolved ? 'resolved: ' : '';
    this.line(clip(`      “ ${state}${safe(path)}${line === null ? '' : `:${line}`}`));
    const [first = ''] = comments[0]?.body.split('\n') ?? [];
    const fix = comments[0]?.body.includes('```suggestion') === true ? ', with a suggested change' : '';
    this.wrapped(`${first.replaceAll('**', '')}${fix}`, '        ', 'gray');
  }

  private gates({ outcome }: Moment): void {
    const gates = Object.entries(outcome.gates);
    if (gates.length === 0) return;
    const shown = gates.map(
      ([gate, verdict]) => `${gate} ${this.paint(COLOURS[verdict] ?? 'bold', verdict)}`,
    );
    this.line(`      ${shown.join(' · ')}`);
  }

  private act({ act, comment, replies }: Moment): void {
    if (act === null) return;
    if ('push' in act) this.line(this.paint('cyan', clip(`    ↑ pushes: ${safe(act.push.message)}`)));
    else if ('comment' in act)
      this.line(this.paint('cyan', clip(`    ✎ ${safe(act.comment)}   ${emoji(comment)}`)));
    else this.line(this.paint('cyan', clip(`    ↑ ${deed(act)}`)));
    for (const reply of replies) {
      const [first = ''] = reply.body
        .split('\n')
        .filter((text) => text.trim() !== '' && !text.startsWith('<!--'));
      this.line(clip(`      ↳ ${reply.author}: ${safe(first)}`));
    }
  }

  private wrapped(text: string, indent: string, style: Style): void {
    for (const [index, part] of wrap(safe(text), WIDTH - indent.length).entries()) {
      this.line(`${index === 0 ? indent : ' '.repeat(indent.length)}${this.paint(style, part)}`);
    }
  }

  private paint(style: Style, text: string): string {
    const [on, off] = STYLES[style];
    return this.colour ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** What was done, where it is neither a push nor a comment. */
function deed(act: Exclude<NonNullable<Moment['act']>, { push: unknown } | { comment: unknown }>): string {
  if ('land' in act) return 'the default branch takes the first commits';
  if ('given' in act) return `what comes before is merged, up to ${act.given}`;
  if ('merge' in act) return `the maintainer merges it (${act.merge})`;
  if ('auto-merge' in act) return autoMergeWords(act['auto-merge']);
  return Object.entries(act.checks)
    .map(([name, state]) => `${name}: ${state}`)
    .join(', ');
}

function autoMergeWords(method: string): string {
  const off = method === 'off';
  return `the maintainer turns auto-merge ${off ? 'off' : `on (${method})`}`;
}

function emoji(comment: CommentView | null): string {
  return (comment?.reactions ?? []).map((name) => REACTIONS[name] ?? name).join(' ');
}

/** Text of a pull request cannot move the cursor or colour the terminal. */
function safe(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Cf}]/gu, '·');
}

function clip(text: string, width = WIDTH): string {
  const characters = Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => clip(each, width));
}
