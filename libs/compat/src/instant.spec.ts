import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, formatInstantWithOffset, readInstant } from './instant.js';

const noon = Date.UTC(2025, 0, 1, 12);
const anyTime = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });

describe('readInstant', () => {
  it.each([
    ['2025-01-01T12:00:00Z', noon],
    ['2025-01-01t12:00:00z', noon],
    ['2025-01-01 12:00:00Z', noon],
    ['2025-01-01T12:00Z', noon],
    ['2025-01-01T12:00:00', noon],
    ['2025-01-01', noon - 12 * 3_600_000],
    ['2025-01-01T12:00:00.5Z', noon + 500],
    ['2025-01-01T12:00:00.123999999Z', noon + 123],
    ['2025-01-01T14:00:00+02:00', noon],
    ['2025-01-01T14:00:00 02:00', noon],
    ['2025-01-01T06:30:00-05:30', noon],
    ['2025-01-01T06:30:00-0530', noon],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
  ])('reads %s', (text, atMs) => {
    expect(readInstant(text)).toBe(atMs);
  });

  it.each([
    '',
    'now',
    '2025-1-1',
    '2025-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-01-32',
    '2025-01-01T24:00:00Z',
    '2025-01-01T12:60:00Z',
    '2025-01-01T12:00:60Z',
    '2025-01-01T12:00:00,5Z',
    '2025-01-01T12:00:00Z ',
    '2025-01-01Z',
  ])('does not read %j', (text) => {
    expect(readInstant(text)).toBeUndefined();
  });

  it('reads back every time that it formats', () => {
    fc.assert(
      fc.property(anyTime, (atMs) => {
        expect(readInstant(formatInstant(atMs))).toBe(atMs);
        expect(readInstant(formatInstantWithOffset(atMs))).toBe(atMs);
      }),
    );
  });

  it('agrees with the calendar of the runtime on any RFC 3339 time with an offset', () => {
    const offset = fc.tuple(
      fc.constantFrom('+', '-'),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
    );
    const two = (n: number) => String(n).padStart(2, '0');
    fc.assert(
      fc.property(anyTime, offset, (atMs, [sign, hours, minutes]) => {
        const text = new Date(atMs).toISOString().replace('Z', `${sign}${two(hours)}:${two(minutes)}`);
        expect(readInstant(text)).toBe(Date.parse(text));
      }),
    );
  });
});
