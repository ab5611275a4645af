import { isConflict } from "./sql-error.ts";

/** Times that a piece of work is begun before its conflict counts as its failure. */
const ATTEMPTS = 4;

/**
 * Transactions side by side. One that met another in the same table or catalogue entry was rolled back whole and left
 * nothing; it begins again when those that were open then have ended, so that it sees what they wrote.
 */
export class Transactions {
  private readonly open = new Set<Promise<unknown>>();
  private queue: Promise<unknown> = Promise.resolve();

  /**
   * Do `work`, which is one transaction.
   * @throws what `work` throws; a conflict only after the last attempt
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.attempt(work);
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
    const again = this.queue.then(() => this.again(work));
    this.queue = again.catch(() => undefined);
    return again;
  }

  /** Begun again one at a time: of two that met, one after the other. */
  private async again<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 2; ; attempt++) {
      await Promise.allSettled(this.open);
      try {
        return await this.attempt(work);
      } catch (error) {
        if (!isConflict(error) || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    const running = work();
    this.open.add(running);
    try {
      return await running;
    } finally {
      this.open.delete(running);
    }
  }
}
