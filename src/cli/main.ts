#!/usr/bin/env node
import { EXIT } from './exit-codes.js';
import { run } from './run.js';
import { processTerminal } from './terminal.js';

/** A reader that has seen enough (`| head`) ends the program, and that is no error of ours. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? EXIT.ok);
  });
}

// Not `process.exit`: what was written to a pipe must still get there.
process.exitCode = await run(process.argv.slice(2), processTerminal());
