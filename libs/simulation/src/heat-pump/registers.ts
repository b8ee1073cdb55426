import type { HouseMetric } from './house.js';

export type Registers = Readonly<Record<string, HouseMetric>>;

const common: Registers = {
  '0001': 'radiator_return',
  '0002': 'radiator_forward',
  '0005': 'brine_in_evaporator',
  '0006': 'brine_out_condenser',
  '0007': 'outdoor_temp',
  '0008': 'indoor_temp',
  '0009': 'hot_water_top',
  '3104': 'additional_heat_percent',
  '1A01': 'compressor_status',
  '1A04': 'brine_pump_status',
  '1A07': 'switch_valve_status',
};

/** Registers of the gateway H60 that the simulated pumps have, by brand. Thermia's with an energy meter wired to it. */
export const registersOf = {
  thermia: {
    ...common,
    '0012': 'pressure_tube_temp',
    '0107': 'heating_setpoint',
    '0203': 'room_temp_setpoint',
    '1A06': 'radiator_pump_status',
    '1A20': 'alarm_status',
    '2A91': 'alarm_code',
    '2201': 'operating_mode',
    '8105': 'degree_minutes',
    '6C60': 'compressor_runtime',
    '6C63': 'aux_heater_3kw_runtime',
    '6C64': 'hot_water_runtime',
    CFAA: 'power_consumption',
    '5FAB': 'accumulated_energy',
  },
  ivt: {
    ...common,
    '0004': 'radiator_forward',
    '0003': 'radiator_return',
    '0107': 'heating_setpoint',
    '1A06': 'radiator_pump_status',
    '1A20': 'alarm_status',
    BA91: 'alarm_code',
    '6C55': 'compressor_runtime',
    CFAA: 'power_consumption',
    '5FAB': 'accumulated_energy',
  },
  nibe: {
    ...common,
    '0004': 'radiator_forward',
    '0003': 'radiator_return',
    '1A05': 'radiator_pump_status',
    '2A20': 'alarm_code',
    '8105': 'degree_minutes',
    '2201': 'operating_mode',
  },
} as const satisfies Record<string, Registers>;
