import { code, shorten } from '../../report/markdown.js';
import { automerge } from './automerge.js';
import { type Command, refused } from './command.js';
import { explain } from './explain.js';
import { createHelp, helpText } from './help.js';
import { inventory } from './inventory.js';
import type { WrittenCommand } from './parse.js';
import { promote } from './promote.js';
import { recheck } from './recheck.js';
import { status } from './status.js';
import { unwaive } from './unwaive.js';
import { waive } from './waive.js';

const ACTING: readonly Command[] = [recheck, status, inventory, explain, waive, unwaive, promote, automerge];

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [...ACTING, createHelp(ACTING)];

/** The command that was meant: a program's name alone asks for the help, an unknown word gets it. */
export function commandOf({ program, name }: WrittenCommand): Command {
  const meant = name === '' ? 'help' : name;
  const known = COMMANDS.find((one) => one.name === meant);
  return known ?? unknown(`/${program} ${name}`, program);
}

function unknown(written: string, program: string): Command {
  const reply = `There is no command ${code(shorten(written, 80))}. ${helpText(program, COMMANDS)}`;
  return { name: 'unknown', usage: '', help: '', access: 'readers', run: () => refused(reply) };
}
