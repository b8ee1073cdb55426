import { describe, expect, it } from '@jest/globals';
import { OwnWrites } from './own-writes.js';
import { readSpan } from './query-span.js';

const device = 'battery:default';
const started = () => {
  let nowMs = 1_000_000;
  const clock = { now: () => nowMs };
  return { ownWrites: new OwnWrites(clock, 10_000), pass: (ms: number) => (nowMs += ms) };
};

describe('OwnWrites', () => {
  it('asks for the newest confirmed command of each direction', () => {
    const { ownWrites } = started();
    ownWrites.confirm('charge', 5);
    ownWrites.confirm('charge', 7);
    ownWrites.confirm('charge', 6); // answered late
    ownWrites.confirm('discharge', 1);
    expect(ownWrites.marksOf(device)).toEqual([
      { device, metric: 'charge', atMs: 7 },
      { device, metric: 'discharge', atMs: 1 },
    ]);
  });

  it('asks nothing of other devices', () => {
    const { ownWrites } = started();
    ownWrites.confirm('charge', 5);
    expect(ownWrites.marksOf('battery:demo')).toEqual([]);
  });

  it('stops waiting for what should have been seen long ago', () => {
    const { ownWrites, pass } = started();
    ownWrites.confirm('charge', 5);
    pass(10_000);
    expect(ownWrites.marksOf(device)).toHaveLength(1);
    pass(1);
    expect(ownWrites.marksOf(device)).toEqual([]);
  });
});

describe('OwnWrites, when the clock is set back', () => {
  it('waits for what is confirmed from then on, and no longer for what was confirmed before', () => {
    const { ownWrites, pass } = started();
    ownWrites.confirm('charge', 1_000_000);
    ownWrites.confirm('discharge', 1_000_001);
    pass(-500_000);
    ownWrites.confirm('charge', 500_000);
    expect(ownWrites.marksOf(device)).toEqual([{ device, metric: 'charge', atMs: 500_000 }]);
  });
});

describe('readSpan', () => {
  const nowMs = 1_000_000;
  const upToNow = { begin: '-1s', end: 'now()' };

  it('includes this millisecond, and a command that another clock has dated later', () => {
    expect(readSpan(upToNow, nowMs, [])).toEqual({ fromMs: nowMs - 1_000, toMs: nowMs + 1 });
    const marks = [{ device, metric: 'charge', atMs: nowMs + 40 }];
    expect(readSpan(upToNow, nowMs, marks)).toEqual({ fromMs: nowMs - 1_000, toMs: nowMs + 41 });
  });

  it('keeps an end that was named', () => {
    expect(readSpan({ begin: '-2s', end: '-1s' }, nowMs, [])).toEqual({
      fromMs: nowMs - 2_000,
      toMs: nowMs - 1_000,
    });
  });
});
