import type { FaultCode } from '@kilowatch/contracts';
import type { HistoryLimits } from './history-limits.js';
import type { SqliteHistory } from './sqlite/sqlite-history.js';

/** What the worker is started with. */
export interface WorkerSettings {
  readonly file: string;
  readonly limits: HistoryLimits;
}

/** Methods that are asked for by message; `close` is the last one. */
export type WorkerMethod = Exclude<keyof SqliteHistory, 'isOpen' | 'housekeep'>;

export type AskedOf<M extends WorkerMethod> = Parameters<SqliteHistory[M]>;
export type AnswerOf<M extends WorkerMethod> = Awaited<ReturnType<SqliteHistory[M]>>;

export interface WorkerCall {
  readonly call: number;
  readonly method: WorkerMethod;
  readonly args: readonly unknown[];
}

/** A refusal that crosses the channel; without a code it is a bug. */
export interface WorkerFailure {
  readonly code?: FaultCode;
  readonly message: string;
}

export type WorkerReply =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly failure: WorkerFailure };

/** Something that whoever runs the store should know; it may come at any time. */
export interface WorkerNotice {
  readonly notice: string;
}

/** The worker's first word: the file is open, or why it is not. */
export interface WorkerStarted {
  readonly started: true;
  readonly failure?: WorkerFailure;
}
