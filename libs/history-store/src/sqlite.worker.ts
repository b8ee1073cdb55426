import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { SqliteHistory } from './sqlite/sqlite-history.js';
import { asTrouble, StoreTrouble } from './sqlite/store-trouble.js';
import type {
  WorkerCall,
  WorkerFailure,
  WorkerNotice,
  WorkerReply,
  WorkerSettings,
  WorkerStarted,
} from './worker-protocol.js';

const { file, limits } = workerData as WorkerSettings;
const port = parentPort as MessagePort;

const failureOf = (error: unknown): WorkerFailure => {
  const trouble = asTrouble(error, file);
  if (trouble instanceof StoreTrouble) return { code: trouble.code, message: trouble.message };
  return { message: trouble instanceof Error ? (trouble.stack ?? trouble.message) : String(trouble) };
};

const reply = (answered: WorkerReply): void => port.postMessage(answered);

/** At once, except for what takes its time beside the calls that follow. */
const answer = (history: SqliteHistory, { call, method, args }: WorkerCall): void => {
  const failed = (error: unknown): void => reply({ call, failure: failureOf(error) });
  try {
    const methods = history as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
    const value = methods[method]?.(...args);
    if (value instanceof Promise) value.then((later: unknown) => reply({ call, value: later }), failed);
    else reply({ call, value });
  } catch (error) {
    failed(error);
  }
};

/** The same one is not said again and again, as long as nothing else is. */
let lastNotice = '';
const notice = (text: string): void => {
  if (text !== lastNotice) port.postMessage({ notice: text } satisfies WorkerNotice);
  lastNotice = text;
};

const started = (failure?: WorkerFailure): WorkerStarted => ({ started: true, ...(failure && { failure }) });

/** Does what can wait: as long as there is something, a slice between calls; else it looks again after a pause. */
function keepHouse(history: SqliteHistory): void {
  const next = (): void => {
    if (!history.isOpen) return;
    if (history.housekeep()) setImmediate(next);
    else setTimeout(next, limits.housekeepingMs).unref();
  };
  next();
}

/** Serves one history file: calls are answered one after the other, in the order they came. */
try {
  const history = SqliteHistory.open(file, limits, { noticed: notice });
  port.postMessage(started());
  port.on('message', (asked: WorkerCall) => {
    answer(history, asked);
    if (asked.method === 'close') port.close();
  });
  keepHouse(history);
} catch (error) {
  port.postMessage(started(failureOf(error)));
}
