import type { Profile } from '../profile.js';

/**
 * IVT's Rego 600 to 637 by the names of its sensors, as the ESPHome controller for it ends its own in them (`gt1`, later `radiator_return_gt1`).
 * What the compressor does, and for what, it knows by the lamps of the front panel.
 */
export const rego600: Profile = {
  brand: 'ivt',
  registers: {
    temperature: {
      gt1: 'radiator_return',
      gt2: 'outdoor_temp',
      gt3: 'hot_water_top',
      gt3x: 'hot_water_mid',
      gt4: 'radiator_forward',
      gt5: 'indoor_temp',
      gt6: 'hot_gas_temp',
      gt8: 'heat_carrier_forward',
      gt9: 'heat_carrier_return',
      gt10: 'brine_in_evaporator',
      gt11: 'brine_out_condenser',
    },
    percentage: {
      add_heat_power: 'additional_heat_percent',
    },
    status: {
      pump: 'compressor_status',
      boiler: 'switch_valve_status',
    },
    alarm: {
      alarm: 'alarm_status',
    },
  },
};
