import { parentPort, workerData } from 'node:worker_threads';
import { ProposalUnreadable, type ProposedFiles, readProposal } from '../program/proposal.js';
import { loadShipped } from '../program/shipped.js';
import type { ReadingMessage } from './proposal-thread.js';

/** The thread that reads program files which may come from anybody; it can be stopped. */
function answer(files: ProposedFiles): ReadingMessage {
  try {
    return { reading: readProposal(files, loadShipped()) };
  } catch (error) {
    if (error instanceof ProposalUnreadable) return { unreadable: error.message };
    throw error;
  }
}

parentPort?.postMessage(answer(workerData as ProposedFiles));
