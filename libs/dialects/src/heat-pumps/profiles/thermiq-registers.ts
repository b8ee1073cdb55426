import type { Profile } from '../profile.js';

/** Thermia behind ThermIQ-MQTT: whole numbers, tenths of some in a register of their own. */
export const thermiqRegisters: Profile = {
  brand: 'thermia',
  registers: {
    temperature: {
      r00: 'outdoor_temp',
      r01: { metric: 'indoor_temp', tenths: 'r02' },
      r03: { metric: 'room_temp_setpoint', tenths: 'r04' },
      r05: 'radiator_forward',
      r06: 'radiator_return',
      r07: 'hot_water_top',
      r08: 'brine_out_condenser',
      r09: 'brine_in_evaporator',
      r0a: 'cooling_temp',
      r0b: 'heating_shunt_temp',
      r0e: 'heating_setpoint',
      r17: 'pressure_tube_temp',
      r18: 'hot_gas_temp',
    },
    current: {
      r0c: 'current',
    },
    percentage: {
      r0d: 'additional_heat_percent',
      r1e: 'brine_pump_speed',
      r1f: 'circulation_pump_speed',
    },
    status: {
      r10: [
        { metric: 'brine_pump_status', mask: 0x01 },
        { metric: 'compressor_status', mask: 0x02 },
        { metric: 'radiator_pump_status', mask: 0x04 },
        { metric: 'switch_valve_status', mask: 0x08 },
        { metric: 'aux_1_status', mask: 0x80 },
      ],
    },
    alarm: {
      r11: { metric: 'alarm_status', mask: 0x40 },
      r13: 'alarm_bits_1',
      r14: 'alarm_bits_2',
    },
    setting: {
      r19: 'degree_minutes',
      r32: 'room_temp_setpoint_set',
      r33: 'operating_mode',
    },
    runtime: {
      r68: 'compressor_runtime',
      r6a: 'aux_heater_3kw_runtime',
      r6c: 'hot_water_runtime',
      r72: 'aux_heater_6kw_runtime',
    },
  },
};
