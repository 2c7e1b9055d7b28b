import type { Issues, OwnIssue } from '../github/port.js';
import { boardTitle } from '../report/board.js';

/** The hidden first line of a board, by which it is found again. Names of programs need no escaping. */
function marker(program: string): string {
  return `<!-- wavegate board ${program} -->`;
}

/**
 * The board of a program among the app's own issues, open or closed: the oldest with its marker, else the oldest with
 * its title, for somebody may have edited the marker away.
 */
export function findBoard(program: string, own: readonly OwnIssue[]): OwnIssue | undefined {
  return boardsOf(program, own)[0];
}

function boardsOf(program: string, own: readonly OwnIssue[]): OwnIssue[] {
  const ordered = [...own].sort((a, b) => a.number - b.number);
  const marked = ordered.filter(({ body }) => body.split('\n', 1)[0]?.trim() === marker(program));
  const titled = ordered.filter(({ title, body }) => title === boardTitle(program) && !isMarked(body));
  return [...marked, ...titled];
}

function isMarked(body: string): boolean {
  return /^<!-- wavegate board [a-z0-9-]+ -->/.test(body);
}

export interface Shown {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'closed';
  readonly number: number;
}

/**
 * Shows a board's text: in the issue that is there, and only where it differs; else in a new one. A board that somebody
 * closed stays as it is.
 *
 * @param own as they were read just before.
 */
export async function showBoard(
  issues: Issues,
  program: string,
  text: string,
  own: readonly OwnIssue[],
): Promise<Shown> {
  const wanted = { title: boardTitle(program), body: `${marker(program)}\n\n${text}` };
  const found = findBoard(program, own);
  if (found === undefined) {
    const created = await issues.create(wanted, (now) => findBoard(program, now));
    await yieldToOlder(issues, program, created);
    return { outcome: 'created', number: created.number };
  }
  const { number, state } = found;
  if (state === 'closed') return { outcome: 'closed', number };
  if (isSame(found, wanted)) return { outcome: 'unchanged', number };
  await issues.update(number, wanted);
  return { outcome: 'updated', number };
}

/** Another process may have opened one at the same moment: the older stays, and nobody is left with two. */
async function yieldToOlder(issues: Issues, program: string, created: OwnIssue): Promise<void> {
  const oldest = findBoard(program, await issues.own());
  if (oldest === undefined || oldest.number >= created.number) return;
  await issues.closeDuplicate(created.number, `The board of this program is #${oldest.number}.`);
}

/** GitHub keeps what is edited in a browser with carriage returns. */
function isSame(a: Pick<OwnIssue, 'title' | 'body'>, b: Pick<OwnIssue, 'title' | 'body'>): boolean {
  const plain = (text: string): string => text.replace(/\r\n/g, '\n').trimEnd();
  return a.title === b.title && plain(a.body) === plain(b.body);
}
