import { chartTemperatures, type GraphSeries, type GraphValues } from '@kilowatch/compat';
import type {
  PumpCharts,
  PumpFigures,
  PumpFlows,
  PumpMeans,
  PumpRunning,
  PumpRuntime,
  PumpValues,
} from '@kilowatch/contracts';
import {
  heatFlows,
  heatPumpKpis,
  measuredCopOf,
  type MeasuredSeries,
  noValues,
  type PumpWork,
  type Running,
  pumpWorkOf,
  silenceMsOf,
  type TimedValues,
} from '@kilowatch/domain';

/** Writes series whose windows are labelled with their ends. */
class Writer {
  constructor(private readonly stepMs: number) {}

  values({ atMs, values }: TimedValues = noValues): PumpValues {
    return { atMs: atMs.map((endMs) => this.startOf(endMs)), values: [...values] };
  }

  means({ atMs, values, min = values, max = values }: GraphValues = noValues): PumpMeans {
    return { ...this.values({ atMs, values }), min: [...min], max: [...max] };
  }

  /** Windows are aligned to the epoch; the open one ends before its time. */
  private startOf(endMs: number): number {
    return (Math.ceil(endMs / this.stepMs) - 1) * this.stepMs;
  }
}

/** What a pump said in windows of one length. */
export interface Said {
  readonly series: GraphSeries;
  readonly stepMs: number;
}

/** The seven charts; efficiency, by what was measured where that is known, and running times out of windows that may be finer. */
export function chartsOf(
  { series, stepMs }: Said,
  reckoned: Said,
  measured: MeasuredSeries | undefined,
): PumpCharts {
  const work = pumpWorkOf(reckoned.series, reckoned.stepMs);
  const heater = reckoned.series.additional_heat_last;
  const known = measured && measuredCopOf(measured, work.compressor, heater, reckoned.stepMs);
  const { cop, meanCop } = known ?? work;
  const { deltas, compressor, valve } = reckoned.stepMs === stepMs ? work : pumpWorkOf(series, stepMs);
  const write = new Writer(stepMs);
  const temperatures = chartTemperatures.flatMap((metric) =>
    series[metric] ? [[metric, write.means(series[metric])] as const] : [],
  );
  return {
    flows: flowsOf(meanCop, work.heaterPercent),
    cop: {
      ...write.values(meansWithin(cop, stepMs)),
      ...{ mean: meanCop ?? null, method: known ? 'measured' : 'estimated' },
    },
    runtime: runtimeOf(work),
    temperatures: Object.fromEntries(temperatures),
    performance: { brineDeltaK: write.values(deltas.brine), radiatorDeltaK: write.values(deltas.radiator) },
    power: {
      powerW: write.means(series.power_consumption),
      heaterPct: write.means(series.additional_heat_percent),
    },
    valve: write.values(valve),
    compressor: write.values(compressor),
  };
}

/** The mean of all values in each longer window; labelled with ends, as they are. */
function meansWithin({ atMs, values }: TimedValues, stepMs: number): TimedValues {
  const sums = new Map<number, { endMs: number; sum: number; count: number }>();
  atMs.forEach((endMs, i) => {
    const window = Math.ceil(endMs / stepMs);
    const { sum, count } = sums.get(window) ?? { sum: 0, count: 0 };
    sums.set(window, { endMs, sum: sum + values[i]!, count: count + 1 });
  });
  const means = [...sums.values()];
  return { atMs: means.map(({ endMs }) => endMs), values: means.map(({ sum, count }) => sum / count) };
}

/** Null without a COP: what then would be drawn is made up. */
function flowsOf(meanCop: number | undefined, heaterPercent: number): PumpFlows | null {
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

/** Longer windows hide starts of the compressor, and hot water between two of them. */
const longestCountedMs = 15 * 60_000;

/** Figures of the range; null where nobody said what they are made of. */
export function figuresOf(shown: Said, { series, stepMs }: Said): PumpFigures {
  const { compressor_status, additional_heat_last, switch_valve_status, power_consumption } = series;
  const { energy, compressor, heater, hotWater } = heatPumpKpis(
    {
      compressor: compressor_status ?? noValues,
      heater: additional_heat_last ?? noValues,
      valve: switch_valve_status ?? noValues,
      power: power_consumption ?? noValues,
    },
    silenceMsOf(stepMs),
  );
  const peaks = shown.series.power_consumption?.max ?? [];
  const isCounted = stepMs <= longestCountedMs;
  const running = (ran: Running): PumpRunning => ({ ...ran, starts: isCounted ? ran.starts : null });
  return {
    energy: power_consumption
      ? { ...energy, peakW: peaks.reduce((most, watts) => Math.max(most, watts), energy.peakW) }
      : null,
    compressor: compressor_status ? running(compressor) : null,
    heater: additional_heat_last ? running(heater) : null,
    hotWater:
      switch_valve_status && isCounted
        ? { ...hotWater, averageKwh: power_consumption ? hotWater.averageKwh : null }
        : null,
  };
}
