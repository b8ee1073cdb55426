import type { Profile } from '../profile.js';
import { brinePump, compressorState, onOff, priority } from './nibe-states.js';

/**
 * NIBE's F-series (F1145 to F1255) as nibe-mqtt names its coils, by the data files of the library behind it: the power of the
 * inverter is in kW there. Models with one speed say 43435 of their compressor, those with an inverter 43427. A coil is named where a
 * model of the S-series has another under its number.
 */
export const nibeF: Profile = {
  brand: 'nibe',
  registers: {
    temperature: {
      '40004': 'outdoor_temp',
      '40033': 'indoor_temp',
      '40008': 'heat_carrier_forward',
      '40012': 'heat_carrier_return',
      '40071': 'radiator_forward',
      '40152': 'radiator_return',
      '40013': 'hot_water_top',
      '40014': 'hot_water_mid',
      '40015': 'brine_in_evaporator',
      '40016': 'brine_out_condenser',
      '40017': 'condenser_temp',
      '40018': 'hot_gas_temp',
      '40022': 'suction_gas_temp',
    },
    flow: {
      '40072': 'heat_carrier_flow',
    },
    current: {
      '40079': 'current_l3',
      '40081': 'current_l2',
      '40083': 'current_l1',
    },
    status: {
      '43427': { metric: 'compressor_status', states: compressorState },
      '43435': { metric: 'compressor_status', states: onOff },
      '43091': { metric: 'aux_heater_step', coil: 'int-el-add' },
      '43086': { metric: 'switch_valve_status', states: priority },
      '43433': { metric: 'brine_pump_status', states: brinePump },
    },
    percentage: {
      '43136': 'compressor_frequency',
      '43439': 'brine_pump_speed',
    },
    power: {
      '43141': { metric: 'power_consumption', unit: 'kW' },
      '43084': 'additional_heat_power',
      '42035': 'power_consumption_total',
    },
    setting: {
      '47212': 'max_additional_heat',
      '43005': 'degree_minutes',
      '40940': { metric: 'degree_minutes', coil: 'degree-minutes' },
    },
    runtime: {
      '43420': 'compressor_runtime',
      '43424': 'compressor_runtime_hotwater',
      '43416': 'compressor_starts',
      '43081': 'aux_runtime',
    },
    energy: {
      '44298': 'heat_hot_water_with_aux',
      '44300': 'heat_heating_with_aux',
      '44306': 'heat_hot_water_compressor',
      '44308': 'heat_heating_compressor',
    },
    alarm: {
      '45001': { metric: 'alarm_code', coil: 'alarm' },
    },
  },
};
