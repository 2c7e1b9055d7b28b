/** Delivery ids lately seen: GitHub keeps the id when it delivers again. Memory is bounded: the oldest is forgotten. */
export class Deliveries {
  readonly #seen = new Set<string>();

  constructor(private readonly capacity = 10_000) {}

  /** Whether the id is new; from then on it is not. */
  admit(id: string): boolean {
    if (this.#seen.has(id)) return false;
    this.#seen.add(id);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= this.capacity) break;
      this.#seen.delete(oldest);
    }
    return true;
  }

  /** Lets the id in again: its work was not taken on. */
  forget(id: string): void {
    this.#seen.delete(id);
  }
}
