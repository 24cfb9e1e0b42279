/** Runs one task at a time; of those asked for meanwhile only the latest runs, afterwards. */
export class LatestTask {
  #isRunning = false;
  #next: (() => Promise<void>) | undefined;

  /** The task must not reject. */
  run(task: () => Promise<void>): void {
    this.#next = task;
    if (!this.#isRunning) {
      void this.#drain();
    }
  }

  async #drain(): Promise<void> {
    this.#isRunning = true;
    while (this.#next !== undefined) {
      const task = this.#next;
      this.#next = undefined;
      await task();
    }
    this.#isRunning = false;
  }
}
