import { telemetryBatch } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { risingIds } from './rising-id.js';

const idsAt = (times: readonly number[]): string[] => {
  let index = 0;
  const next = risingIds(() => times[index++]!);
  return times.map(() => next());
};

describe('risingIds', () => {
  it('makes ids that the contract takes and that carry the time', () => {
    const atMs = Date.parse('2026-03-01T12:00:00Z');
    const [id] = idsAt([atMs]);
    expect(telemetryBatch.shape.batch.safeParse(id).success).toBe(true);
    expect(parseInt(id!.replaceAll('-', '').slice(0, 12), 16)).toBe(atMs);
  });

  it('rises whatever the clock does', () => {
    const anyTimes = fc.array(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_020 }), {
      minLength: 2,
      maxLength: 200,
    });
    fc.assert(
      fc.property(anyTimes, (times) => {
        const ids = idsAt(times);
        expect(ids).toEqual([...new Set(ids)].sort());
      }),
    );
  });

  it('rises through more ids than a millisecond has room for', () => {
    const ids = idsAt(new Array<number>(10_000).fill(1_700_000_000_000));
    expect(ids).toEqual([...new Set(ids)].sort());
  });
});
