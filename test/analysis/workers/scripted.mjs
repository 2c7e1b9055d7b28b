import { writeSync } from 'node:fs';
import { serve } from '../../../dist/analysis/serve.js';

/** Stands in for the parsing child: each file's text says what happens at it. */
const acts = {
  ok: () => {},
  hang: () => {
    for (;;);
  },
  wait: () => new Promise(() => {}),
  abort: () => process.abort(),
  exit: () => process.exit(3),
  throw: () => {
    throw new Error('the analysis stumbled');
  },
  heap: () => {
    const hoard = [];
    for (;;) hoard.push(Array.from({ length: 100_000 }, () => hoard.length));
  },
  native: async () => {
    const hoard = [];
    for (;;) {
      hoard.push(Buffer.alloc(20_000_000, 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  },
  /** Fails only in company: what one file alone would not do. */
  crowd: (request) => {
    if (request.files.length > 1) process.abort();
  },
  slow: () => new Promise((resolve) => setTimeout(resolve, 300)),
};

serve(async (request, onFile) => {
  writeSync(2, `request of ${request.files.length}\n`);
  for (const file of request.files) {
    const text = Buffer.from(file.bytes).toString();
    if (text === 'before') process.exit(4);
    onFile(file.path);
    await acts[text](request);
  }
  return request.runs.map((run) => ({
    findings: [],
    errors: [],
    files: run.paths.length,
    parsed: process.pid,
  }));
});
