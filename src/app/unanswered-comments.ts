import type { GitHub, RecentComment } from '../github/port.js';
import type { ProgramSet } from '../program/program-set.js';
import { parseCommands, type WrittenCommand } from './commands/parse.js';
import type { Programs } from './programs.js';

/** Older comments stay as they are: nobody waits for them any more, and GitHub keeps deliveries as long. */
const MOST_DAYS = 3;
const DAY = 24 * 60 * 60 * 1000;

export interface UnansweredComment {
  readonly comment: RecentComment;
  readonly commands: readonly WrittenCommand[];
}

/**
 * Comments of people with a command, on open pull requests, that never got their last reaction: the delivery was lost,
 * or the process ended on the way.
 * @param isOpen whether a number is an open pull request's.
 */
export async function unansweredComments(
  { recentComments }: Pick<GitHub, 'recentComments'>,
  set: ProgramSet,
  programs: Programs,
  isOpen: (number: number) => boolean,
  now: string,
): Promise<UnansweredComment[]> {
  const since = new Date(Date.parse(now) - MOST_DAYS * DAY).toISOString();
  const names = programs.names(set);
  const unanswered: UnansweredComment[] = [];
  for (const comment of await recentComments.since(since)) {
    if (comment.byBot || comment.edited || comment.author === null || !isOpen(comment.number)) continue;
    const commands = parseCommands(comment.body).filter(({ program }) => names.has(program));
    if (commands.length === 0) continue;
    if (comment.reacted && (await recentComments.hasLastReaction(comment.id))) continue;
    unanswered.push({ comment, commands });
  }
  return unanswered;
}
