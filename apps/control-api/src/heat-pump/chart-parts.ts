import { chartTemperatures, type GraphSeries, type GraphValues } from '@kilowatch/compat';
import type {
  PumpCharts,
  PumpFigures,
  PumpFlows,
  PumpMeans,
  PumpRuntime,
  PumpValues,
} from '@kilowatch/contracts';
import {
  heatFlows,
  heatPumpKpis,
  noValues,
  type PumpWork,
  pumpWorkOf,
  silenceMsOf,
  type TimedValues,
} from '@kilowatch/domain';

const written = ({ atMs, values }: TimedValues = noValues): PumpValues => ({
  atMs: [...atMs],
  values: [...values],
});

const meansOf = ({ atMs, values, min = values, max = values }: GraphValues = noValues): PumpMeans => ({
  ...written({ atMs, values }),
  min: [...min],
  max: [...max],
});

/** The seven charts, of windows `stepMs` long. */
export function chartsOf(said: GraphSeries, stepMs: number): PumpCharts {
  const work = pumpWorkOf(said, stepMs);
  const temperatures = chartTemperatures.flatMap((metric) =>
    said[metric] ? [[metric, meansOf(said[metric])] as const] : [],
  );
  return {
    flows: flowsOf(work),
    cop: { ...written(work.cop), mean: work.meanCop ?? null },
    runtime: runtimeOf(work),
    temperatures: Object.fromEntries(temperatures),
    performance: { brineDeltaK: written(work.deltas.brine), radiatorDeltaK: written(work.deltas.radiator) },
    power: {
      powerW: meansOf(said.power_consumption),
      heaterPct: meansOf(said.additional_heat_percent),
    },
    valve: written(work.valve),
    compressor: written(work.compressor),
  };
}

/** Null without a COP: what then would be drawn is made up. */
function flowsOf({ meanCop, heaterPercent }: PumpWork): PumpFlows | null {
  if (meanCop === undefined) return null;
  const { cop, ground, electric, aux, pumpToHouse, freePercent, isAuxShown } = heatFlows(
    meanCop,
    heaterPercent,
  );
  return {
    ...{ cop, ground, electricity: electric, heater: isAuxShown ? aux : 0 },
    ...{ toHouse: pumpToHouse, freePct: freePercent },
  };
}

function runtimeOf({ compressor, shares }: PumpWork): PumpRuntime | null {
  if (compressor.atMs.length === 0) return null;
  const { compressorAlone, together, heaterAlone, idle } = shares;
  return { compressorPct: compressorAlone, togetherPct: together, heaterPct: heaterAlone, idlePct: idle };
}

/** Figures of the range; null where nobody said what they are made of. */
export function figuresOf(said: GraphSeries, stepMs: number): PumpFigures {
  const { compressor_status, additional_heat_last, switch_valve_status, power_consumption } = said;
  const { energy, compressor, heater, hotWater } = heatPumpKpis(
    {
      compressor: compressor_status ?? noValues,
      heater: additional_heat_last ?? noValues,
      valve: switch_valve_status ?? noValues,
      power: power_consumption ?? noValues,
    },
    silenceMsOf(stepMs),
  );
  const peakW = (power_consumption?.max ?? []).reduce((most, watts) => Math.max(most, watts), energy.peakW);
  return {
    energy: power_consumption ? { ...energy, peakW } : null,
    compressor: compressor_status ? compressor : null,
    heater: additional_heat_last ? heater : null,
    hotWater: switch_valve_status
      ? { ...hotWater, averageKwh: power_consumption ? hotWater.averageKwh : null }
      : null,
  };
}
