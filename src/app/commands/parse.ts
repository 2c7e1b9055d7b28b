import { textLines } from './text-lines.js';

/** A command as it was written: `/wave8 recheck now` is program `wave8`, name `recheck`, words `now`. */
export interface WrittenCommand {
  /** Lower case. */
  readonly program: string;
  /** Lower case; empty where only the program was named. */
  readonly name: string;
  readonly words: string;
}

const COMMAND = /^ {0,3}\/([a-z][a-z0-9-]*)(?:[ \t]+(\S.*?))?[ \t]*$/i;

/**
 * The commands of a comment: each on a line of its own, in text, not in code, quotes or HTML comments. The same
 * command twice is one. Whether the program exists is not known here.
 */
export function parseCommands(markdown: string): WrittenCommand[] {
  const found = new Map<string, WrittenCommand>();
  for (const line of textLines(markdown)) {
    const match = COMMAND.exec(line);
    if (match === null) continue;
    const [name = '', ...words] = (match[2] ?? '').split(/[ \t]+/);
    const command = {
      program: (match[1] ?? '').toLowerCase(),
      name: name.toLowerCase(),
      words: words.join(' '),
    };
    found.set(JSON.stringify(command), command);
  }
  return [...found.values()];
}
