import type { Profile } from '../profile.js';

/** Thermia behind a Husdata H60, by the vendor's table C60. Power and energy only with a meter at the gateway. */
export const husdataThermia: Profile = {
  brand: 'thermia',
  registers: {
    temperature: {
      '0001': 'radiator_return',
      '0002': 'radiator_forward',
      '0005': 'brine_in_evaporator',
      '0006': 'brine_out_condenser',
      '0007': 'outdoor_temp',
      '0008': 'indoor_temp',
      '0009': 'hot_water_top',
      '0012': 'pressure_tube_temp',
      '0013': 'cooling_temp',
      '0107': 'heating_setpoint',
      '0203': 'room_temp_setpoint',
      '0208': 'hot_water_stop_temp',
      '0211': 'heating_stop_temp',
      '0212': 'hot_water_start_temp',
    },
    percentage: {
      '3104': 'additional_heat_percent',
      '3109': 'circulation_pump_speed',
      '3110': 'brine_pump_speed',
    },
    status: {
      '1A01': 'compressor_status',
      '1A04': 'brine_pump_status',
      '1A06': 'radiator_pump_status',
      '1A07': 'switch_valve_status',
    },
    alarm: {
      '1A20': 'alarm_status',
      '2A91': 'alarm_code',
    },
    setting: {
      '2201': 'operating_mode',
      '2204': 'room_sensor_influence',
      '0205': 'heat_curve_L',
      '0206': 'heat_curve_R',
      '8105': 'degree_minutes',
    },
    runtime: {
      '6C60': 'compressor_runtime',
      '6C63': 'aux_heater_3kw_runtime',
      '6C64': 'hot_water_runtime',
      '6C66': 'aux_heater_6kw_runtime',
    },
    power: {
      CFAA: 'power_consumption',
    },
    energy: {
      '5FAB': 'accumulated_energy',
    },
  },
  alarms: {
    10: 'high pressure',
    11: 'low pressure',
    12: 'motor protection',
    13: 'freeze guard',
    14: 'low pressure level 2',
    20: 'brine flow',
    21: 'radiator flow',
    30: 'temperature sensor',
    31: 'several sensors',
    40: 'controller communication',
    50: 'hot gas',
    60: 'external',
    70: 'service',
    80: 'information',
  },
};
