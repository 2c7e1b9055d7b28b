import { Worker } from 'node:worker_threads';
import { type ProposalReading, ProposalTooCostly, type ReadProposal } from '../program/proposal.js';

const WORKER = new URL('../../dist/app/proposal-worker.js', import.meta.url);

/**
 * What reading may take. The files come from anybody, and templates can make much of little; a program of a thousand
 * waves takes a second and 100 MB.
 */
export interface ReadingLimits {
  readonly milliseconds: number;
  readonly megabytes: number;
}

const LIMITS: ReadingLimits = { milliseconds: 20_000, megabytes: 400 };

/** Reads proposed program files in a thread that is stopped when it takes too much. */
export function proposalThread(limits = LIMITS, worker = WORKER): ReadProposal {
  return (files, signal) => {
    signal?.throwIfAborted();
    const resourceLimits = { maxOldGenerationSizeMb: limits.megabytes };
    const thread = new Worker(worker, { workerData: files, resourceLimits });
    return new Promise<ProposalReading>((resolve, reject) => {
      const tooMuch = (what: string): void =>
        reject(
          new ProposalTooCostly(`Reading the program files takes more than ${what}: make them simpler.`),
        );
      const timer = setTimeout(() => tooMuch(`${limits.milliseconds / 1000} seconds`), limits.milliseconds);
      const abandon = (): void => reject(signal?.reason);
      signal?.addEventListener('abort', abandon, { once: true });
      thread.once('message', resolve);
      thread.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? tooMuch(`${limits.megabytes} MB of memory`)
          : reject(error),
      );
      thread.once('exit', () => reject(new Error('The thread that reads program files ended early.')));
      const settled = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abandon);
      };
      thread.once('exit', settled);
    }).finally(() => thread.terminate());
  };
}
