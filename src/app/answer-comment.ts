import type { GitHub } from '../github/port.js';
import type { CommandContext, CommandOutcome } from './commands/command.js';
import type { WrittenCommand } from './commands/parse.js';
import { type CommentContext, runCommand } from './commands/run.js';
import type { HandlerTools, RepositoryRef } from './handlers/handler.js';
import { type Judgement, type JudgeTools, judgePullRequest } from './judge-pull-request.js';

export interface CommandComment {
  readonly where: RepositoryRef;
  readonly number: number;
  readonly commentId: number;
  /** Login. */
  readonly author: string;
  readonly defaultBranch: string;
  readonly commands: readonly WrittenCommand[];
}

/** Commands of one comment that are carried out; what is beyond is hardly meant. */
const MOST_COMMANDS = 20;

/**
 * Carries out the commands of a comment that name a program of the repository, one after the other, and lets the
 * comment know: 👀 on receipt, 🚀 or 😕 when done, a reply where there is something to say. A word that names no program
 * may be meant for another bot.
 *
 * It may be called again for the same comment, say as the process was killed in between: a command that has its reply
 * is not carried out again, and the others change nothing more when they are repeated.
 */
export async function answerComment(comment: CommandComment, tools: HandlerTools): Promise<void> {
  const { where, number, commentId } = comment;
  const github = await tools.connect(where);
  const programs = await tools.programs.of(github, comment.defaultBranch);
  const names = tools.programs.names(programs);
  const ours = comment.commands.filter(({ program }) => names.has(program)).slice(0, MOST_COMMANDS);
  if (ours.length === 0) return;
  await github.comments.react(commentId, 'eyes');
  const pullRequest = await github.pullRequests.get(number);
  const context = contextOf(comment, { github, programs, pullRequest }, tools.judging);
  const log = tools.log.child({
    repository: `${where.owner}/${where.repo}`,
    pull: number,
    comment: commentId,
  });
  const run = (written: WrittenCommand): Promise<CommandOutcome> =>
    runCommand(written, context, { limit: tools.limit, log });
  const outcomes = await answerEach(ours, run, comment, github);
  await finish(outcomes, pullRequest.state === 'open', comment, github, tools);
}

type Known = Pick<CommandContext, 'github' | 'programs' | 'pullRequest'>;

/** A command that judges does so at the head of its moment: one before it may have changed what is found. */
function contextOf({ author, commentId }: CommandComment, known: Known, judging: JudgeTools): CommentContext {
  const { github, pullRequest } = known;
  const judge = async (): Promise<Judgement> => {
    const pull = await github.pullRequests.get(pullRequest.number);
    return judgePullRequest(github, pull, judging, new AbortController().signal);
  };
  return { ...known, by: author, commentId, analyzer: judging.analyzer, judge, now: judging.now };
}

/** The outcomes, each with its reply given before the next command begins. */
async function answerEach(
  commands: readonly WrittenCommand[],
  run: (written: WrittenCommand) => Promise<CommandOutcome>,
  { number, commentId }: CommandComment,
  { comments }: Pick<GitHub, 'comments'>,
): Promise<CommandOutcome[]> {
  const given = await comments.replyKeys(number);
  const outcomes: CommandOutcome[] = [];
  for (const [index, written] of commands.entries()) {
    const key = `${commentId}-${index}`;
    const earlier = earlierOutcome(key, given);
    const outcome = earlier ?? (await run(written));
    outcomes.push(outcome);
    if (earlier !== null || outcome.reply === undefined) continue;
    await comments.reply(number, outcome.kind === 'refused' ? refusedKey(key) : key, outcome.reply);
  }
  return outcomes;
}

/** How a command ended before; its evaluation may not have been asked for any more, so it is. */
function earlierOutcome(key: string, given: ReadonlySet<string>): CommandOutcome | null {
  if (given.has(refusedKey(key))) return { kind: 'refused' };
  return given.has(key) ? { kind: 'evaluate' } : null;
}

function refusedKey(key: string): string {
  return `${key}-refused`;
}

/** One evaluation for all that asked for it; it gives the last reaction where nothing was refused. */
async function finish(
  outcomes: readonly CommandOutcome[],
  isOpen: boolean,
  { where, number, commentId }: CommandComment,
  { comments }: Pick<GitHub, 'comments'>,
  { evaluations }: HandlerTools,
): Promise<void> {
  const isRefused = outcomes.some(({ kind }) => kind === 'refused');
  const evaluates = isOpen && outcomes.some(({ kind }) => kind === 'evaluate');
  if (isRefused || !evaluates) await comments.react(commentId, isRefused ? 'confused' : 'rocket');
  if (!evaluates) return;
  evaluations.submit({ ...where, number, headSha: null, comments: isRefused ? [] : [commentId] });
}
