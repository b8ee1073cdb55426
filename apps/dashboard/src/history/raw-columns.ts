import { directionOf } from '../battery/direction.js';
import type { Format } from '../format/format.js';
import type { Texts } from '../texts/en.js';

export type SourceName = 'measured' | 'commanded';

export interface RawColumn {
  metric: string;
  unit: string;
  title: (texts: Texts) => string;
  show: (value: number, texts: Texts, format: Format) => string;
}

const signed = (value: number, texts: Texts, format: Format): string =>
  `${format.number(Math.abs(value) / 1_000, 3)} ${texts.inDirection[directionOf(value)]}`;

/** A number with so many digits. */
export const plain =
  (digits: number) =>
  (value: number, _texts: Texts, format: Format): string =>
    format.number(value, digits);

const measured: readonly RawColumn[] = [
  { metric: 'activePowerW', unit: 'kW', title: (t) => t.metric.power, show: signed },
  { metric: 'setpointW', unit: 'kW', title: (t) => t.metric.setpoint, show: signed },
  { metric: 'socPct', unit: '%', title: (t) => t.metric.soc, show: plain(2) },
  { metric: 'voltageV', unit: 'V', title: (t) => t.metric.voltage, show: plain(2) },
  {
    metric: 'currentA',
    unit: 'A',
    title: (t) => t.metric.current,
    show: (value, _t, format) => format.number(Math.abs(value), 2),
  },
  { metric: 'temperatureC', unit: '°C', title: (t) => t.metric.temperature, show: plain(2) },
];
const commanded: readonly RawColumn[] = [
  { metric: 'charge', unit: 'kW', title: (t) => t.command.charge, show: plain(3) },
  { metric: 'discharge', unit: 'kW', title: (t) => t.command.discharge, show: plain(3) },
];

export const columnsOf = (source: SourceName): readonly RawColumn[] =>
  source === 'measured' ? measured : commanded;
