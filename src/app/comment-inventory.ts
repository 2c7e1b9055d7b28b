import { answerInventory } from './commands/inventory.js';
import type { HandlerTools, RepositoryRef } from './handlers/handler.js';

/**
 * Comments the inventory of a pull request's wave at its present head, as the command does; once a head, however often
 * the button is pressed.
 */
export async function commentInventory(
  where: RepositoryRef,
  number: number,
  { connect, programs, judging }: HandlerTools,
): Promise<void> {
  const github = await connect(where);
  const pullRequest = await github.pullRequests.get(number);
  const set = await programs.of(github, pullRequest.defaultBranch);
  const context = { program: 'wavegate', words: '', programs: set, pullRequest, github };
  const { reply } = await answerInventory({ ...context, analyzer: judging.analyzer });
  if (reply !== undefined) await github.comments.reply(number, `inventory-${pullRequest.headSha}`, reply);
}
