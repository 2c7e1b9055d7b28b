#!/usr/bin/env node
import { keepYoungGenerationSmall } from '../analysis/young-generation.js';
import { answerAgain } from './answers.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { processTerminal, type Terminal } from './terminal.js';

/** A reader that has seen enough (`| head`) ends the program, and that is no error of ours. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? EXIT.ok);
  });
}

// Not `process.exit`: what was written to a pipe must still get there.
process.exitCode = await carryOut(process.argv.slice(2), processTerminal());

async function carryOut(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const again = await answerAgain(args, terminal);
  if (again !== undefined) return again;
  await keepYoungGenerationSmall();
  // Loaded only now: to understand a command line takes as long as to find what was answered to the same before.
  const { run } = await import('./run.js');
  return run(args, terminal);
}
