import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { SequenceTrack } from './sequence-track.js';

describe('what is acknowledged of a device', () => {
  it('is everything up to the first hole, in whatever order it comes', () => {
    const track = SequenceTrack.begin({ keptFrom: 1 });
    const seen = [2, 1, 4, 3, 3, 7].map((seq) => {
      track.add({ seq, keptFrom: 1 });
      return track.seq;
    });
    expect(seen).toEqual([0, 2, 2, 4, 4, 4]);
  });

  it('does not wait for what the device gave up, and tells how much that was', () => {
    const track = SequenceTrack.begin({ keptFrom: 1 });
    for (const seq of [1, 2, 5]) track.add({ seq, keptFrom: 1 });
    expect(track.add({ seq: 10, keptFrom: 8 })).toEqual({ first: 3, last: 7, missing: 4 });
    expect(track.seq).toBe(7);
    track.add({ seq: 8, keptFrom: 8 });
    expect(track.add({ seq: 9, keptFrom: 8 })).toBeUndefined();
    expect(track.seq).toBe(10);
  });

  it('of a life that nobody remembers begins with what the device still keeps', () => {
    const track = SequenceTrack.begin({ keptFrom: 1_037 });
    expect(track.add({ seq: 1_042, keptFrom: 1_037 })).toBeUndefined();
    expect(track.seq).toBe(1_036);
    track.raise(1_041);
    expect(track.seq).toBe(1_042);
    track.raise(5);
    expect(track.seq).toBe(1_042);
  });

  it('is never beyond what came, and all of it when all came', () => {
    const order = fc.shuffledSubarray(Array.from({ length: 30 }, (_, i) => i + 1));
    const property = fc.property(order, (numbers) => {
      const track = SequenceTrack.begin({ keptFrom: 1 });
      const came = new Set<number>();
      for (const seq of numbers) {
        came.add(seq);
        track.add({ seq, keptFrom: 1 });
        for (let n = 1; n <= track.seq; n += 1) expect(came.has(n)).toBe(true);
        expect(came.has(track.seq + 1)).toBe(false);
      }
    });
    fc.assert(property);
  });
});
