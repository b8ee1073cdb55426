/** Where a store says what happens to it. */
export interface HistoryLog {
  info(context: object, message: string): void;
  warn(context: object, message: string): void;
  error(context: object, message: string): void;
}

export const silentLog: HistoryLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
