import { describe, expect, it } from '@jest/globals';
import { en } from '../texts/en.js';
import { pumpTable } from './pump-table.js';

const noon = Date.parse('2026-03-01T12:00:00Z');
const at = (minutes: readonly number[], values: readonly number[]) => ({
  atMs: minutes.map((minute) => noon + minute * 60_000),
  values: [...values],
});

describe('pumpTable', () => {
  it('puts lines together by time, in the order of time, and leaves open what was not said', () => {
    const { columns, rows } = pumpTable(
      [
        ['cop', at([1, 2], [3.1, 3.2])],
        ['compressor', at([0, 1], [0, 1])],
      ],
      en,
      '',
    );
    expect(columns.map(({ label }) => label)).toEqual(['Time', 'COP', 'Compressor']);
    expect(rows).toEqual([
      [noon, undefined, 0],
      [noon + 60_000, 3.1, 1],
      [noon + 120_000, 3.2, undefined],
    ]);
  });

  it('has the extremes of means, and says what is reckoned', () => {
    const power = { ...at([0], [2_000]), min: [0], max: [6_100] };
    const { columns, rows } = pumpTable([['powerW', power]], en, 'power_consumption');
    expect(columns.map(({ label, unit }) => `${label} ${unit ?? ''}`)).toEqual([
      'Time ',
      'Power (estimated) W',
      'Power (estimated), least W',
      'Power (estimated), greatest W',
    ]);
    expect(rows).toEqual([[noon, 2_000, 0, 6_100]]);
  });

  it('has no column for what nobody said', () => {
    expect(
      pumpTable(
        [
          ['cop', at([], [])],
          ['valve', undefined],
        ],
        en,
        '',
      ),
    ).toMatchObject({ columns: [{}], rows: [] });
  });
});
