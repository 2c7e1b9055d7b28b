import type { Analyzer } from './analyzer.js';

/** An analyzer that hands each request to one of several others, as soon as one has nothing to do. */
export function createPoolAnalyzer(members: readonly Analyzer[]): Analyzer {
  const idle = [...members];
  const waiting: ((member: Analyzer) => void)[] = [];
  const take = (): Promise<Analyzer> => {
    const member = idle.pop();
    return member === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(member);
  };
  const giveBack = (member: Analyzer): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(member);
    else next(member);
  };
  return {
    async analyze(request, signal) {
      const member = await take();
      try {
        return await member.analyze(request, signal);
      } finally {
        giveBack(member);
      }
    },
    async close() {
      await Promise.all(members.map((member) => member.close()));
    },
  };
}
