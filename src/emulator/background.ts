import { setImmediate as soon } from 'node:timers/promises';

/** What GitHub does after it has answered. */
export class Background {
  private readonly underWay = new Set<Promise<void>>();

  /** Begins the work after what is running now. A failure is the emulator's own mistake, and `settled` tells it. */
  add(work: () => Promise<void>): void {
    const tracked = soon()
      .then(work)
      .finally(() => this.underWay.delete(tracked));
    tracked.catch(() => undefined);
    this.underWay.add(tracked);
  }

  get idle(): boolean {
    return this.underWay.size === 0;
  }

  /** Resolves once nothing is under way. @throws what the work threw. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }
}
