import { code } from '../../report/markdown.js';
import type { Command } from './command.js';

/** The help lists the commands that there are, itself among them. */
export function createHelp(others: readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    usage: 'help',
    help: 'Shows this list.',
    access: 'readers',
    run: ({ program }: { readonly program: string }) => ({
      kind: 'done',
      reply: helpText(program, [...others, help]),
    }),
  };
  return help;
}

const WHO: Record<Command['access'], string> = {
  readers: 'whoever can read',
  writers: 'whoever may push to this repository',
};

export function helpText(program: string, commands: readonly Command[]): string {
  const rows = commands.map(
    ({ usage, help, access }) => `| ${code(`/${program} ${usage}`)} | ${help} | ${WHO[access]} |`,
  );
  return [
    'Write a command on a line of its own, in a comment on the pull request:',
    ['| Command | What it does | Who may |', '| --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}
