import { expect } from '@jest/globals';
import type { OriginalMessage, Reading } from '@kilowatch/contracts';
import type { HistoryStore, PointsAsked, WindowsAsked } from '../history-store.js';

/** Gives an empty store, which is closed with the test. */
export type OpenEmpty = () => Promise<HistoryStore>;

export const hourMs = 3_600_000;
export const t0 = 1_700_000_400_000 - (1_700_000_400_000 % hourMs);

export const aReading = (parts: Partial<Reading> = {}): Reading => {
  const atMs = parts.atMs ?? t0;
  return {
    ...{ device: 'battery:b1', metric: 'socPct', value: 50, ordinal: 0 },
    ...{ receivedAtMs: atMs + 20, ...parts, atMs },
  };
};

export const aMessage = (parts: Partial<OriginalMessage> = {}): OriginalMessage => ({
  ...{
    source: 'mqtt:batteries/b1/state',
    device: 'battery:b1',
    receivedAtMs: t0,
    arrival: 0,
    body: '{"socPct":50}',
  },
  ...parts,
});

export const range = (parts: Partial<PointsAsked> = {}): PointsAsked => ({
  ...{ device: 'battery:b1', metrics: ['socPct'], fromMs: t0, toMs: t0 + hourMs, limit: 5_000 },
  ...parts,
});

export const windowed = (parts: Partial<WindowsAsked> = {}): WindowsAsked => ({
  stepMs: 60_000,
  ...range(parts),
  ...parts,
});

export const batchOf = (...readings: Reading[]) => ({ readings, messages: [] });

/** Follows `next` to the end; fails rather than turn in circles. */
export async function allPages<T>(
  ask: (cursor?: string) => Promise<{ items: readonly T[]; next?: string | undefined }>,
) {
  const pages: (readonly T[])[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    pages.push(page.items);
    cursor = page.next;
  } while (cursor !== undefined && pages.length < 1_000);
  expect(cursor).toBeUndefined();
  return pages;
}
