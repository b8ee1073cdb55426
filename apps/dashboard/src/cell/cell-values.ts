import type { CellMetric } from '@kilowatch/contracts';
import { plain, type RawColumn } from '../history/raw-columns.js';
import type { SeriesColour } from '../series/charted-series.js';
import type { Texts } from '../texts/en.js';

/** One value of a cell sensor, and how it is written. */
export interface CellValue extends RawColumn {
  metric: CellMetric;
  colour: SeriesColour;
}

const named = (metric: CellMetric) => (t: Texts) => t.devices.metric[metric];

/** What every sensor of ours reports: the six tiles. */
export const mainValues: readonly CellValue[] = [
  { metric: 'voltageV', unit: 'V', title: named('voltageV'), show: plain(3), colour: 'series-1' },
  { metric: 'currentA', unit: 'A', title: named('currentA'), show: plain(4), colour: 'series-2' },
  { metric: 'powerW', unit: 'W', title: named('powerW'), show: plain(3), colour: 'series-3' },
  { metric: 'temperatureC', unit: '°C', title: named('temperatureC'), show: plain(1), colour: 'series-4' },
  { metric: 'acsCurrentA', unit: 'A', title: named('acsCurrentA'), show: plain(3), colour: 'series-6' },
  { metric: 'wifiRssiDbm', unit: 'dBm', title: named('wifiRssiDbm'), show: plain(0), colour: 'series-7' },
];

/** What newer ones say beside it. */
export const otherValues: readonly CellValue[] = [
  { metric: 'humidityPct', unit: '%', title: named('humidityPct'), show: plain(1), colour: 'series-5' },
  { metric: 'adsVoltageV', unit: 'V', title: named('adsVoltageV'), show: plain(3), colour: 'series-8' },
  { metric: 'socPct', unit: '%', title: named('socPct'), show: plain(1), colour: 'soc' },
  { metric: 'sohPct', unit: '%', title: named('sohPct'), show: plain(1), colour: 'series-7' },
];
