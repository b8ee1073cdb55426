import { Fault } from '@kilowatch/contracts';
import type { AppendOutcome, HistoryStore } from '@kilowatch/history-store';
import type { WaitingBatch } from './waiting-batch.js';

export interface WrittenBatch {
  readonly one: WaitingBatch;
  /** That were in it when it was written. */
  readonly readings: number;
  readonly outcome: AppendOutcome;
}

/** What became of a write. */
export interface Written {
  readonly stored: readonly WrittenBatch[];
  /** The store cannot take these now. */
  readonly away: readonly WaitingBatch[];
  /** The store took others and not these, for a reason that nobody foresaw. */
  readonly aside: readonly WaitingBatch[];
  readonly error?: unknown;
}

/** What the store has failed on too often alone is refused, as a whole: it goes to quarantine, and the journal is let go of. */
export function givenUp(written: Written, attempts: number): Written {
  for (const one of written.aside) one.failures = (one.failures ?? 0) + 1;
  const isGivenUp = ({ failures = 0 }: WaitingBatch): boolean => failures >= attempts;
  const words = written.error instanceof Error ? written.error.message : String(written.error);
  const reason = `the store failed on it ${attempts} times: ${words}`;
  const refused = written.aside.filter(isGivenUp).map((one) => ({
    one,
    readings: one.batch.readings.length,
    outcome: {
      ...{ storedPoints: 0, storedMessages: 0, isRepeated: false },
      refused: [
        ...one.batch.readings.map((reading) => ({ reading, reason })),
        ...one.batch.messages.map((message) => ({ message, reason })),
      ],
    },
  }));
  if (refused.length === 0) return written;
  return {
    ...written,
    stored: [...written.stored, ...refused],
    aside: written.aside.filter((one) => !isGivenUp(one)),
  };
}

const nothing: Written = { stored: [], away: [], aside: [] };

const isAway = (error: unknown): boolean => error instanceof Fault && error.policy.retry;

/** Writes batches so that one that the store chokes on does not keep the others waiting. Never rejects. */
export async function writeBatches(
  store: Pick<HistoryStore, 'append'>,
  batches: readonly WaitingBatch[],
): Promise<Written> {
  const written = await parts(store, batches);
  // When nothing at all could be written it is the store, and no single batch.
  return written.stored.length > 0 ? written : { ...written, away: batches, aside: [] };
}

async function parts(
  store: Pick<HistoryStore, 'append'>,
  batches: readonly WaitingBatch[],
): Promise<Written> {
  try {
    const readings = batches.map(({ batch }) => batch.readings.length);
    const outcomes = await store.append(batches.map(({ batch }) => batch));
    const stored = batches.map((one, i) => ({ one, readings: readings[i]!, outcome: outcomes[i]! }));
    return { ...nothing, stored };
  } catch (error) {
    if (isAway(error)) return { ...nothing, away: batches, error };
    if (batches.length === 1) return { ...nothing, aside: batches, error };
  }
  const middle = Math.ceil(batches.length / 2);
  const first = await parts(store, batches.slice(0, middle));
  if (first.away.length > 0) return { ...first, away: [...first.away, ...batches.slice(middle)] };
  const second = await parts(store, batches.slice(middle));
  return {
    stored: [...first.stored, ...second.stored],
    away: second.away,
    aside: [...first.aside, ...second.aside],
    error: second.error ?? first.error,
  };
}
