import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type ProposalReading, ProposalUnreadable, type ReadProposal } from '../program/proposal.js';

const WORKER = new URL('../../dist/app/proposal-worker.js', import.meta.url);

/** What the thread says. */
export type ReadingMessage = { readonly reading: ProposalReading } | { readonly unreadable: string };

/**
 * What reading may take. The files come from anybody, and templates can make much of little; a program of three
 * thousand waves takes four seconds and 100 MB.
 */
export interface ReadingLimits {
  readonly milliseconds: number;
  readonly megabytes: number;
}

const LIMITS: ReadingLimits = { milliseconds: 20_000, megabytes: 250 };

/**
 * Reads proposed program files in a thread that is stopped when it takes too much, so that nobody else has to wait.
 * @param worker the thread's entry point.
 */
export function proposalThread(limits = LIMITS, worker = WORKER): ReadProposal {
  return async (files, signal) => {
    signal?.throwIfAborted();
    const resourceLimits = { maxOldGenerationSizeMb: limits.megabytes };
    const thread = new Worker(worker, { workerData: files, resourceLimits });
    const tooLate = AbortSignal.timeout(limits.milliseconds);
    try {
      const ends = signal === undefined ? tooLate : AbortSignal.any([signal, tooLate]);
      const [message] = (await once(thread, 'message', { signal: ends })) as [ReadingMessage];
      if ('reading' in message) return message.reading;
      throw new ProposalUnreadable(message.unreadable);
    } catch (error) {
      signal?.throwIfAborted();
      const limit = limitReached(error, tooLate, limits);
      if (limit === null) throw error;
      throw new ProposalUnreadable(`Reading the program files takes more than ${limit}: make them simpler.`);
    } finally {
      await thread.terminate();
    }
  };
}

function limitReached(error: unknown, tooLate: AbortSignal, limits: ReadingLimits): string | null {
  if (tooLate.aborted) return `${limits.milliseconds / 1_000} seconds`;
  const isMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isMemory ? `${limits.megabytes} MB of memory` : null;
}
