import type { PumpCharts } from '@kilowatch/contracts';
import { frame, startMs } from '../seeded-points.fixture.js';
import type { PumpFrame, PumpLine, PumpLineStyle } from './pump-frame.js';

export const minuteMs = 60_000;
export const fromMs = startMs;

const names: readonly PumpLine[] = [
  ...(['outdoor_temp', 'indoor_temp', 'radiator_forward', 'radiator_return', 'hot_water_top'] as const),
  ...(['brine_in_evaporator', 'brine_out_condenser', 'cop', 'brineDeltaK', 'radiatorDeltaK'] as const),
  ...(['powerW', 'heaterPct', 'compressor', 'valve'] as const),
];

export const pumpFrame: PumpFrame = {
  ...frame,
  toMs: startMs + 20 * minuteMs,
  stepMs: minuteMs,
  heightPx: 280,
  alarms: [],
  lines: Object.fromEntries(
    names.map((name) => [name, { label: name, colour: '#0b62b8', unit: '°C', write: String }]),
  ) as unknown as Record<PumpLine, PumpLineStyle>,
  axisWords: (unit) => ({ unit, write: String }),
};

/** A value for each of the minutes, counted from the beginning of the frame. */
export const at = (minutes: readonly number[], value: number) => ({
  atMs: minutes.map((minute) => startMs + minute * minuteMs),
  values: minutes.map(() => value),
});

const every = Array.from({ length: 20 }, (_, i) => i);
const mean = (value: number) => ({
  ...at(every, value),
  min: every.map(() => value - 1),
  max: every.map(() => value + 1),
});

export const charts: PumpCharts = {
  flows: { cop: 4, ground: 300, electricity: 100, heater: 20, toHouse: 400, freePct: 71.4 },
  cop: { ...at([0, 1, 2, 12, 13], 4), mean: 4 },
  runtime: { compressorPct: 40, togetherPct: 6, heaterPct: 0, idlePct: 54 },
  temperatures: { outdoor_temp: mean(-4), indoor_temp: mean(21), hot_water_top: mean(48) },
  performance: { brineDeltaK: at(every, 3), radiatorDeltaK: at(every, 7) },
  power: { powerW: mean(2_000), heaterPct: mean(33) },
  valve: at(every, 0),
  compressor: at(every, 1),
};

export const nothing: PumpCharts = {
  flows: null,
  cop: { atMs: [], values: [], mean: null },
  runtime: null,
  temperatures: {},
  performance: { brineDeltaK: at([], 0), radiatorDeltaK: at([], 0) },
  power: { powerW: { ...at([], 0), min: [], max: [] }, heaterPct: { ...at([], 0), min: [], max: [] } },
  valve: at([], 0),
  compressor: at([], 0),
};
