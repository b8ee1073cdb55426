import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { codeOfQuality, qualityOf } from '../../qualities.js';
import { addReading } from '../../sum-readings.js';
import { WindowSums } from '../../window-sums.js';
import { Chunk, writeChunk } from './chunk.js';
import { type Point, PointColumns } from './point-columns.js';
import { addPoints, countMissing, sumPoints } from './sum-points.js';
import { checkedWords, Damaged, WordWriter } from './words.js';

const point = fc.record({
  stepMs: fc.oneof({ arbitrary: fc.nat(2_000), weight: 20 }, fc.constantFrom(0, 3_600_001, 10 ** 14)),
  ordinal: fc.oneof(fc.nat(3), fc.nat(Number.MAX_SAFE_INTEGER)),
  value: fc.oneof(
    fc.nat(500).map((n) => n / 10),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  ),
  lagMs: fc.oneof(fc.nat(60), fc.integer({ min: -(10 ** 12), max: 10 ** 12 })),
  quality: fc.nat(4),
});

/** Ascending, with jumps of time and points that share one. */
const points = fc.array(point, { minLength: 1, maxLength: 400 }).map((steps) => {
  const columns = new PointColumns();
  let atMs = 0;
  for (const { stepMs, ordinal, value, lagMs, quality } of steps) {
    columns.push((atMs = Math.min(atMs + stepMs, 8.64e15)), ordinal, value, lagMs, quality);
  }
  return columns.ascending();
});

const listOf = (columns: PointColumns): Point[] =>
  Array.from({ length: columns.length }, (_, i) => columns.at(i)!);

const formatOf = (bytes: Uint8Array): number => checkedWords(bytes)[0]! & 0xff;

describe('a chunk', () => {
  it('gives back every point exactly', () => {
    fc.assert(
      fc.property(points, (all) => {
        expect(listOf(new Chunk(writeChunk(all)).readAll())).toEqual(listOf(all));
      }),
    );
  });

  it('holds the sums of each of its blocks', () => {
    fc.assert(
      fc.property(points, (all) => {
        const chunk = new Chunk(writeChunk(all));
        for (let block = 0; block < chunk.blocks; block++) {
          const read = new PointColumns();
          chunk.read(block, read);
          const missing = countMissing(read, 0, read.length);
          expect([chunk.count(block), chunk.missing(block)]).toEqual([read.length, missing]);
          if (missing === 0) expect(chunk.sums(block)).toEqual(sumPoints(read, 0, read.length));
          expect(chunk.firstOrdinal(block)).toBe(read.ordinal[0]);
          expect(chunk.blockAt(read.atMs[0]!, read.ordinal[0])).toBe(block);
        }
        expect(chunk.blockAt(Number.MAX_SAFE_INTEGER)).toBe(chunk.blocks);
      }),
    );
  });

  it('without missing readings is of the first format, which says nothing of them', () => {
    const columns = new PointColumns();
    columns.push(1_000, 0, 4, 20, codeOfQuality('suspect'));
    expect(formatOf(writeChunk(columns))).toBe(1);
    columns.push(2_000, 0, -127, 20, codeOfQuality('missing'));
    expect(formatOf(writeChunk(columns))).toBe(2);
  });

  it('of another format is refused', () => {
    const out = new WordWriter();
    out.word(9);
    expect(() => new Chunk(out.checked())).toThrow('unknown format 9');
  });

  it('in which a bit has changed is refused', () => {
    fc.assert(
      fc.property(points, fc.nat(), fc.nat(7), (all, at, bit) => {
        const bytes = writeChunk(all);
        bytes[at % bytes.length]! ^= 1 << bit;
        expect(() => new Chunk(bytes)).toThrow(Damaged);
      }),
    );
  });
});

describe('points added to windows', () => {
  it('add up as one by one', () => {
    const edges = fc.uniqueArray(fc.nat(400_000), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(points, edges, (all, times) => {
        all.value = all.value.map((value) => Math.round(value % 500)); // sums are exact in any order
        const edgesMs = Float64Array.from(times).sort();
        const [together, oneByOne] = [new WindowSums(edgesMs), new WindowSums(edgesMs)];
        addPoints(together, all, 0, all.length);
        for (const { quality, ...one } of listOf(all))
          addReading(oneByOne, { ...one, ...qualityOf(quality) });
        expect(together).toEqual(oneByOne);
      }),
    );
  });
});
