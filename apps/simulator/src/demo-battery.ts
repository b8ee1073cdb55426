import type { Random } from '@kilowatch/simulation';

/** A battery at one instant. Powers at the AC terminals, W, positive while discharging. */
export interface DemoBattery {
  readonly ratedW: number;
  readonly capacityWh: number;
  readonly storedWh: number;
  readonly activePowerW: number;
  readonly voltageV: number;
  readonly currentA: number;
  readonly temperatureC: number;
  readonly ambientC: number;
  /** Since the start, at the AC terminals. */
  readonly energyInWh: number;
  readonly energyOutWh: number;
  /** Turned into heat in the inverter and the pack; in = stored + out + lost. */
  readonly lostWh: number;
}

const socFloorPct = 5;
const taperPct = 5; // derated over the last 5 % of state of charge at either end
const taperEnd = 0.05; // of the rating, so that "full" and "empty" are reached
const socTolerancePct = 0.005; // half of the last digit reported
const rampPerS = 0.1; // of the rating
const inverterEfficiency = 0.97; // one way
const dropAtRated = 0.025; // of the nominal voltage, over the inner resistance
const worstLoss = 1.1; // stored energy per energy delivered, more than the two lines above can add up to
const nominalV = 400;
const ambientMeanC = 22;
const heatCapacityJPerKPerWh = 8;
const coolingS = 6 * 3600; // time constant of pack and surroundings
const msPerH = 3_600_000;

// Open-circuit voltage of an iron phosphate pack of 125 cells over state of charge: flat in the middle, steep at both ends.
const openCircuit: readonly (readonly [socPct: number, voltageV: number])[] = [
  [0, 350],
  [5, 389],
  [10, 400],
  [20, 405],
  [40, 411],
  [70, 416],
  [90, 419],
  [97, 425],
  [100, 440],
];

/** Volts without load, interpolated between the points of the curve; past either end (rounding gets there) the end's own. */
export function openCircuitV(socPct: number): number {
  const onCurvePct = clamp(socPct, 0, 100);
  const upper = Math.max(
    1,
    openCircuit.findIndex(([soc]) => soc >= onCurvePct),
  );
  const [soc0, v0] = openCircuit[upper - 1]!;
  const [soc1, v1] = openCircuit[upper]!;
  return v0 + ((v1 - v0) * (onCurvePct - soc0)) / (soc1 - soc0);
}

/** A resting battery between 45 and 65 % full. */
export function restingBattery(ratedW: number, capacityWh: number, random: Random): DemoBattery {
  const storedWh = capacityWh * (0.45 + 0.2 * random());
  return {
    ratedW,
    capacityWh,
    storedWh,
    activePowerW: 0,
    voltageV: openCircuitV((100 * storedWh) / capacityWh),
    currentA: 0,
    temperatureC: ambientMeanC + 2,
    ambientC: ambientMeanC,
    energyInWh: 0,
    energyOutWh: 0,
    lostWh: 0,
  };
}

export const socPctOf = (battery: DemoBattery): number => (100 * battery.storedWh) / battery.capacityWh;

/** What the battery would take and give now, W, both as magnitudes. */
export function limitsOf(battery: DemoBattery): { chargeLimitW: number; dischargeLimitW: number } {
  const derated = (roomPct: number) =>
    roomPct <= socTolerancePct ? 0 : battery.ratedW * Math.min(1, Math.max(taperEnd, roomPct / taperPct));
  const socPct = socPctOf(battery);
  return { chargeLimitW: derated(100 - socPct), dischargeLimitW: derated(socPct - socFloorPct) };
}

/** The battery `dtMs` later, having followed `setpointW` (positive = discharge) as far as ramp and limits let it. */
export function step(battery: DemoBattery, setpointW: number, dtMs: number, random: Random): DemoBattery {
  if (!(dtMs > 0)) return battery;
  const activePowerW = nextPowerW(battery, setpointW, dtMs);
  const emptyV = openCircuitV(socPctOf(battery));
  const resistanceOhm = (dropAtRated * nominalV ** 2) / battery.ratedW;
  const packW = activePowerW > 0 ? activePowerW / inverterEfficiency : activePowerW * inverterEfficiency;
  // From packW = (emptyV - R·I)·I, the root that is near zero for small powers.
  const currentA = (emptyV - Math.sqrt(emptyV ** 2 - 4 * resistanceOhm * packW)) / (2 * resistanceOhm);
  const hours = dtMs / msPerH;
  const ambientC = nextAmbientC(battery.ambientC, dtMs, random);
  return {
    ...battery,
    activePowerW,
    currentA,
    voltageV: emptyV - resistanceOhm * currentA,
    storedWh: battery.storedWh - emptyV * currentA * hours,
    energyInWh: battery.energyInWh + Math.max(0, -activePowerW) * hours,
    energyOutWh: battery.energyOutWh + Math.max(0, activePowerW) * hours,
    lostWh: battery.lostWh + (emptyV * currentA - activePowerW) * hours,
    ambientC,
    temperatureC: nextTemperatureC(battery, ambientC, resistanceOhm * currentA ** 2, dtMs),
  };
}

function nextPowerW(battery: DemoBattery, setpointW: number, dtMs: number): number {
  const { chargeLimitW, dischargeLimitW } = limitsOf(battery);
  const hours = dtMs / msPerH;
  const roomWh = Math.max(0, battery.capacityWh - battery.storedWh);
  const availableWh = Math.max(0, battery.storedWh - (battery.capacityWh * socFloorPct) / 100);
  const lowestW = -Math.min(chargeLimitW, roomWh / hours);
  const highestW = Math.min(dischargeLimitW, availableWh / worstLoss / hours);
  const rampW = (battery.ratedW * rampPerS * dtMs) / 1_000;
  const ramped = clamp(setpointW, battery.activePowerW - rampW, battery.activePowerW + rampW);
  return clamp(ramped, lowestW, highestW);
}

/** A slow wander around the mean, as of a cellar. */
function nextAmbientC(ambientC: number, dtMs: number, random: Random): number {
  const back = (ambientMeanC - ambientC) * (1 - Math.exp(-dtMs / msPerH));
  const wander = (random() - 0.5) * 0.05 * Math.sqrt(Math.min(dtMs, 60_000) / 1_000);
  return clamp(ambientC + back + wander, ambientMeanC - 5, ambientMeanC + 5);
}

function nextTemperatureC(battery: DemoBattery, ambientC: number, heatW: number, dtMs: number): number {
  const seconds = dtMs / 1_000;
  const settledC = ambientC + (heatW * coolingS) / (heatCapacityJPerKPerWh * battery.capacityWh);
  return battery.temperatureC + (settledC - battery.temperatureC) * (1 - Math.exp(-seconds / coolingS));
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
