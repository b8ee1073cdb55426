import { flowsWithoutData, type HeatFlows, heatFlows } from '@kilowatch/domain';

const ground = '🌍 Markenergi';
const electricity = '⚡ Elkraft';
const pump = '🔄 Värmepump';
const house = '🏠 Värme till Hus';
const heater = '🔥 Tillsattsvärme';

/** Where the heat comes from, for a Sankey diagram; the electricity of the compressor is 100. */
export interface SankeyBlock {
  readonly nodes: readonly { readonly name: string }[];
  readonly links: readonly { readonly source: string; readonly target: string; readonly value: number }[];
  readonly cop: number;
  readonly free_energy_percent: number;
  /** False: the numbers are only those that the diagram has when nothing is known. */
  readonly has_data: boolean;
}

/**
 * The Sankey block of a range.
 * @param meanCop absent: there was none
 * @param auxPercent share of the time in which the additional heater was on, %
 */
export const sankeyOf = (meanCop: number | undefined, auxPercent: number): SankeyBlock =>
  meanCop === undefined
    ? { ...blockOf(flowsWithoutData), free_energy_percent: freePercentWithoutData, has_data: false }
    : blockOf(heatFlows(meanCop, auxPercent));

/** As the predecessor wrote it. */
const freePercentWithoutData = 66.67;

const blockOf = (flows: HeatFlows): SankeyBlock => ({
  nodes: [ground, electricity, pump, house, ...(flows.isAuxShown ? [heater] : [])].map((name) => ({ name })),
  links: [
    { source: ground, target: pump, value: flows.ground },
    { source: electricity, target: pump, value: flows.electric },
    { source: pump, target: house, value: flows.pumpToHouse },
    ...(flows.isAuxShown ? [{ source: heater, target: house, value: flows.aux }] : []),
  ],
  cop: flows.cop,
  free_energy_percent: flows.freePercent,
  has_data: true,
});
