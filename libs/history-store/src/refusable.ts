import type { Reading } from '@kilowatch/contracts';
import type { HistoryBatch, RefusedPart } from './history-store.js';

const isTime = (ms: number): boolean => Number.isSafeInteger(ms) && ms >= 0;

/** Why a reading cannot be stored, whatever it is sent through; undefined for all that contracts allow. */
function reasonToRefuse({ value, atMs, receivedAtMs, ordinal }: Reading): string | undefined {
  if (!Number.isFinite(value)) return `the value must be a finite number, not ${value}`;
  if (!isTime(atMs) || !isTime(receivedAtMs))
    return `times must be whole milliseconds since 1970, not ${atMs} and ${receivedAtMs}`;
  if (!isTime(ordinal)) return `the ordinal must be a whole number, not ${ordinal}`;
  return undefined;
}

/** Takes out of a batch what no store of numbers can keep: one such reading must not hold up the others for ever. */
export function takeOutRefused(batch: HistoryBatch): {
  readonly batch: HistoryBatch;
  readonly refused: readonly RefusedPart[];
} {
  const refused: RefusedPart[] = [];
  for (const reading of batch.readings) {
    const reason = reasonToRefuse(reading);
    if (reason) refused.push({ reading, reason });
  }
  if (refused.length === 0) return { batch, refused };
  const out = new Set(refused.map(({ reading }) => reading));
  return { batch: { ...batch, readings: batch.readings.filter((reading) => !out.has(reading)) }, refused };
}
