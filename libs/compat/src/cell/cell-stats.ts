import type { CellRow } from '@kilowatch/contracts';

/** Rows that the statistics, and a page that does not say how many it wants, are about. */
export const usualCellRows = 100;

/** How many of the last rows a `limit` asks for: all of them where it is negative, the usual number where it is no whole number. */
export const cellRowsAsked = (limit: number | undefined): number =>
  limit === undefined ? usualCellRows : limit < 0 ? Infinity : limit;

/** `GET /api/stats` of the battery twin's predecessor: V, mA, mW and °C. Without rows it knows five keys only. */
export function cellStatsOf(rows: readonly CellRow[]) {
  if (rows.length === 0)
    return { voltage_avg: 0, current_avg: 0, power_avg: 0, temp_avg: 0, total_readings: 0 };
  const of = (key: 'voltage' | 'current_ma' | 'power_mw' | 'temperature') => {
    const values = rows.map((row) => row[key]);
    const [min, max] = [Math.min(...values), Math.max(...values)];
    const mean = values.reduce((sum, value) => sum + value / values.length, 0);
    return { min, max, mean: Math.min(max, Math.max(min, mean)) };
  };
  const [voltage, current] = [of('voltage'), of('current_ma')];
  const [power, temperature] = [of('power_mw'), of('temperature')];
  return {
    ...{ voltage_avg: voltage.mean, voltage_min: voltage.min, voltage_max: voltage.max },
    ...{ current_avg: current.mean, current_max: current.max },
    ...{ power_avg: power.mean, power_max: power.max },
    ...{ temp_avg: temperature.mean, temp_max: temperature.max },
    total_readings: rows.length,
  };
}
