import fc from 'fast-check';
import { expect, it } from '@jest/globals';
import { edgeRunsOf } from './edge-runs.js';

const edgesOf = (...lengths: readonly number[]): Float64Array => {
  let at = 1_000_003;
  return Float64Array.from([at, ...lengths.map((length) => (at += length))]);
};
const shapes = (...lengths: readonly number[]) =>
  edgeRunsOf(edgesOf(...lengths), 1_000).map(({ first, end, stepMs }) => [first, end, stepMs]);

it.each([
  ['equal windows', [10, 10, 10], [[0, 3, 10]]],
  ['a first and a last one that are cut', [3, 10, 10, 7], [[0, 4, 10]]],
  [
    'a day of 23 and one of 25 hours',
    [24, 24, 23, 24, 24, 25, 24],
    [
      [0, 3, 24],
      [3, 5, 24],
      [5, 7, 25],
    ],
  ],
  [
    'months',
    [31, 28, 31, 30, 31],
    [
      [0, 2, 31],
      [2, 4, 31],
      [4, 5, 31],
    ],
  ],
])('%s are made in few runs', (_what, lengths, expected) => {
  expect(shapes(...lengths)).toEqual(expected);
});

it('whatever the edges: the windows of each run, cut at its ends, are those between the edges', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 1, max: 7 }), (some, most) => {
      const edges = edgesOf(...some);
      const made = edgeRunsOf(edges, most).flatMap(({ first, end, stepMs, offsetMs }) => {
        const [from, to] = [edges[first]!, edges[end]!];
        const starts: number[] = [];
        const grid = from - ((((from - offsetMs) % stepMs) + stepMs) % stepMs);
        for (let start = grid; start < to; start += stepMs) starts.push(Math.max(from, start));
        expect(end - first).toBeLessThanOrEqual(most);
        return starts;
      });
      expect(made).toEqual([...edges.slice(0, -1)]);
    }),
  );
});
