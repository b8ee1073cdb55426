import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CellRow } from '@kilowatch/contracts';
import { expect, it } from '@jest/globals';
import { cellRowsAsked, cellStatsOf } from './cell-stats.js';

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../vectors/battery-twin.json'), 'utf8'),
) as { http?: string; case?: string; res?: object }[];
const [full, empty] = recorded.filter(({ http }) => http === 'GET /api/stats').map(({ res }) => res!);

const aRow = (parts: Partial<CellRow> = {}): CellRow => ({
  ...{ id: 1, timestamp: '2025-06-01T12:00:00+00:00', device_id: 'ESP32_01' },
  ...{ voltage: 3.7, current_ma: 150, power_mw: 555, temperature: 25, acs_current_a: 0, wifi_rssi: -45 },
  ...parts,
});

it('sums rows up under the keys of the predecessor, in its order', () => {
  const stats = cellStatsOf([
    aRow(),
    aRow({ voltage: 4.1, current_ma: -50, power_mw: -205, temperature: 20 }),
  ]);
  expect(Object.keys(stats)).toEqual(Object.keys(full!));
  expect(stats).toEqual({
    ...{ voltage_avg: expect.closeTo(3.9, 9), voltage_min: 3.7, voltage_max: 4.1 },
    ...{ current_avg: 50, current_max: 150, power_avg: 175, power_max: 555 },
    ...{ temp_avg: 22.5, temp_max: 25, total_readings: 2 },
  });
});

it('keeps a mean between its extremes, whatever the numbers are', () => {
  const stats = cellStatsOf(Array.from({ length: 100 }, () => aRow({ voltage: 3.7, current_ma: 1e308 })));
  expect(stats).toMatchObject({ voltage_avg: 3.7, current_avg: 1e308, total_readings: 100 });
});

it('of no rows has the five keys of the predecessor', () => {
  expect(cellStatsOf([])).toEqual(empty);
});

it.each([
  [undefined, 100],
  [0, 0],
  [7, 7],
  [-1, Infinity],
])('a limit of %p asks for %p rows', (limit, rows) => {
  expect(cellRowsAsked(limit)).toBe(rows);
});
