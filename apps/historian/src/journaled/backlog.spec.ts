import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { aReading, testTimeMs } from '@kilowatch/testing';
import { Backlog } from './backlog.js';
import type { WaitingBatch } from './waiting-batch.js';

const limits = { readings: 8, bytes: 1_000_000, chunkReadings: 4, chunkBytes: 1_000_000 };
const perSegment = 7;

/** The n-th record of a journal with segments of seven records, ten bytes each. */
const positionOf = (n: number) => ({
  segment: 1 + Math.floor(n / perSegment),
  offset: (n % perSegment) * 10,
});
const record = (n: number, isCommand = false, isBulk = false): WaitingBatch => ({
  isBulk,
  position: positionOf(n),
  next: { segment: positionOf(n).segment, offset: positionOf(n).offset + 10 },
  bytes: 10,
  batch: {
    id: { source: 'test', batch: String(n) },
    readings: [aReading({ atMs: testTimeMs + n, value: n })],
    messages: [],
    ...(isCommand && { ordinals: 'next' }),
  },
  state: 'waiting',
});
const numberOf = ({ segment, offset }: { segment: number; offset: number }): number =>
  (segment - 1) * perSegment + offset / 10;
const valuesOf = (batches: readonly WaitingBatch[]): number[] =>
  batches.map(({ batch }) => batch.readings[0]!.value);

type Step = 'add' | 'command' | 'take' | 'confirm' | 'put back' | 'load';
const steps: readonly Step[] = ['add', 'command', 'take', 'confirm', 'put back', 'load'];

/** The records that its stretches stand for. */
const covered = (backlog: Backlog): number[] =>
  backlog.inStretches().flatMap(({ from, to }) => {
    const [first, last] = [numberOf(from), numberOf({ ...to, offset: to.offset - 10 })];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });

describe('a backlog', () => {
  it('stands for exactly what is not confirmed, whatever happens to it', () => {
    const property = fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 120 }), (done) => {
      const backlog = new Backlog(positionOf(0), limits);
      const commands = new Set<number>();
      const unconfirmed = new Set<number>();
      let [count, underway]: [number, WaitingBatch[]] = [0, []];
      const finish = (isStored: boolean): void => {
        for (const value of isStored ? valuesOf(underway) : []) unconfirmed.delete(value);
        if (isStored) backlog.confirm(underway);
        else backlog.putBack(underway);
        underway = [];
      };
      for (const step of done) {
        const newest = backlog.stretches.at(-1);
        if (step === 'add' || step === 'command') {
          if (step === 'command') commands.add(count);
          unconfirmed.add(count);
          backlog.add([record(count, step === 'command')]);
          count += 1;
        } else if (step === 'take') {
          if (underway.length === 0) underway = backlog.take(10).batches;
        } else if (step === 'load' && newest) {
          const [first, last] = [
            numberOf(newest.from),
            numberOf({ ...newest.to, offset: newest.to.offset - 10 }),
          ];
          const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
          backlog.load(
            newest,
            numbers.map((n) => record(n, commands.has(n))),
          );
        } else if (step === 'confirm' || step === 'put back') finish(step === 'confirm');
        expect(covered(backlog)).toEqual([...unconfirmed].sort((a, b) => a - b));
        expect(backlog.readings).toBe(unconfirmed.size);
        expect(backlog.isEmpty).toBe(unconfirmed.size === 0);
        if (count > 0) expect(backlog.end).toEqual(record(count - 1).next);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('gives the newest first, of what was there before no more than allowed, and ends a write at its bounds', () => {
    const backlog = new Backlog(positionOf(0), limits);
    backlog.add([0, 1, 2, 3, 4, 5].map((n) => record(n)));
    const first = backlog.take(0);
    expect([valuesOf(first.batches), first.olderReadings]).toEqual([[2, 3, 4, 5], 0]);
    expect(backlog.take(0).batches).toEqual([]); // what is left is not live any more
    backlog.add([record(6)]);
    const second = backlog.take(1);
    expect([valuesOf(second.batches), second.olderReadings]).toEqual([[1, 6], 1]);
  });

  it('leaves out a batch whose name waits already', () => {
    const backlog = new Backlog(positionOf(0), limits);
    const again = { ...record(1), batch: record(0).batch };
    expect(backlog.add([record(0), again])).toEqual([again]);
    expect(valuesOf(backlog.loaded)).toEqual([0]);
    backlog.confirm(backlog.take(1).batches);
    expect(backlog.add([{ ...record(2), batch: record(0).batch }])).toEqual([]); // the store will know it
  });

  it('keeps commands back while something older is hidden', () => {
    const backlog = new Backlog(positionOf(0), limits);
    backlog.add(Array.from({ length: 20 }, (_, n) => record(n)));
    backlog.add([record(20, true)]);
    expect(backlog.stretches.length).toBeGreaterThan(0);
    expect(valuesOf(backlog.take(100).batches)).not.toContain(20);
    for (const stretch of [...backlog.stretches]) backlog.load(stretch, []);
    expect(valuesOf(backlog.take(100).batches)).toContain(20);
  });

  it('lets imports wait for what is live, and keeps that in memory rather than them', () => {
    const backlog = new Backlog(positionOf(0), limits);
    backlog.add(Array.from({ length: 20 }, (_, n) => record(n, false, n !== 1)));
    expect(backlog.readings).toBe(20);
    expect(valuesOf(backlog.loaded)).toContain(1);
    expect(valuesOf(backlog.take(0).batches)).toContain(1);
    expect(backlog.has('live')).toBe(false);
    expect(backlog.has('bulk')).toBe(true);
    expect(backlog.take(0).batches.every(({ isBulk }) => isBulk)).toBe(true);
  });
});
