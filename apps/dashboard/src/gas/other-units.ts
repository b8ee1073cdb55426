import { lelPctOf, mgPerM3Of } from '@kilowatch/domain/gas';

export interface OtherUnit {
  readonly value: number;
  readonly unit: string;
}

/** Below it, %LEL is a row of zeros. */
const leastLelPct = 0.1;
/** From here on people speak of percent by volume, and nobody weighs the gas any more. */
const ppmOfVolPct = 10_000;
/** There is no more of anything than all of it. */
const ppmOfPureGas = 1_000_000;

/** A concentration as others say it: against the lower explosive limit, by mass, by volume. Only what makes sense for this gas. */
export function otherUnitsOf(gas: string, ppm: number): OtherUnit[] {
  if (ppm < 0 || ppm > ppmOfPureGas) return [];
  const lel = lelPctOf(gas, ppm);
  const mass = mgPerM3Of(gas, ppm);
  const said: OtherUnit[] = [];
  if (lel !== undefined && lel >= leastLelPct) said.push({ value: lel, unit: '%LEL' });
  if (ppm >= ppmOfVolPct) said.push({ value: ppm / ppmOfVolPct, unit: 'vol%' });
  else if (mass !== undefined) said.push({ value: mass, unit: 'mg/m³' });
  return said;
}
