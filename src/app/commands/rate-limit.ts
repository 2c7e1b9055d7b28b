/** Commands of one person on one pull request within the window. */
const MOST = 10;
/** Ten minutes, in milliseconds. */
const WINDOW = 600_000;
/** People kept in memory; the longest quiet are forgotten first. */
const KEPT = 10_000;

/** `told`: refused, as once before in the window, so there is nothing more to say. */
export type Admission = 'admitted' | 'refused' | 'told';

/** How often one person may ask on one pull request: ten times in ten minutes. In memory, as it costs little to forget. */
export interface RateLimit {
  admit(person: string): Admission;
}

export function createRateLimit(now: () => string): RateLimit {
  const people = new Map<string, { times: number[]; toldAt: number }>();
  return {
    admit(person) {
      const time = Date.parse(now());
      const known = people.get(person) ?? { times: [], toldAt: Number.NEGATIVE_INFINITY };
      const times = known.times.filter((one) => one > time - WINDOW);
      const admitted = times.length < MOST;
      const told = known.toldAt > time - WINDOW;
      people.delete(person);
      people.set(person, {
        times: admitted ? [...times, time] : times,
        toldAt: admitted || told ? known.toldAt : time,
      });
      for (const oldest of people.keys()) {
        if (people.size <= KEPT) break;
        people.delete(oldest);
      }
      if (admitted) return 'admitted';
      return told ? 'told' : 'refused';
    },
  };
}

export const OVER_THE_RATE = `That is more than ${MOST} commands in ${WINDOW / 60_000} minutes. Wait a few minutes, and try again.`;
