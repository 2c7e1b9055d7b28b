import { CommanderError } from 'commander';
import { RepositoryError } from '../snapshot/repository.js';
import { commandLine } from './commands.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/**
 * Carries out one command line.
 *
 * @param args without node and script.
 * @returns the exit code.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const command = commandLine(args, terminal, (result) => {
    code = result;
  });
  try {
    await command.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.error;
    terminal.err(`wavegate: ${describe(error)}\n`);
    return EXIT.error;
  }
}

/** People get the message of an error that is theirs to solve; of any other also where it came from. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const expected =
    error instanceof UsageError || error instanceof RepositoryError || error.name === 'AnalysisFailed';
  return expected ? error.message : `internal error: ${error.stack ?? error.message}`;
}
