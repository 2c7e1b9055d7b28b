import type { Stage } from './stage.js';

/** What came of a comment. */
export interface Answer {
  readonly commentId: number;
  readonly reactions: readonly string[];
  /** The comments that followed. */
  readonly replies: readonly string[];
}

/** Comments, settles, and gives the reactions to the comment with the replies that followed. */
export async function say(on: Stage, number: number, body: string, author = 'ada'): Promise<Answer> {
  const before = (await on.repo.pullRequest(number)).comments.length;
  const commentId = await on.repo.comment(number, { author, body });
  await on.settle();
  const { comments } = await on.repo.pullRequest(number);
  const reactions =
    comments.find(({ id }) => id === commentId)?.reactions.map(({ content }) => content) ?? [];
  return { commentId, reactions, replies: comments.slice(before + 1).map((comment) => comment.body) };
}

export async function checkOf(on: Stage, number: number) {
  const run = (await on.repo.pullRequest(number)).checkRuns.at(-1);
  if (run === undefined) throw new Error(`Pull request ${number} has no check run.`);
  return run;
}

/** The lines of audit since the scene began. */
export function audit(on: Stage): Record<string, unknown>[] {
  return on
    .log()
    .split('\n')
    .filter((line) => line.includes('"audit":true'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
