import type { Terminal } from './terminal.js';

/** A run shorter than this shows nothing. Milliseconds. */
const QUIET_MS = 500;
const INTERVAL_MS = 100;
const CLEAR_LINE = '\r\u001b[K';

/** One line on a watched stderr that says how far a long run is, and is gone when it ends. */
export class Progress {
  private shownAt: number;
  private visible = false;

  constructor(
    private readonly total: number,
    private readonly terminal: Pick<Terminal, 'watched' | 'err'>,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.shownAt = now() + QUIET_MS - INTERVAL_MS;
  }

  /** @param done how many files were begun so far. */
  advance(done: number): void {
    const now = this.now();
    if (!this.terminal.watched || now - this.shownAt < INTERVAL_MS) return;
    this.shownAt = now;
    this.visible = true;
    this.terminal.err(`${CLEAR_LINE}scanning ${Math.min(done, this.total)}/${this.total} files`);
  }

  clear(): void {
    if (this.visible) this.terminal.err(CLEAR_LINE);
    this.visible = false;
  }
}
