import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { everything } from './reader.js';
import { SnapshotsOfNow } from './snapshots-of-now.js';

describe('the snapshots of now', () => {
  let made = 0;
  let snapshots: SnapshotsOfNow;
  beforeEach(() => {
    jest.useFakeTimers();
    made = 0;
    snapshots = new SnapshotsOfNow(() => ({ atMs: ++made, devices: [] }));
  });

  afterEach(() => void jest.useRealTimers());

  it('are the same for the same watch', () => {
    const first = snapshots.of({ kinds: ['gas'] });
    expect(snapshots.of({ kinds: ['gas'] })).toBe(first);
    expect(snapshots.of(everything)).not.toBe(first);
  });

  it('are others after a change, and in the next turn of the event loop', () => {
    const first = snapshots.of(everything);
    snapshots.clear();
    const second = snapshots.of(everything);
    expect(second).not.toBe(first);
    jest.runAllTimers();
    expect(snapshots.of(everything)).not.toBe(second);
  });

  it('are bounded', () => {
    const watch = (n: number) => ({ devices: [`cell:${n}`] });
    for (let n = 0; n < 100; n++) snapshots.of(watch(n));
    expect(snapshots.of(watch(0)).atMs).toBe(1);
    expect(snapshots.of(watch(100)).atMs).toBe(101);
    expect(snapshots.of(watch(100)).atMs).toBe(102);
  });
});
