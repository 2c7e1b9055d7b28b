import type { Logger } from 'pino';
import { isUnknownInstallation } from '../github/errors.js';
import type { InstalledRepository } from '../github/octokit-installations.js';
import type { Reconciler, RepositoryRef } from './handlers/handler.js';

export interface ReconcilerOptions {
  readonly log: Logger;
  /** Milliseconds between two rounds; `null` for none but the first. */
  readonly every: number | null;
  readonly installations: () => Promise<number[]>;
  readonly repositories: (installationId: number) => Promise<InstalledRepository[]>;
  readonly reconcile: (where: RepositoryRef, defaultBranch: string) => Promise<void>;
}

/** Milliseconds before a repository is looked at again after its event could not be worked on. */
const SOON = 15_000;

/**
 * Looks through all installations, one after the other: at the start, on a schedule and where an event asks for it.
 * What fails is logged and keeps nothing from the rest: the next round finds it again.
 */
export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { log } = options;
  const stopped = new AbortController();
  const end = new Promise<void>((resolve) => {
    stopped.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const timers = new Set<NodeJS.Timeout>();
  const due = new Set<number>();
  let round: Promise<void> | null = null;

  async function all(): Promise<void> {
    for (const id of await options.installations()) await installation(id);
  }

  async function installation(id: number): Promise<void> {
    try {
      for (const { owner, repo, defaultBranch } of await options.repositories(id)) {
        if (stopped.signal.aborted) return;
        await repository({ installationId: id, owner, repo }, defaultBranch);
      }
    } catch (err) {
      if (isUnknownInstallation(err)) log.warn({ err, installation: id }, 'unknown installation');
      else log.error({ err, installation: id }, 'an installation could not be reconciled');
    }
  }

  async function repository(where: RepositoryRef, defaultBranch: string): Promise<void> {
    try {
      await options.reconcile(where, defaultBranch);
    } catch (err) {
      log.error({ err, repository: `${where.owner}/${where.repo}` }, 'a repository could not be reconciled');
    }
  }

  /** A round that is asked for while one goes on is that one. */
  function startRound(): Promise<void> {
    round ??= orStopped(all())
      .catch((err: unknown) => log.error({ err }, 'could not reconcile'))
      .finally(() => {
        round = null;
      });
    return round;
  }

  /** The app ends without waiting for what the next one finds again. */
  function orStopped(work: Promise<void>): Promise<void> {
    return Promise.race([work, end]);
  }

  function later(delay: number, work: () => void): void {
    if (stopped.signal.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, delay);
    timer.unref();
    timers.add(timer);
  }

  function schedule(every: number): void {
    later(every, () => void startRound().then(() => schedule(every)));
  }

  return {
    installation: (id) => orStopped(installation(id)),

    start() {
      if (options.every !== null) schedule(options.every);
      return startRound();
    },

    soon(id) {
      if (due.has(id)) return;
      due.add(id);
      later(SOON, () => {
        due.delete(id);
        void orStopped(installation(id));
      });
    },

    underWay: () => round ?? Promise.resolve(),

    stop() {
      stopped.abort();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
