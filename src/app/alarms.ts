/** Timers by key, in memory: what they are for is found again by reconciling when a process ends. */
export interface Alarms {
  /** Rings once when the time has come, in place of an earlier alarm of the key. @param time ISO 8601. */
  set(key: string, time: string, ring: () => void): void;
  clear(key: string): void;
  clearAll(): void;
}

/** Longer delays overflow Node's timers and ring at once; a later look finds what such a one was for. */
const LONGEST = 2 ** 31 - 1;

/** @param now the clock that the times are of; ISO 8601. */
export function createAlarms(now: () => string): Alarms {
  const timers = new Map<string, NodeJS.Timeout>();

  function clear(key: string): void {
    clearTimeout(timers.get(key));
    timers.delete(key);
  }

  return {
    clear,

    set(key, time, ring) {
      clear(key);
      const delay = Math.min(Math.max(Date.parse(time) - Date.parse(now()), 0), LONGEST);
      const timer = setTimeout(() => {
        timers.delete(key);
        ring();
      }, delay);
      timer.unref();
      timers.set(key, timer);
    },

    clearAll() {
      for (const key of timers.keys()) clear(key);
    },
  };
}
