const leastCop = 1.5;
const mostCop = 6;
const copWithoutData = 3;
const electricUnits = 100;
/** A heater that is on all the time counts half as much as the electricity. */
const heaterUnits = 50;
const leastHeaterUnits = 5;

/** Where the heat of the house comes from, in units of which the electricity of the compressor is 100. */
export interface HeatFlows {
  readonly cop: number;
  readonly ground: number;
  readonly electric: number;
  readonly aux: number;
  readonly total: number;
  readonly pumpToHouse: number;
  /** The share of the ground in all of it, %. */
  readonly freePercent: number;
  /** The heater is worth being shown beside the pump. */
  readonly isAuxShown: boolean;
}

/**
 * The flows behind the predecessor's Sankey diagram. A COP outside 1.5…6 counts as 3.
 * @param auxPercent share of the time in which the additional heater was on, %
 */
export function heatFlows(meanCop: number, auxPercent: number): HeatFlows {
  const cop = meanCop >= leastCop && meanCop <= mostCop ? meanCop : copWithoutData;
  const ground = electricUnits * (cop - 1);
  const aux = (auxPercent / 100) * heaterUnits;
  const total = ground + electricUnits + aux;
  return {
    cop,
    ground,
    electric: electricUnits,
    aux,
    total,
    pumpToHouse: total - aux,
    freePercent: (ground / total) * 100,
    isAuxShown: aux > leastHeaterUnits,
  };
}

/** What is shown while there is no COP. */
export const flowsWithoutData: HeatFlows = heatFlows(copWithoutData, 0);
