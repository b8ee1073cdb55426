import { currentDirectionOf, directionOf, type PowerDirection } from '../battery/direction.js';
import type { Format } from '../format/format.js';
import type { Texts } from '../texts/en.js';

export type SourceName = 'measured' | 'commanded';

export interface RawColumn {
  metric: string;
  unit: string;
  title: (texts: Texts) => string;
  show: (value: number, texts: Texts, format: Format) => string;
}

/** A magnitude and a word. `perUnit`: how much of what is stored is one of what is shown. */
const signed =
  (digits: number, perUnit: number, directionOf: (value: number) => PowerDirection) =>
  (value: number, texts: Texts, format: Format): string =>
    `${format.number(Math.abs(value) / perUnit, digits)} ${texts.inDirection[directionOf(value)]}`;
const signedPower = signed(3, 1_000, directionOf);

/** A number with so many digits. */
export const plain =
  (digits: number) =>
  (value: number, _texts: Texts, format: Format): string =>
    format.number(value, digits);

const measured: readonly RawColumn[] = [
  { metric: 'activePowerW', unit: 'kW', title: (t) => t.metric.power, show: signedPower },
  { metric: 'setpointW', unit: 'kW', title: (t) => t.metric.setpoint, show: signedPower },
  { metric: 'socPct', unit: '%', title: (t) => t.metric.soc, show: plain(2) },
  { metric: 'voltageV', unit: 'V', title: (t) => t.metric.voltage, show: plain(2) },
  {
    metric: 'currentA',
    unit: 'A',
    title: (t) => t.metric.current,
    show: signed(2, 1, currentDirectionOf),
  },
  { metric: 'temperatureC', unit: '°C', title: (t) => t.metric.temperature, show: plain(2) },
];
const commanded: readonly RawColumn[] = [
  { metric: 'charge', unit: 'kW', title: (t) => t.command.charge, show: plain(3) },
  { metric: 'discharge', unit: 'kW', title: (t) => t.command.discharge, show: plain(3) },
];

export const columnsOf = (source: SourceName): readonly RawColumn[] =>
  source === 'measured' ? measured : commanded;
