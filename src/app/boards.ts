import type { Logger } from 'pino';
import { isUnknownInstallation, statusOf } from '../github/errors.js';
import type { GitHub } from '../github/port.js';
import type { RepositoryRef } from './handlers/handler.js';
import { createLanes } from './lane.js';
import { type BoardTools, updateBoards } from './update-boards.js';

/** Keeps the program boards of repositories up to date. */
export interface Boards {
  /** Has a repository's boards brought up to date, soon: what comes meanwhile is one update. */
  submit(where: RepositoryRef): void;
  /** The same where the last look found a board to keep, or where none was yet: for rounds that look everywhere. */
  submitKnown(where: RepositoryRef): void;
  /** Brings up to date what waits, and resolves when all is. */
  idle(): Promise<void>;
}

export interface BoardsOptions {
  readonly tools: Omit<BoardTools, 'log' | 'opened'>;
  readonly log: Logger;
  readonly connect: (where: RepositoryRef) => Promise<GitHub>;
}

/** Milliseconds in which events of a repository become one update; verdicts and answers come before it. */
const WINDOW = 3_000;
/** Updates at the same time: people wait for verdicts, not for boards. */
const CONCURRENCY = 1;
/** "410 Gone": issues are switched off in the repository. */
const GONE = 410;

export function createBoards({ tools, log, connect }: BoardsOptions): Boards {
  const due = new Map<string, { readonly where: RepositoryRef; readonly timer: NodeJS.Timeout }>();
  const without = new Set<string>();
  const opened = new Map<string, Set<number>>();

  async function run(where: RepositoryRef, signal: AbortSignal): Promise<void> {
    const own = log.child({ repository: `${where.owner}/${where.repo}` });
    try {
      const known = { ...tools, log: own, opened: openedIn(keyOf(where)) };
      const kept = await updateBoards(await connect(where), known, signal);
      if (kept === 0) without.add(keyOf(where));
    } catch (err) {
      if (isUnknownInstallation(err)) own.warn({ err }, 'unknown installation');
      else if (statusOf(err) === GONE) own.info('issues are switched off, so there is no program board');
      else own.error({ err }, 'the program board could not be brought up to date');
    }
  }

  function openedIn(key: string): Set<number> {
    const known = opened.get(key) ?? new Set();
    opened.set(key, known);
    return known;
  }

  const lanes = createLanes<RepositoryRef>({
    key: keyOf,
    merge: (_, next) => next,
    supersedes: () => false,
    run,
    concurrency: CONCURRENCY,
  });

  function begin(key: string): void {
    const waiting = due.get(key);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    due.delete(key);
    lanes.submit(waiting.where);
  }

  function submit(where: RepositoryRef): void {
    const key = keyOf(where);
    without.delete(key);
    if (due.has(key)) return;
    const timer = setTimeout(() => begin(key), WINDOW);
    timer.unref();
    due.set(key, { where, timer });
  }

  return {
    submit,

    submitKnown(where) {
      if (!without.has(keyOf(where))) submit(where);
    },

    async idle() {
      while (due.size > 0) {
        for (const key of due.keys()) begin(key);
        await lanes.idle();
      }
      await lanes.idle();
    },
  };
}

function keyOf({ owner, repo }: RepositoryRef): string {
  return `${owner}/${repo}`.toLowerCase();
}
