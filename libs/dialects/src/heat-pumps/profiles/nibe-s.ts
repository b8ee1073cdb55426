import type { Profile } from '../profile.js';
import { alarmOrNot, onOff, priority } from './nibe-states.js';

/** NIBE's S-series (S1155, S1255) by its Modbus registers, as nibe-mqtt names them too. */
export const nibeS: Profile = {
  brand: 'nibe',
  registers: {
    temperature: {
      '30002': 'outdoor_temp',
      '30006': 'heat_carrier_forward',
      '30008': 'heat_carrier_return',
      '30009': 'hot_water_top',
      '30010': 'hot_water_mid',
      '30011': 'brine_in_evaporator',
      '30012': 'brine_out_condenser',
      '30117': 'indoor_temp',
    },
    flow: {
      '30041': 'heat_carrier_flow',
    },
    status: {
      '31101': { metric: 'compressor_status', states: onOff },
      '31029': { metric: 'switch_valve_status', states: priority },
    },
    power: {
      '31049': 'power_consumption',
      '31028': 'additional_heat_power',
    },
    setting: {
      '40012': { metric: 'degree_minutes', coil: 'degree-minutes' },
    },
    runtime: {
      '31088': 'compressor_runtime',
      '31092': 'compressor_runtime_hotwater',
      '31084': 'compressor_starts',
    },
    alarm: {
      '31976': 'alarm_code',
      '32196': { metric: 'alarm_status', states: alarmOrNot },
    },
  },
};
