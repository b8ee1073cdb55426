import { type HeatPumpBrand, nativeIdOf } from '@kilowatch/contracts';
import type { DialectSettings } from '@kilowatch/dialects';
import type { IngestConfig } from './config.js';

type HeatPumpConfig = Pick<IngestConfig, 'HEATPUMP_BRAND' | 'HEATPUMP_BRANDS' | 'HEATPUMP_SCALE'>;

/**
 * What dialects of heat pumps are to know. What the registry says of a pump counts before its line in the settings, and that before the
 * brand for all.
 */
export function heatPumpSettings(
  { HEATPUMP_BRAND, HEATPUMP_BRANDS, HEATPUMP_SCALE }: HeatPumpConfig,
  ofRegistry: (device: string) => HeatPumpBrand | undefined,
): Required<Pick<DialectSettings, 'brandOf'>> & DialectSettings {
  const bySettings = new Map([...HEATPUMP_BRANDS].map(([id, brand]) => [id.toLowerCase(), brand]));
  return {
    heatPumpBrand: HEATPUMP_BRAND,
    heatPumpScale: HEATPUMP_SCALE,
    brandOf: (device) => ofRegistry(device) ?? bySettings.get(nativeIdOf(device).toLowerCase()),
  };
}
