import { describe, expect, it } from '@jest/globals';
import { en } from '../texts/en.js';
import { alarmSeries } from './alarm-series.js';
import type { ChartedSeries } from './charted-series.js';
import { seriesKeyOf } from './charted-series.js';
import { SeriesBuffer } from './series-buffer.js';
import { seriesTable } from './series-table.js';

const series = (metric: string): ChartedSeries => ({
  device: 'sensor:a',
  metric,
  label: metric,
  unit: '°C',
  colour: 'series-1',
});

describe('the table of a chart', () => {
  it('has a row per time of any series, extremes where there are some, and no row for a gap', () => {
    const both = [series('one'), series('two')];
    const one = new SeriesBuffer(
      { atMs: [0, 9_000], mean: [1, 2], min: [0, 2], max: [3, 2], gaps: [[0, 9_000]] },
      1_000,
    );
    const two = new SeriesBuffer({ atMs: [1_000], mean: [5], gaps: [] }, 1_000);
    const buffers = new Map([one, two].map((buffer, i) => [seriesKeyOf(both[i]!), buffer]));
    const loaded = { span: { fromMs: 0, toMs: 9_000 }, stepMs: 1_000, buffers, partial: undefined };
    const { columns, rows } = seriesTable(both, loaded, en);
    expect(columns.map(({ label }) => label)).toEqual(['Time', 'one', 'one, least', 'one, greatest', 'two']);
    expect(rows).toEqual([
      [500, 1, 0, 3, undefined],
      [1_500, undefined, undefined, undefined, 5],
      [9_500, 2, 2, 2, undefined],
    ]);
  });

  it('says in a word when an alarm was on, and nothing of one that never was', () => {
    const alarms = alarmSeries('gas:a', ['alarmState', 'faultState'], en);
    const said = [
      [0, 0.1],
      [0, 0],
    ].map((mean) => new SeriesBuffer({ atMs: [0, 1_000], mean, max: mean.map(Math.ceil), gaps: [] }, 1_000));
    const buffers = new Map(said.map((buffer, i) => [seriesKeyOf(alarms[i]!), buffer]));
    const loaded = { span: { fromMs: 0, toMs: 2_000 }, stepMs: 1_000, buffers, partial: undefined };
    const { columns, rows } = seriesTable(alarms, loaded, en);
    expect(columns.map(({ label }) => label)).toEqual(['Time', 'Alarm']);
    expect(rows).toEqual([
      [500, 'off'],
      [1_500, 'on'],
    ]);
  });

  it('is empty before anything was loaded', () => {
    expect(seriesTable([series('one')], undefined, en).rows).toEqual([]);
  });
});
