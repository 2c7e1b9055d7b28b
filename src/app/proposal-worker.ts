import { parentPort, workerData } from 'node:worker_threads';
import { type ProposedFiles, readProposal } from '../program/proposal.js';
import { loadShipped } from '../program/shipped.js';

/** The thread that reads program files which may come from anybody; it can be stopped. */
parentPort?.postMessage(readProposal(workerData as ProposedFiles, loadShipped()));
