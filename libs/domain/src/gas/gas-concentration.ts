/** Lower explosive limits in percent by volume: CH4 as IEC 60079-20-1 has it (ISO 10156: 5.0), the lower and so the safer one. */
const lowerExplosiveLimits: ReadonlyMap<string, number> = new Map([
  ['CH4', 4.4],
  ['C3H8', 1.7],
  ['LPG', 1.7],
  ['H2', 4],
  ['CO', 12.5],
]);

const molarMasses: ReadonlyMap<string, number> = new Map([
  ['CH4', 16.04],
  ['CO', 28.01],
  ['CO2', 44.01],
  ['H2S', 34.08],
  ['NO2', 46.01],
  ['O2', 32],
  ['H2', 2.016],
  ['C3H8', 44.1],
  ['LPG', 44.1],
]);

const ppmOfVolPct = 10_000;
/** Litres of a mole at 25 °C and 1013 hPa. */
const molarVolumeL = 24.45;

/** Percent by volume at which a gas begins to explode; undefined for one that does not burn, or is unknown. */
export const lowerExplosiveLimitOf = (gas: string): number | undefined => lowerExplosiveLimits.get(gas);

/** Percent of the lower explosive limit (in percent by volume); undefined for a gas without one. */
export function lelPctOf(
  gas: string,
  ppm: number,
  limitVolPct = lowerExplosiveLimitOf(gas),
): number | undefined {
  return limitVolPct === undefined ? undefined : (ppm / (limitVolPct * ppmOfVolPct)) * 100;
}

/** Milligrams per cubic metre at 25 °C and 1013 hPa; undefined for a gas whose molar mass is unknown. */
export function mgPerM3Of(gas: string, ppm: number): number | undefined {
  const mass = molarMasses.get(gas);
  return mass === undefined ? undefined : (ppm * mass) / molarVolumeL;
}

const lelUnit = /^(?:%\s*lel|lel\s*%|lel)$/i;
const massUnit = /^(mg|µg|ug|μg)\/m(?:3|³|\^3)$/i;
const volumeUnit = /^(?:%|%\s*vol|vol\.?\s*-?%)$/i;

/**
 * ppm of a gas as a detector says it: in %LEL, mg/m³ or percent by volume. `sensor` is the gas, as `CH4` or `CH4/0`.
 * Undefined where the unit is another, or the gas is not known well enough.
 */
export function gasToPpm(sensor: string, value: number, unit: string): number | undefined {
  const gas = sensor.split('/', 1)[0]!.toUpperCase();
  if (volumeUnit.test(unit)) return rounded(value * ppmOfVolPct);
  if (lelUnit.test(unit)) {
    const limit = lowerExplosiveLimitOf(gas);
    return limit === undefined ? undefined : rounded((value / 100) * limit * ppmOfVolPct);
  }
  const mass = massUnit.exec(unit);
  const perPpm = mass ? mgPerM3Of(gas, 1) : undefined;
  if (!mass || perPpm === undefined) return undefined;
  return rounded((mass[1]!.toLowerCase() === 'mg' ? value : value / 1_000) / perPpm);
}

const rounded = (value: number): number => Number(value.toPrecision(12));
