import type { Logger } from 'pino';
import { isUnknownInstallation, messageOf } from '../../github/errors.js';
import { code, prose, shorten } from '../../report/markdown.js';
import { commandOf } from './catalog.js';
import { type Command, type CommandContext, type CommandOutcome, refused } from './command.js';
import type { WrittenCommand } from './parse.js';
import { OVER_THE_RATE, type RateLimit } from './rate-limit.js';

/** What all commands of a comment have to work with. */
export type CommentContext = Omit<CommandContext, 'program' | 'words'>;

export interface RunTools {
  readonly limit: RateLimit;
  /** Already says where: repository, pull request and comment. */
  readonly log: Logger;
}

/**
 * Runs a written command for whoever wrote it, if they may, and leaves one line of audit: who, what, about what, how it
 * ended; never what people wrote. An error that is GitHub's or ours becomes a refusal that says so.
 * @throws when the app could not log in to the installation.
 */
export async function runCommand(
  written: WrittenCommand,
  context: CommentContext,
  { limit, log }: RunTools,
): Promise<CommandOutcome> {
  const command = commandOf(written);
  const whole = { ...context, program: written.program, words: written.words };
  const outcome = await attempt(command, whole, limit, log);
  log.info(
    {
      audit: true,
      command: command.name,
      program: written.program,
      by: context.by,
      outcome: outcome.kind,
      ...(outcome.target !== undefined && { target: outcome.target }),
    },
    'command',
  );
  return outcome;
}

async function attempt(
  command: Command,
  context: CommandContext,
  limit: RateLimit,
  log: Logger,
): Promise<CommandOutcome> {
  try {
    return (await objectionTo(command, context, limit)) ?? (await command.run(context));
  } catch (err) {
    if (isUnknownInstallation(err)) throw err;
    log.error({ err, command: command.name }, 'a command could not be carried out');
    return refused(
      `That could not be done: ${prose(shorten(messageOf(err), 500))} Try again in a few minutes, in a new comment.`,
    );
  }
}

/** Why somebody may not: asked of GitHub at this moment for what changes something; else only a matter of how often. */
async function objectionTo(
  command: Command,
  { by, github, program, pullRequest }: CommandContext,
  limit: RateLimit,
): Promise<CommandOutcome | null> {
  const isWriter = command.access === 'writers' && (await github.people.mayWrite(by));
  if (isWriter) return null;
  const admission = limit.admit(`${github.owner}/${github.repo}#${pullRequest.number} ${by}`.toLowerCase());
  if (admission === 'told') return { kind: 'refused' };
  if (admission === 'refused') return refused(OVER_THE_RATE);
  if (command.access === 'readers') return null;
  const name = code(`/${program} ${command.name}`);
  return refused(
    `${name} is for those who may push to this repository, and GitHub says that ${code(by)} may not. Ask somebody with write access.`,
  );
}
