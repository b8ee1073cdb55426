import { setTimeout as delay } from 'node:timers/promises';
import { Fault, type ImportReport } from '@kilowatch/contracts';
import type { ImportTally } from './import-tally.js';

const everyMs = 1_000;

/** A report a second as NDJSON, then the last one, or the fault that ended the import. */
export async function* progressLines(
  work: Promise<ImportReport>,
  tally: ImportTally,
): AsyncGenerator<string> {
  let isDone = false;
  const outcome = work.then(
    (report): object => report,
    (error: unknown): object => {
      if (error instanceof Fault) return { ...tally.report(true), ...error.toBody() };
      throw error;
    },
  );
  const ended = outcome.then(
    () => (isDone = true),
    () => (isDone = true),
  );
  for (;;) {
    await Promise.race([ended, delay(everyMs, undefined, { ref: false })]);
    if (isDone) break;
    yield `${JSON.stringify(tally.report(false))}\n`;
  }
  yield `${JSON.stringify(await outcome)}\n`;
}
