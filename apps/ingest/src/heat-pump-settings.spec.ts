import { describe, expect, it } from '@jest/globals';
import { heatPumpSettings } from './heat-pump-settings.js';

const config = {
  HEATPUMP_BRAND: 'nibe',
  HEATPUMP_BRANDS: new Map([['0004a3b1c2d3', 'ivt']] as const),
  HEATPUMP_SCALE: 'auto',
} as const;

describe('heatPumpSettings', () => {
  it('knows a pump by its line in the settings, in capitals or not, and the brand of all others', () => {
    const { brandOf, heatPumpBrand } = heatPumpSettings(config, () => undefined);
    expect(brandOf('heat-pump:0004A3B1C2D3')).toBe('ivt');
    expect(brandOf('heat-pump:ThermIQ-mqtt')).toBeUndefined();
    expect(heatPumpBrand).toBe('nibe');
  });

  it('believes the registry first', () => {
    expect(heatPumpSettings(config, () => 'thermia').brandOf('heat-pump:0004A3B1C2D3')).toBe('thermia');
  });
});
