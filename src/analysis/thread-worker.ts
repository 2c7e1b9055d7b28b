import { parentPort } from 'node:worker_threads';
import { analyze } from './analyze.js';
import type { AnalyseMessage, ChildMessage } from './messages.js';
import { keepYoungGenerationSmall } from './young-generation.js';

await keepYoungGenerationSmall();

/** The thread that parses beside the main one. */
const send = (message: ChildMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', async ({ id, request }: AnalyseMessage) => {
  try {
    const reports = await analyze(request, (path) => send({ type: 'file', id, path }));
    send({ type: 'done', id, reports });
  } catch (error) {
    send({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
});
