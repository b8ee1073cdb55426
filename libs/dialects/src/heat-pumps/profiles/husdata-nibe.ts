import type { Profile } from '../profile.js';

/**
 * NIBE (EB100) behind a Husdata H60, by the vendor's table C40, which prints 0002 twice: 0001 is the return as with the others. It
 * has no register for power. The currents are those of the pump or of the house, as it is wired.
 */
export const husdataNibe: Profile = {
  brand: 'nibe',
  registers: {
    temperature: {
      '0001': 'radiator_return',
      '0002': 'radiator_forward',
      '0003': 'heat_carrier_return',
      '0004': 'heat_carrier_forward',
      '0005': 'brine_in_evaporator',
      '0006': 'brine_out_condenser',
      '0007': 'outdoor_temp',
      '0008': 'indoor_temp',
      '0009': 'hot_water_top',
      '000A': 'hot_water_mid',
      '000B': 'hot_gas_temp',
      '000C': 'suction_gas_temp',
      '0106': 'room_temp_setpoint',
      '0107': 'heating_setpoint',
      '0203': 'room_temp_setpoint_set',
    },
    flow: {
      '000D': 'heat_carrier_flow',
    },
    status: {
      '1A01': 'compressor_status',
      '1A04': 'brine_pump_status',
      '1A05': 'radiator_pump_status',
      '1A07': 'switch_valve_status',
    },
    percentage: {
      '9108': 'compressor_speed',
      '3104': 'additional_heat_percent',
    },
    power: {
      '9124': 'additional_heat_power',
    },
    setting: {
      '9226': 'max_additional_heat',
      '8105': 'degree_minutes',
      '8255': 'degree_minutes_compressor',
      '2201': 'operating_mode',
      '2213': 'hot_water_program',
      '22F2': 'alarm_reset',
    },
    current: {
      '4101': 'current_l1',
      '4102': 'current_l2',
      '4103': 'current_l3',
    },
    energy: {
      '5C51': 'energy_total',
      '5C53': 'energy_hot_water',
      '5C65': 'energy_ventilation',
    },
    alarm: {
      '2A20': 'alarm_code',
    },
  },
};
