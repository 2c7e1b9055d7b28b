import type { PullRequest } from '../../github/port.js';

/** What a command has to work with. */
export interface CommandContext {
  /** The program's name as it was written. */
  readonly program: string;
  readonly pullRequest: PullRequest;
  /** Evaluates the pull request; the comment gets its last reaction when that is done. */
  readonly evaluate: () => void;
}

/** How a command ended: `evaluating` leaves the last reaction to the evaluation. */
export type CommandOutcome =
  | { readonly kind: 'done'; readonly reply: string }
  | { readonly kind: 'refused'; readonly reply: string }
  | { readonly kind: 'evaluating' };

/** A command, with the words of the help that lists it beside the code that does it. */
export interface Command {
  readonly name: string;
  /** What is written after the program's name. */
  readonly usage: string;
  /** Markdown, one sentence. */
  readonly help: string;
  run(context: CommandContext): CommandOutcome;
}
