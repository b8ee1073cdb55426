import { describe, expect, it } from '@jest/globals';
import { en } from '../texts/en.js';
import { historyTable } from './history-table.js';

const sample = (atMs: number, value: number) => ({ atMs, value, min: value, max: value });

describe('historyTable', () => {
  it('puts what was commanded into the rows of what was measured, and between them', () => {
    const commanded = {
      span: { fromMs: 0, toMs: 10 },
      stepMs: 1,
      chargeW: [sample(2, 4_000)],
      dischargeW: [sample(1, 0)],
      areExact: true,
      partial: undefined,
    };
    const measured = {
      columns: [
        { label: 'Time', kind: 'time' as const },
        { label: 'Power', unit: 'W', kind: 'number' as const },
      ],
      rows: [
        [1, -10],
        [3, -20],
      ],
    };
    const { columns, rows } = historyTable(commanded, measured, en);
    expect(columns.map(({ label }) => label)).toEqual([
      'Time',
      'Commanded: Charge',
      'Commanded: Discharge',
      'Power',
    ]);
    expect(rows).toEqual([
      [1, null, 0, -10],
      [2, 4_000, null, null],
      [3, null, null, -20],
    ]);
    expect(historyTable(undefined, measured, en).rows).toHaveLength(2);
  });
});
