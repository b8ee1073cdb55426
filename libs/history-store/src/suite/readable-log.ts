import type { HistoryLog } from '../history-log.js';

/** A log that a test can read, and wait for. */
export class ReadableLog implements HistoryLog {
  readonly said: string[] = [];
  private readonly waiting = new Map<string, () => void>();

  readonly info = (_context: object, message: string): void => this.say(message);
  readonly warn = (_context: object, message: string): void => this.say(message);
  readonly error = (_context: object, message: string): void => this.say(message);

  /** Resolves when the sentence is said. */
  async until(sentence: string): Promise<void> {
    if (this.said.includes(sentence)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.waiting.set(sentence, resolve);
    await promise;
  }

  private say(message: string): void {
    this.said.push(message);
    this.waiting.get(message)?.();
  }
}
