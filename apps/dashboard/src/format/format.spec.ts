import { describe, expect, it } from '@jest/globals';
import { formatFor } from './format.js';

const en = formatFor('en-GB');
const sv = formatFor('sv-SE');
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('format', () => {
  it.each([
    [0, '0.00 kW'],
    [-0, '0.00 kW'],
    [-9_984, '9.98 kW'],
    [420, '0.42 kW'],
    [9_996, '10.0 kW'],
    [99_960, '100 kW'],
    [1_250_000, '1.25 MW'],
  ])('writes %d W as %s, a magnitude', (powerW, expected) => {
    expect(plain(en.powerText(powerW))).toBe(expected);
  });

  it('writes numbers the way of the language', () => {
    expect(plain(sv.number(12_345.678, 1))).toBe('12 345,7');
    expect(en.number(12_345.678, 1)).toBe('12,345.7');
  });

  it.each([
    [0, '0 sec ago'],
    [4_999, '4 sec ago'],
    [61_000, '1 min ago'],
    [7_200_000, '2 hr ago'],
    [3 * 86_400_000, '3 days ago'],
  ])('says the age of %d ms as "%s"', (ageMs, expected) => {
    expect(en.age(ageMs)).toBe(expected);
  });

  it('says an age in little room', () => {
    expect(en.ageShort(61_000)).toBe('1m');
    expect(plain(sv.ageShort(4_999))).toBe('4s');
  });

  it('uses the zone of the site and a clock of 24 hours', () => {
    const atMs = Date.UTC(2026, 5, 1, 22, 5, 9);
    expect(en.time(atMs, 'Europe/Stockholm')).toBe('00:05:09');
    expect(en.dateTime(atMs, 'Europe/Stockholm')).toBe('2 Jun 2026, 00:05:09');
  });
});
