import type { Examples } from './example.js';
import { atMs } from './parts.js';

const one = (value: number) => ({ atMs: [atMs], values: [value] });
const mean = (value: number) => ({ ...one(value), min: [value - 1], max: [value + 1] });
const ran = { hours: 11, percent: 46, starts: 14 };
const charts = {
  flows: { cop: 4, ground: 300, electricity: 100, heater: 0, toHouse: 400, freePct: 75 },
  cop: { ...one(4), mean: 4, method: 'measured' },
  runtime: { compressorPct: 40, togetherPct: 6, heaterPct: 0, idlePct: 54 },
  temperatures: { outdoor_temp: mean(-4.5), indoor_temp: mean(21.2) },
  performance: { brineDeltaK: one(3.5), radiatorDeltaK: one(7) },
  power: { powerW: mean(2_080), heaterPct: mean(33) },
  valve: one(0),
  compressor: one(1),
};
const figures = {
  energy: { totalKwh: 22.5, averageW: 938, peakW: 2_310 },
  compressor: ran,
  heater: null,
  hotWater: { cycles: 3, averageMinutes: 34, averageKwh: null },
};
const aPump = {
  device: 'heat-pump:0004A3B1C2D3',
  brand: 'thermia',
  fromMs: atMs - 86_400_000,
  toMs: atMs,
  stepMs: 300_000,
  ...{ charts, figures, alarmTexts: { 20: 'brine flow' } },
};

export const heatPumpExamples: Examples = {
  'GET /api/v1/devices/:device/heat-pump query': {
    valid: { from: '-7d', to: 'now()' },
    invalid: { from: ['-7d'] },
    at: 'from',
  },
  'GET /api/v1/devices/:device/heat-pump reply': {
    valid: aPump,
    invalid: { ...aPump, charts: { ...charts, runtime: { ...charts.runtime, idlePct: -18.4 } } },
    at: 'charts.runtime.idlePct',
  },
};
