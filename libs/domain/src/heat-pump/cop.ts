const leastDeltaK = 0.5;
const lowestCop = 1.5;
const highestCop = 6;

/** Temperature differences over the radiators (forward − return) and over the brine (in − out), K. */
export interface HeatPumpDeltas {
  readonly radiatorK: number;
  readonly brineK: number;
}

/**
 * The COP that the heat pump predecessor showed: 2 + ΔT radiator / ΔT brine, held between 1.5 and 6. An empirical rule without a
 * physical basis; undefined where it says nothing: the compressor is off, or a difference is 0.5 K or less.
 */
export function classicCop(
  isCompressorOn: boolean,
  { radiatorK, brineK }: HeatPumpDeltas,
): number | undefined {
  if (!isCompressorOn || !(radiatorK > leastDeltaK && brineK > leastDeltaK)) return undefined;
  return Math.min(highestCop, Math.max(lowestCop, 2 + radiatorK / brineK));
}

/** Volumetric heat capacity of water at 40 °C, kJ/(l·K): 0.992 kg/l · 4.178 kJ/(kg·K). */
export const waterHeatCapacity = 4.145;

/** kW of heat for each kelvin between forward and return, of a flow in l/s. */
export const flowFactor = (flowLs: number, heatCapacity = waterHeatCapacity): number => flowLs * heatCapacity;

/** What a heat pump did in one interval. */
export interface EnergyInterval {
  readonly hours: number;
  /** Given to the house, see {@link flowFactor}. */
  readonly heatKw: number;
  /** Electrical, W. */
  readonly powerW: number;
}

export interface EnergyBalance {
  readonly heatKwh: number;
  readonly electricityKwh: number;
  /** Undefined while no electricity was used. */
  readonly cop: number | undefined;
}

/** The COP by the energy balance: all heat over all electricity. */
export function energyBalance(intervals: readonly EnergyInterval[]): EnergyBalance {
  let [heatKwh, electricityKwh] = [0, 0];
  for (const { hours, heatKw, powerW } of intervals) {
    heatKwh += heatKw * hours;
    electricityKwh += (powerW / 1_000) * hours;
  }
  return { heatKwh, electricityKwh, cop: electricityKwh > 0 ? heatKwh / electricityKwh : undefined };
}
