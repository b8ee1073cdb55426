import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseStep, readStep, windowsOf, type WindowStep } from './step.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const berlin = 'Europe/Berlin';

describe('readStep', () => {
  it.each([
    ['500ms', 500],
    ['1s', 1_000],
    ['90s', 90_000],
    ['5m', 300_000],
    ['15min', 900_000],
    ['2h', 7_200_000],
  ])('%s is even', (text, stepMs) => {
    expect(readStep(text, berlin)).toEqual({ kind: 'even', text, stepMs });
  });

  it.each([
    ['1h', 'hour'],
    ['1d', 'day'],
    ['1w', 'week'],
    ['1mo', 'month'],
  ])('%s is one of the calendar', (text, unit) => {
    expect(readStep(text, berlin)).toMatchObject({
      kind: 'calendar',
      text,
      calendar: { unit, timeZone: berlin },
    });
  });

  it.each([
    '',
    '0s',
    '-1s',
    '1.5s',
    '2d',
    '1y',
    '1D',
    'often',
    '1s; DROP',
    'toString',
    '99999999999s',
    'x'.repeat(1_000),
  ])('%j is refused with what would be right', (text) => {
    expect(() => readStep(text, berlin)).toThrow(
      /^step must be raw, a duration such as 500ms, 10s, 5m or 2h, or one of 1d, 1w and 1mo; got ".{0,21}"$/,
    );
  });
});

describe('chooseStep', () => {
  const chosen = (rangeMs: number, most: number) =>
    chooseStep({ fromMs: 0, toMs: rangeMs }, most, berlin).text;

  it.each([
    [1, 1_000, '1s'],
    [1_000_000, 1_000, '1s'],
    [1_000_001, 1_000, '1s'],
    [1_000_002, 1_000, '2s'],
    [hourMs, 1_000, '5s'],
    [dayMs, 1_000, '2m'],
    [7 * dayMs, 1_000, '15m'],
    [365 * dayMs, 1_000, '12h'],
    [10 * 365 * dayMs, 1_000, '1w'],
    [100 * 365 * dayMs, 5, '1mo'],
  ])('of %i ms in %i is %s', (rangeMs, most, text) => {
    expect(chosen(rangeMs, most)).toBe(text);
  });

  it('has never more windows than wanted, unless months are too short', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 * 365 * dayMs }),
        fc.integer({ min: 1, max: 5_000 }),
        (rangeMs, most) => {
          const step: WindowStep = chooseStep({ fromMs: 0, toMs: rangeMs }, most, berlin);
          if (step.text !== '1mo')
            expect(windowsOf({ fromMs: 0, toMs: rangeMs }, step)).toBeLessThanOrEqual(most);
        },
      ),
    );
  });
});
