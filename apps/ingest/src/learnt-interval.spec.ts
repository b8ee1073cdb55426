import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LearntInterval } from './learnt-interval.js';

const startMs = 1_800_000_000_000;
const minuteMs = 60_000;
const weekMs = 7 * 24 * 60 * minuteMs;

/** Hears messages so many ms after each other; answers when the last one came. */
function hear(interval: LearntInterval, gaps: readonly number[], fromMs = startMs): number {
  let atMs = fromMs;
  interval.hears(atMs);
  for (const gap of gaps) interval.hears((atMs += gap));
  return atMs;
}

const times = (count: number, ...gaps: number[]): number[] =>
  Array.from({ length: count }, () => gaps).flat();
const learnt = (...gaps: number[]): number | undefined => {
  const interval = new LearntInterval();
  hear(interval, gaps);
  return interval.ms;
};

describe('LearntInterval', () => {
  it('knows nothing from a few messages', () => {
    expect(learnt()).toBeUndefined();
    expect(learnt(...times(3, minuteMs))).toBeUndefined();
    expect(learnt(...times(4, minuteMs))).toBe(minuteMs);
  });

  it.each([
    ['a steady beat', times(10, 10_000), 10_000],
    ['a beat that trembles', times(5, 9_000, 11_000, 10_000, 10_100), 10_000],
    ['bursts within a second', times(10, 100, 100, 100, 59_700), minuteMs],
    ['bursts of several seconds', times(5, ...times(50, 100), 55_000), 55_000],
    ['one message after another', times(200, 50), 1_000],
    ['a beat with an outage', [...times(20, 10_000), weekMs, ...times(5, 10_000)], 10_000],
    ['a beat with two outages', [...times(20, 10_000), weekMs, 10_000, weekMs, 10_000], 10_000],
    ['an outage at the beginning', [weekMs, ...times(6, 10_000)], 10_000],
  ])('learns from %s', (_, gaps, expected) => {
    const ms = learnt(...gaps)!;
    expect(Math.abs(ms - expected)).toBeLessThanOrEqual(expected / 10);
  });

  it('learns anew from a device that was set to another pace, slower or faster', () => {
    const interval = new LearntInterval();
    const atMs = hear(interval, times(40, 10_000));
    hear(interval, times(4, 5 * minuteMs), atMs + 5 * minuteMs);
    expect(interval.ms).toBe(5 * minuteMs);
    hear(interval, times(40, 10_000), atMs + 40 * minuteMs);
    expect(interval.ms).toBe(10_000);
  });

  it('is not led astray by the backlog of a week that comes within minutes', () => {
    const interval = new LearntInterval();
    let [atMs, ownAtMs] = [startMs, startMs];
    const say = (count: number, gapMs: number, ownGapMs: number): void => {
      for (let n = 0; n < count; n++) interval.hears((atMs += gapMs), (ownAtMs += ownGapMs));
    };
    say(20, minuteMs, minuteMs);
    atMs += weekMs;
    say(weekMs / minuteMs, 20, minuteMs);
    expect(interval.ms).toBe(minuteMs);
    say(20, minuteMs, minuteMs);
    expect(interval.ms).toBe(minuteMs);
  });

  it('takes how often it is heard, where a device measures often and sends seldom', () => {
    const interval = new LearntInterval();
    for (let batch = 0; batch < 8; batch++)
      for (let n = 0; n < 60; n++)
        interval.hears(startMs + batch * 600_000 + n, startMs + (batch - 1) * 600_000 + n * 10_000);
    expect(interval.ms).toBe(600_000);
  });

  it('learns from a device whose clock is wrong, and over a clock that was set back', () => {
    const interval = new LearntInterval();
    for (let n = 0; n < 6; n++) interval.hears(startMs + n * 10_000, 1_000 + n * 10_000);
    expect(interval.ms).toBe(10_000);
    hear(interval, times(2, 10_000), startMs - 3_600_000);
    expect(interval.ms).toBe(10_000);
  });

  it('goes on with what an earlier run has learnt, until it knows better', () => {
    const interval = new LearntInterval(minuteMs);
    const atMs = hear(interval, times(3, 10_000));
    expect(interval.ms).toBe(minuteMs);
    interval.hears(atMs + 10_000);
    expect(interval.ms).toBe(10_000);
  });

  it('does not change its mind for a little', () => {
    const interval = new LearntInterval();
    const atMs = hear(interval, times(40, 10_000));
    hear(interval, times(40, 11_500), atMs + 11_500);
    expect(interval.ms).toBe(10_000);
  });

  it('is a positive whole number of ms or nothing, whatever comes', () => {
    const anyTime = fc.integer({ min: startMs - weekMs, max: startMs + weekMs });
    fc.assert(
      fc.property(fc.array(fc.tuple(anyTime, fc.option(anyTime, { nil: undefined }))), (heard) => {
        const interval = new LearntInterval();
        for (const [atMs, ownAtMs] of heard) interval.hears(atMs, ownAtMs);
        const { ms } = interval;
        expect(ms === undefined || (Number.isInteger(ms) && ms > 0)).toBe(true);
      }),
    );
  });
});
