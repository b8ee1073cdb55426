import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readIsoTime } from './iso-time.js';

const noon = Date.UTC(2026, 0, 31, 12);
const anyTime = fc.date({
  min: new Date('0100-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

describe('readIsoTime', () => {
  it.each([
    ['2026-01-31T12:00:00Z', noon],
    ['2026-01-31T12:00:00', noon],
    ['2026-01-31 12:00', noon],
    ['2026-01-31T12', noon],
    ['20260131T120000Z', noon],
    ['20260131T1200', noon],
    ['2026-01-31t12:00:00z', noon],
    ['2026-01-31T13:30:00+01:30', noon],
    ['2026-01-31T07:00:00-0500', noon],
    ['2026-01-31T13+01', noon],
    ['2026-01-31', noon - 12 * 3_600_000],
    ['20260131', noon - 12 * 3_600_000],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['2026-01-31T12:00:00.5', noon + 500],
    ['2026-01-31T12:00:00,25Z', noon + 250],
  ])('reads %s', (text, atMs) => {
    expect(readIsoTime(text)).toEqual({ atMs, restUs: 0 });
  });

  it('keeps what is finer than a millisecond apart', () => {
    expect(readIsoTime('2026-01-31T12:00:00.123456Z')).toEqual({ atMs: noon + 123, restUs: 456 });
    expect(readIsoTime('2026-01-31T12:00:00.123456789Z')).toEqual({ atMs: noon + 123, restUs: 456 });
  });

  it.each([
    ...['', 'yesterday', '12:00', '1767268800', '2026', '2026-01', '2026-W05-6', '0001-01-01'],
    ...['2026-02-30', '2023-02-29', '2100-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00'],
    ...['2026-01-31T24:00', '2026-01-31T12:60', '2026-01-31T12:00:60', '2026-01-31T12:00+24:00'],
    ...['2026-01-31T12:00:00 Z', ' 2026-01-31', '2026-01-31T', '2026-01-31Z', '2026-01-31T12:00:00.'],
  ])('does not take "%s" for a time', (text) => {
    expect(readIsoTime(text)).toBeUndefined();
  });

  it('reads every time that JavaScript writes', () => {
    fc.assert(
      fc.property(anyTime, (time) => {
        expect(readIsoTime(time.toISOString())).toEqual({ atMs: time.getTime(), restUs: 0 });
      }),
    );
  });

  it('reads the form that nearly all send as it reads the others', () => {
    const common = fc.stringMatching(/^[0-4]\d{3}-[01]\d-[0-3]\d[Tt][0-2]\d:\d[\d:]:\d\d([.,]\d{3})?Z$/);
    fc.assert(
      fc.property(common, (text) => {
        expect(readIsoTime(text)).toEqual(readIsoTime(text.replace('Z', '+00:00')));
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws, and what it reads is a whole number of milliseconds', () => {
    const timeLike = fc.stringMatching(
      /^\d{4}-?\d\d-?\d\d[T ]\d\d:?\d\d(:?\d\d([.,]\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/,
    );
    fc.assert(
      fc.property(fc.oneof(timeLike, fc.string()), (text) => {
        const { atMs = 0, restUs = 0 } = readIsoTime(text) ?? {};
        expect([Number.isSafeInteger(atMs), Number.isSafeInteger(restUs)]).toEqual([true, true]);
      }),
    );
  });
});
