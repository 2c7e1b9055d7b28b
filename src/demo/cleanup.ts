/** What must be undone before the process ends, the latest first. */
export class Cleanup {
  private readonly tasks: (() => Promise<unknown>)[] = [];
  private begun = false;

  /** Whether the end has come, so that what ends now ends as it should. */
  get running(): boolean {
    return this.begun;
  }

  /** Once the end has come, what is added is undone at once. */
  add(task: () => Promise<unknown>): void {
    if (this.begun) void task().catch(() => {});
    else this.tasks.push(task);
  }

  /** Does every task, also after one that fails. @throws the first failure. */
  async run(): Promise<void> {
    this.begun = true;
    const failures: unknown[] = [];
    for (let task = this.tasks.pop(); task !== undefined; task = this.tasks.pop()) {
      await task().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
