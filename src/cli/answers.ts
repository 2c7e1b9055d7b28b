import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { type CrateSources, splitByCrate } from './crates.js';
import type { ExitCode } from './exit-codes.js';
import { cacheFolder, Kept } from './kept.js';
import { isRuleFile, rulesFolder } from './rule-files.js';
import { findSources, type Sources } from './sources.js';
import type { Terminal } from './terminal.js';

/** What a command line names, as it was understood. */
export interface Named {
  readonly paths: readonly string[];
  /** A folder of rules instead of the shipped ones. */
  readonly rules?: string | undefined;
}

/** What a scan prints, and how it ends. */
export interface Answer {
  readonly out: string;
  readonly code: ExitCode;
}

interface KeptAnswer extends Answer, Named {
  readonly state: string;
}

/**
 * The state of all files that an answer follows from: rules and sources, in their order. To tell it, they are
 * listed, but not read.
 *
 * A file that is written gets a new time of change, which no program can set: two states that are equal stand for the
 * same bytes, if the first was taken so long after that time that a later change could not have got the same.
 */
export interface State {
  readonly text: string;
  /** Whether all of it was there unchanged for so long before this process began. */
  readonly isSettled: boolean;
}

/** The coarsest clock of a file system that is in use, which is FAT's. */
const COARSEST_CLOCK_MS = 2000;

/** Answers of earlier runs to the same command lines. None is given, or kept, in doubt. */
export class Answers {
  constructor(private readonly kept: Kept) {}

  /** What an earlier run answered, if nothing that it follows from has changed since. */
  async find(args: readonly string[], terminal: Terminal): Promise<Answer | undefined> {
    const answer = this.kept.read<KeptAnswer>(this.key(args, terminal));
    if (answer === undefined) return undefined;
    const rules = ruleFiles(answer.rules, terminal.cwd);
    const sources = await findSources(answer.paths, realpathSync(terminal.cwd));
    return stateOf(rules, sources, sources.map(splitByCrate)).text === answer.state ? answer : undefined;
  }

  keep(args: readonly string[], terminal: Terminal, named: Named, state: State, answer: Answer): void {
    if (state.isSettled)
      this.kept.write(this.key(args, terminal), { ...named, ...answer, state: state.text });
  }

  private key(args: readonly string[], { cwd, width, colour }: Terminal): string {
    // What cannot be read depends on who asks.
    return this.kept.key(['answer', JSON.stringify([args, cwd, width, colour, process.geteuid?.()])]);
  }
}

/** Carries out a command line by what an earlier run answered; undefined when it has to be carried out anew. */
export async function answerAgain(
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode | undefined> {
  const folder = cacheFolder();
  if (args[0] !== 'scan' || folder === null) return undefined;
  try {
    const answer = await new Answers(new Kept(folder)).find(args, terminal);
    if (answer !== undefined) terminal.out(answer.out);
    return answer?.code;
  } catch {
    // Carried out anew, it tells what is the matter.
    return undefined;
  }
}

interface StateOfFile {
  readonly path: string;
  readonly stats: Stats | undefined;
}

/** The files that the rules are read from; where they cannot be listed, none that is ever settled. */
export function ruleFiles(rulesDir: string | undefined, cwd: string): StateOfFile[] {
  const folder = rulesFolder(rulesDir, cwd);
  try {
    const names = readdirSync(folder).filter(isRuleFile).sort();
    return names.map((name) => join(folder, name)).map((path) => ({ path, stats: statSync(path) }));
  } catch {
    return [{ path: folder, stats: undefined }];
  }
}

export function stateOf(
  rules: readonly StateOfFile[],
  sources: readonly Sources[],
  crates: readonly (readonly CrateSources[])[],
): State {
  const lines: string[] = [];
  const settledBefore = performance.timeOrigin - COARSEST_CLOCK_MS;
  let isSettled = true;
  const add = ({ path, stats }: StateOfFile): void => {
    lines.push(stats === undefined ? path : `${path}\0${identity(stats)}`);
    isSettled &&= stats !== undefined && Math.max(stats.ctimeMs, stats.mtimeMs) < settledBefore;
  };
  const section = (title: string, files: readonly StateOfFile[]): void => {
    lines.push(title);
    files.forEach(add);
  };
  section('rules', rules);
  sources.forEach(({ root, errors }, index) => {
    lines.push(root, JSON.stringify(errors));
    for (const { files, context } of crates[index]!) {
      section('crate', files);
      section('context', context);
    }
  });
  return { text: lines.join('\n'), isSettled };
}

function identity({ dev, ino, size, mtimeMs, ctimeMs }: Stats): string {
  return `${dev} ${ino} ${size} ${mtimeMs} ${ctimeMs}`;
}
