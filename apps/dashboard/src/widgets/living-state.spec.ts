import { describe, expect, it } from '@jest/globals';
import { livingStateNow, staleAfterMsOf, staleValueMsOf } from './living-state.js';

const device = { connection: 'unknown', lastSeenAtMs: 100_000, expectedIntervalMs: 5_000 } as const;

describe('livingStateNow', () => {
  it.each([
    [100_000, 'online'],
    [117_000, 'online'],
    [117_001, 'silent'],
    [90_000, 'online'],
  ])('with an interval of 5 s, heard at 100 s, is at %d ms %s', (nowMs, state) => {
    expect(livingStateNow(device, nowMs)).toBe(state);
  });

  it('believes a last will at once', () => {
    expect(livingStateNow({ ...device, connection: 'offline' }, 100_000)).toBe('offline');
  });

  it('has patience with a device that it hardly knows', () => {
    expect(staleAfterMsOf({ expectedIntervalMs: undefined })).toBe(900_000);
  });

  it('lets a gateway go through all its registers before one of them looks old', () => {
    expect(staleValueMsOf({ expectedIntervalMs: 5_000 })).toBe(110_000);
    expect(staleValueMsOf({ expectedIntervalMs: undefined })).toBeGreaterThan(900_000);
  });
});
