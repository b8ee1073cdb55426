import type { HeatPumpBrand } from '@kilowatch/contracts';

const displayNames: Readonly<Record<HeatPumpBrand, string>> = {
  thermia: 'Thermia Diplomat',
  ivt: 'IVT Greenline',
  nibe: 'NIBE Fighter/Supreme',
};

const colors = {
  outdoor_temp: '#64b5f6',
  indoor_temp: '#4caf50',
  hot_water_top: '#ff9800',
  radiator_forward: '#dc143c',
  radiator_return: '#ffd700',
  brine_in_evaporator: '#00d4ff',
  brine_out_condenser: '#1565c0',
  compressor: '#4caf50',
  aux_heater: '#ffc107',
  power: '#9b59b6',
  delta_brine: '#26c6da',
  delta_radiator: '#ff5722',
  cop: '#4caf50',
  cop_avg: '#ff9800',
} as const;

/** The reply of `GET /api/config`. */
export interface HeatPumpConfig {
  readonly brand: HeatPumpBrand;
  readonly display_name: string;
  readonly colors: Record<string, string>;
}

export const heatPumpConfigOf = (brand: HeatPumpBrand): HeatPumpConfig => ({
  brand,
  display_name: displayNames[brand],
  colors,
});
