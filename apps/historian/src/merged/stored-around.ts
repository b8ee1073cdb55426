import type { Reading } from '@kilowatch/contracts';
import type { HistoryStore } from '@kilowatch/history-store';
import type { StoredPoint } from './fresh-readings.js';

/** Readings that are closer than this are looked for together. */
const nearMs = 600_000;
/** More stretches of time than this are looked for as one. */
const mostStretches = 20;
const pagePoints = 4_000;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Every point of the store of these devices and metrics at the times of these readings, and some more. */
export async function storedAround(
  store: Pick<HistoryStore, 'points'>,
  readings: readonly Reading[],
): Promise<StoredPoint[]> {
  const found: StoredPoint[] = [];
  for (const [device, own] of Map.groupBy(readings, (reading) => reading.device)) {
    const metrics = [...new Set(own.map(({ metric }) => metric))];
    for (const span of spansOf(own.map(({ atMs }) => atMs))) {
      for (const point of await allPoints(store, { device, metrics, ...span }))
        found.push({ device, ...point });
    }
  }
  return found;
}

/** Every point of the range. */
export async function allPoints(
  store: Pick<HistoryStore, 'points'>,
  query: { device: string; metrics: string[]; fromMs: number; toMs: number },
) {
  const points = [];
  let cursor: string | undefined;
  do {
    const page = await store.points({ ...query, limit: pagePoints, cursor });
    points.push(...page.points);
    cursor = page.next;
  } while (cursor !== undefined);
  return points;
}

function spansOf(times: number[]): Span[] {
  const spans: Span[] = [];
  for (const atMs of times.sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && atMs - last.toMs < nearMs) spans[spans.length - 1] = { ...last, toMs: atMs + 1 };
    else spans.push({ fromMs: atMs, toMs: atMs + 1 });
  }
  if (spans.length <= mostStretches) return spans;
  return [{ fromMs: spans[0]!.fromMs, toMs: spans.at(-1)!.toMs }];
}
