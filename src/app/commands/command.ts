import type { Analyzer } from '../../analysis/analyzer.js';
import type { GitHub, PullRequest } from '../../github/port.js';
import type { ProgramSet } from '../../program/program-set.js';
import type { Judgement } from '../judge-pull-request.js';

/** What a command has to work with; each takes the part that it needs. */
export interface CommandContext {
  /** The program's name as it was written. */
  readonly program: string;
  /** What was written behind the command's name; a run of blanks is one. */
  readonly words: string;
  /** Login of who wrote the comment. */
  readonly by: string;
  readonly commentId: number;
  readonly pullRequest: PullRequest;
  readonly programs: ProgramSet;
  readonly github: GitHub;
  readonly analyzer: Analyzer;
  /** Judges the pull request at its present head. */
  readonly judge: () => Promise<Judgement>;
  /** ISO 8601, UTC. */
  readonly now: () => string;
}

/** How a command ended. `target` is what it was about, for the log: never what people wrote. */
export type CommandOutcome =
  | { readonly kind: 'done'; readonly reply: string; readonly target?: string }
  /** Without a reply where enough has been said. */
  | { readonly kind: 'refused'; readonly reply?: string; readonly target?: string }
  /** Done; the pull request is evaluated again if it is open, and the comment gets its last reaction when that is done. */
  | { readonly kind: 'evaluate'; readonly reply?: string; readonly target?: string };

/** A command, with the words of the help that lists it beside the code that does it. */
export interface Command {
  readonly name: string;
  /** What is written after the program's name. */
  readonly usage: string;
  /** Markdown, one sentence. */
  readonly help: string;
  /** Whoever can read, within a rate, or whoever may push to the repository. */
  readonly access: 'readers' | 'writers';
  run(context: CommandContext): CommandOutcome | Promise<CommandOutcome>;
}

export function refused(reply: string, target?: string): CommandOutcome {
  return { kind: 'refused', reply, ...(target !== undefined && { target }) };
}
