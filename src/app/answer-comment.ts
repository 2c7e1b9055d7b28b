import { runCommand } from './commands/catalog.js';
import type { CommandOutcome } from './commands/command.js';
import type { WrittenCommand } from './commands/parse.js';
import type { HandlerTools, RepositoryRef } from './handlers/handler.js';

export interface CommandComment {
  readonly where: RepositoryRef;
  readonly number: number;
  readonly commentId: number;
  readonly defaultBranch: string;
  readonly commands: readonly WrittenCommand[];
}

/**
 * Runs the commands of a comment that name a program of the repository, and lets the comment know: 👀 on receipt, 🚀
 * or 😕 when done, a reply where there is something to say. A word that names no program may be meant for another bot.
 */
export async function answerComment(comment: CommandComment, tools: HandlerTools): Promise<void> {
  const { where, number, commentId } = comment;
  const github = await tools.connect(where);
  const names = tools.programs.names(await tools.programs.of(github, comment.defaultBranch));
  const ours = comment.commands.filter(({ program }) => names.has(program));
  if (ours.length === 0) return;
  await github.comments.react(commentId, 'eyes');
  const pullRequest = await github.pullRequests.get(number);
  const evaluate = (): void =>
    tools.evaluations.submit({ ...where, number, headSha: null, comments: [commentId] });
  const outcomes = ours.map((written) =>
    runCommand(written, { program: written.program, pullRequest, evaluate }),
  );
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.kind === 'evaluating') continue;
    await github.comments.reply(number, `${commentId}-${index}`, outcome.reply);
  }
  const reaction = lastReaction(outcomes);
  if (reaction !== null) await github.comments.react(commentId, reaction);
}

function lastReaction(outcomes: readonly CommandOutcome[]): 'rocket' | 'confused' | null {
  if (outcomes.some(({ kind }) => kind === 'refused')) return 'confused';
  return outcomes.some(({ kind }) => kind === 'evaluating') ? null : 'rocket';
}
