import type { PumpLine } from '@kilowatch/charts/heat-pump';
import type { SeriesColour } from '../series/charted-series.js';
import type { Texts } from '../texts/en.js';

interface Line {
  readonly colour: SeriesColour;
  readonly unit: string;
  /** Of what the gateway says; absent: it is made of several. */
  readonly metric?: string;
  readonly digits?: number;
}

const celsius = (colour: SeriesColour): Line => ({ colour, unit: '°C', digits: 1 });

/** In the spirit of the predecessor's page: cold is blue, hot is red, hot water orange, power purple. */
export const pumpLines: Readonly<Record<PumpLine, Line>> = {
  outdoor_temp: celsius('series-1'),
  indoor_temp: celsius('series-3'),
  radiator_forward: celsius('series-8'),
  radiator_return: celsius('series-5'),
  hot_water_top: celsius('series-2'),
  brine_in_evaporator: celsius('series-6'),
  brine_out_condenser: celsius('series-7'),
  cop: { colour: 'series-3', unit: '', digits: 2 },
  brineDeltaK: { colour: 'series-6', unit: 'K', digits: 1 },
  radiatorDeltaK: { colour: 'series-8', unit: 'K', digits: 1 },
  powerW: { colour: 'series-4', unit: 'W', metric: 'power_consumption' },
  heaterPct: { colour: 'series-5', unit: '%', metric: 'additional_heat_percent', digits: 0 },
  compressor: { colour: 'series-3', unit: '', metric: 'compressor_status' },
  valve: { colour: 'series-1', unit: '', metric: 'switch_valve_status' },
};

/** What a line is called; one that the pump does not measure says so. */
export function lineLabel(
  line: PumpLine,
  { devices, heatPump: t, battery }: Texts,
  estimated: string,
): string {
  const metric = pumpLines[line].metric ?? line;
  const names: Readonly<Record<string, string>> = {
    ...devices.metric,
    cop: t.cop.name,
    brineDeltaK: t.performance.brine,
    radiatorDeltaK: t.performance.radiator,
    switch_valve_status: t.valve.name,
  };
  const name = names[metric] ?? metric;
  return estimated.split(' ').includes(metric) ? `${name} (${battery.quality.estimated})` : name;
}
