import type { HistoryLog } from '../history-log.js';

/** A log that a test can read. */
export function influxLog(): HistoryLog & { readonly said: string[] } {
  const said: string[] = [];
  const say = (_context: object, message: string): void => void said.push(message);
  return { said, info: say, warn: say, error: say };
}
