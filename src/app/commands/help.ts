import { code } from '../../report/markdown.js';
import type { Command } from './command.js';

/** The help lists the commands that there are, itself among them. */
export function createHelp(others: readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    usage: 'help',
    help: 'Shows this list.',
    run: ({ program }) => ({ kind: 'done', reply: helpText(program, [...others, help]) }),
  };
  return help;
}

export function helpText(program: string, commands: readonly Command[]): string {
  const rows = commands.map(({ usage, help }) => `| ${code(`/${program} ${usage}`)} | ${help} |`);
  return [
    'Write a command on a line of its own, in a comment on the pull request:',
    ['| Command | What it does |', '| --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}
