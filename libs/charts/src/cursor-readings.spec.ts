import { describe, expect, it } from '@jest/globals';
import { neighbour, readAll } from './cursor-readings.js';
import { columnsOf } from './series-columns.js';

const readable = (label: string, points: Parameters<typeof columnsOf>[0]) => ({
  label,
  colour: '#000000',
  columns: columnsOf(points),
  write: (value: number) => `${value} °C`,
});
const inside = readable('inside', [
  [1_000, 20],
  [2_000, 21],
  [2_001, null],
  [9_000, 25],
]);
const outside = readable('outside', [[2_100, 5]]);

describe('a cursor over series', () => {
  it('says what each series says at the sample nearest to it', () => {
    const reading = readAll([inside, outside], 2_090, 500);
    expect(reading?.atMs).toBe(2_100);
    expect(reading?.lines.map(({ text }) => text)).toEqual(['–', '5 °C']);
    expect(readAll([inside, outside], 1_900, 500)?.lines.map(({ text }) => text)).toEqual(['21 °C', '5 °C']);
  });

  it('says nothing of a time that is further away than a sample reaches', () => {
    expect(readAll([inside, outside], 8_800, 500)?.lines.map(({ text }) => text)).toEqual(['25 °C', '–']);
    expect(readAll([readable('empty', [])], 1_000, 500)).toBeUndefined();
  });

  it('says the extremes where a value is the mean of several', () => {
    const { columns } = inside;
    const wide = { ...inside, columns: { ...columns, max: columns.value.map((value) => value + 1) } };
    expect(readAll([wide], 1_000, 500)?.lines[0]?.spread).toBe('20 °C … 21 °C');
    expect(readAll([inside], 1_000, 500)?.lines[0]?.spread).toBeUndefined();
  });

  it('goes from sample to sample of any series, and over breaks', () => {
    expect(neighbour([inside, outside], 2_000, 1)).toBe(2_100);
    expect(neighbour([inside, outside], 2_100, 1)).toBe(9_000);
    expect(neighbour([inside, outside], 2_100, -1)).toBe(2_000);
    expect(neighbour([inside, outside], 9_000, 1)).toBeUndefined();
  });
});
