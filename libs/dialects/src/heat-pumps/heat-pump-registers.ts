import type { HeatPumpBrand } from '@kilowatch/contracts';
import { husdataProfiles } from './husdata-registers.js';
import { type RegisterType, registersOf } from './profile.js';

/** A register as the heat pump predecessor tagged what it stored. */
export interface MetricRegister {
  readonly register: string;
  readonly type: RegisterType;
}

type ByMetric = ReadonlyMap<string, MetricRegister>;

const brands = Object.keys(husdataProfiles) as HeatPumpBrand[];

const byBrand = new Map(brands.map((brand): [HeatPumpBrand, ByMetric] => [brand, byMetric(brand)]));

function byMetric(brand: HeatPumpBrand): ByMetric {
  const registers = [...registersOf(husdataProfiles[brand])];
  return new Map(
    registers.flatMap(([register, meanings]) =>
      meanings.map(({ metric, type }) => [metric, { register, type }]),
    ),
  );
}

/** The register that a metric has behind a Husdata gateway, with this brand, else with any; undefined where none has it. */
export function registerOfMetric(
  metric: string,
  brand: HeatPumpBrand = 'thermia',
): MetricRegister | undefined {
  const others = [...byBrand.values()];
  return [byBrand.get(brand), ...others].find((metrics) => metrics?.has(metric))?.get(metric);
}

/** What alarm codes of a brand mean; NIBE's differ from series to series, and are in no list here. */
export const alarmTextsOf = (brand: HeatPumpBrand): Readonly<Record<number, string>> =>
  husdataProfiles[brand].alarms ?? {};
