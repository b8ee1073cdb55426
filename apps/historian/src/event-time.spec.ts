import { describe, expect, it } from '@jest/globals';
import { aReading } from '@kilowatch/testing';
import { implausibleTime, isPlausible } from './event-time.js';

const bounds = { oldestMs: Date.UTC(2000, 0, 1), newestMs: Date.UTC(2026, 0, 1) };

describe('the time of a reading', () => {
  it.each([
    [bounds.oldestMs - 1, false],
    [bounds.oldestMs, true],
    [bounds.newestMs, true],
    [bounds.newestMs + 1, false],
  ])('%d ms is believed: %s', (atMs, expected) => {
    expect(isPlausible({ atMs }, bounds)).toBe(expected);
  });

  it('that is refused names the possible ones', () => {
    const fault = implausibleTime(aReading({ atMs: 0 }), bounds, 3);
    expect(fault.code).toBe('message.malformed');
    expect(fault.message).toMatch(/1970-01-01.*between 2000-01-01.* and 2026-01-01.*2 more/);
  });

  it('can be said of any time that the contract allows', () => {
    const fault = implausibleTime(aReading({ atMs: 8_640_000_000_000_000 }), bounds);
    expect(fault.message).toContain('+275760-09-13');
  });
});
