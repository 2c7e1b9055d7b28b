/** Work on one subject that may wait, be joined by more of it, and be ended by what makes it moot. */
export interface Lanes<T> {
  /** Takes work on; returns at once. */
  submit(work: T): void;
  /** Whether work of that key runs or waits. */
  has(key: string): boolean;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
}

export interface LaneOptions<T> {
  /** Work of one key is done one after the other; of different keys at the same time. */
  key(work: T): string;
  /** What waits and what comes, as one piece of work. */
  merge(waiting: T, next: T): T;
  /** Whether `next` makes the running work moot: then it is aborted, and what it was to tell people goes to `next`. */
  supersedes(running: T, next: T): boolean;
  /** Must not throw; is told by the signal when it has been superseded. */
  run(work: T, signal: AbortSignal): Promise<void>;
  /** Pieces of work at the same time, over all keys. */
  readonly concurrency: number;
}

interface Running<T> {
  readonly work: T;
  readonly controller: AbortController;
}

/** Lanes in memory. Another process' queue would stand behind the same interface. */
export function createLanes<T>(options: LaneOptions<T>): Lanes<T> {
  const waiting = new Map<string, T>();
  const running = new Map<string, Running<T>>();
  let idlers: (() => void)[] = [];

  function submit(work: T): void {
    const key = options.key(work);
    const current = running.get(key);
    const queued = waiting.get(key);
    if (
      current !== undefined &&
      !current.controller.signal.aborted &&
      options.supersedes(current.work, work)
    ) {
      current.controller.abort(new Superseded());
      waiting.set(
        key,
        options.merge(queued === undefined ? current.work : options.merge(current.work, queued), work),
      );
    } else {
      waiting.set(key, queued === undefined ? work : options.merge(queued, work));
    }
    startMore();
  }

  function startMore(): void {
    for (const [key, work] of waiting) {
      if (running.size >= options.concurrency) return;
      if (running.has(key)) continue;
      waiting.delete(key);
      start(key, work);
    }
  }

  function start(key: string, work: T): void {
    const controller = new AbortController();
    running.set(key, { work, controller });
    void options
      .run(work, controller.signal)
      .catch(() => {})
      .then(() => {
        running.delete(key);
        startMore();
        if (running.size === 0 && waiting.size === 0) settle();
      });
  }

  function settle(): void {
    const settled = idlers;
    idlers = [];
    for (const resolve of settled) resolve();
  }

  return {
    submit,
    has: (key) => running.has(key) || waiting.has(key),
    idle() {
      if (running.size === 0 && waiting.size === 0) return Promise.resolve();
      return new Promise((resolve) => idlers.push(resolve));
    },
  };
}

/** The reason of a lane's abort. */
export class Superseded extends Error {
  override name = 'Superseded';
  override message = 'A newer event made this work moot.';
}
