import { describe, expect, it } from '@jest/globals';
import { bytesText, durationText } from './quantities.js';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('bytesText', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_500, '1.50 kB'],
    [182_400_000, '182 MB'],
    [12_340_000_000, '12.3 GB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(plain(bytesText(bytes, 'en-GB'))).toBe(text);
  });
});

describe('durationText', () => {
  const minute = 60_000;
  it.each([
    [400, '0 secs'],
    [59_999, '59 secs'],
    [minute, '1 min'],
    [minute * 61, '1 hr 1 min'],
    [minute * 60 * 24 * 3 + minute * 60 * 4 + minute, '3 days 4 hrs'],
    [minute * 60 * 24 * 3, '3 days'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(plain(durationText(ms, 'en-GB'))).toBe(text);
  });

  it('writes in the language of the reader', () => {
    expect(plain(durationText(minute * 90, 'de-DE'))).toBe('1 Std. 30 Min.');
  });
});
