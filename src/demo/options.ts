import { Command, InvalidArgumentError } from 'commander';

export interface DemoOptions {
  /** Ends after printing; otherwise the pages are served until the demo is ended. */
  readonly once: boolean;
  /** Of the pages; 0 takes any free port. */
  readonly port: number;
  /** Names of the scenarios to play; none: all. */
  readonly only: readonly string[];
  /** A folder that is kept, instead of a temporary one. */
  readonly keep: string | null;
  /** `name` or `name:times`, by the names of src/emulator/faults.ts. */
  readonly faults: readonly string[];
}

/** Ends the process by itself for `--help` and for what it cannot read, with status 2. */
export function readOptions(args: readonly string[]): DemoOptions {
  const command = new Command('demo')
    .description('Plays pull requests against Wavegate on a stand-in for GitHub, all on this machine.')
    .option('--once', 'print and end: status 0 only if everything was as expected', false)
    .option('--port <number>', 'port of the pages on 127.0.0.1', readPort, 0)
    .option('--only <name...>', 'play these scenarios of src/demo/scenarios.yml alone', [])
    .option('--fault <name...>', 'faults of GitHub that the app meets: a name, or name:times', [])
    .option('--keep <folder>', 'keep repositories, clones and logs in this folder')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  command.parse([...args], { from: 'user' });
  const { once, port, only, keep, fault } = command.opts<{
    once: boolean;
    port: number;
    only: string[];
    keep?: string;
    fault: string[];
  }>();
  return { once, port, only, keep: keep ?? null, faults: fault };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a port from 0 to 65535.');
}
