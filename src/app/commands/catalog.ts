import { code, shorten } from '../../report/markdown.js';
import type { Command, CommandContext, CommandOutcome } from './command.js';
import { createHelp, helpText } from './help.js';
import type { WrittenCommand } from './parse.js';
import { recheck } from './recheck.js';

const ACTING: readonly Command[] = [recheck];

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [...ACTING, createHelp(ACTING)];

/** Runs a written command; a program's name alone asks for the help, an unknown word gets it. */
export function runCommand(written: WrittenCommand, context: CommandContext): CommandOutcome {
  const name = written.name === '' ? 'help' : written.name;
  const command = COMMANDS.find((one) => one.name === name);
  if (command !== undefined) return command.run(context);
  const unknown = `There is no command ${code(shorten(`/${written.program} ${written.name}`, 80))}.`;
  return { kind: 'refused', reply: `${unknown} ${helpText(written.program, COMMANDS)}` };
}
