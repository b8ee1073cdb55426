import { pumpWorkOf } from '@kilowatch/domain';
import type { GraphSeries } from './graph-series.js';
import { timeWriter } from './graph-time.js';
import { type PairBlocks, pairBlocksOf } from './pair-blocks.js';
import { type SankeyBlock, sankeyOf } from './sankey-block.js';
import { type TemperatureBlock, temperatureBlockOf } from './temperature-block.js';

/** Shares of the time in which a state was known. */
export interface RuntimeBlock {
  readonly compressor_percent: number;
  readonly aux_heater_percent: number;
  readonly inactive_percent: number;
}

/** The seven charts of the heat pump predecessor. Nothing in them is ever NaN; a chart without data has empty lists. */
export interface GraphBlocks extends PairBlocks {
  readonly cop: {
    readonly timestamps: readonly string[];
    /** Only where there is a COP: the page cannot show a gap. */
    readonly values: readonly number[];
    /** 0 while there is none. */
    readonly avg: number;
  };
  readonly temperature: TemperatureBlock;
  readonly runtime: RuntimeBlock;
  readonly sankey: SankeyBlock;
}

/** The charts of a range whose windows are `stepMs` long. */
export function graphBlocksOf(series: GraphSeries, stepMs: number): GraphBlocks {
  const { deltas, cop, meanCop, compressorPercent, heaterPercent } = pumpWorkOf(series, stepMs);
  const write = timeWriter();
  const runtime = runtimeOf(compressorPercent, heaterPercent);
  return {
    cop: { timestamps: cop.atMs.map(write), values: cop.values, avg: meanCop ?? 0 },
    temperature: temperatureBlockOf(series, write),
    runtime,
    sankey: sankeyOf(meanCop, runtime.aux_heater_percent),
    ...pairBlocksOf(series, deltas, write),
  };
}

/** Rounded to tenths, as the predecessor showed them. */
function runtimeOf(compressorPercent: number, heaterPercent: number): RuntimeBlock {
  const [compressor, heater] = [tenths(compressorPercent), tenths(heaterPercent)];
  return {
    compressor_percent: compressor,
    aux_heater_percent: heater,
    inactive_percent: tenths(Math.max(0, 100 - compressor - heater)),
  };
}

const tenths = (percent: number): number => Math.round(percent * 10) / 10;
