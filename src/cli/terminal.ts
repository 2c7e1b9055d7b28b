/** Where a command writes: the result to stdout, everything else to stderr. */
export interface Terminal {
  readonly cwd: string;
  /** Columns of stdout; 80 where it is no terminal. */
  readonly width: number;
  readonly colour: boolean;
  /** Whether somebody may be watching stderr: progress is for them alone. */
  readonly watched: boolean;
  out(text: string): void;
  err(text: string): void;
}

const DEFAULT_WIDTH = 80;
/** Longer lines are hard to read, however wide the terminal is. */
const MAX_WIDTH = 110;

export function processTerminal(env: NodeJS.ProcessEnv = process.env): Terminal {
  const { stdout, stderr } = process;
  return {
    cwd: process.cwd(),
    width: Math.min(stdout.columns || DEFAULT_WIDTH, MAX_WIDTH),
    colour: wantsColour(stdout.isTTY === true, env),
    watched: stderr.isTTY === true && env.TERM !== 'dumb',
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
  };
}

/** On terminals only, unless `NO_COLOR` is set to anything; `FORCE_COLOR` overrules where there is no terminal. */
export function wantsColour(terminal: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0';
  return terminal && env.TERM !== 'dumb';
}
