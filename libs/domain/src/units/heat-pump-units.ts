/** Units of a heat pump's metrics by their canonical names. Not listed: a number without one (states, alarms, levels of a menu). */
const metricsByUnit = {
  '°C':
    'outdoor_temp indoor_temp hot_water_top hot_water_mid radiator_forward radiator_return heat_carrier_forward heat_carrier_return ' +
    'brine_in_evaporator brine_out_condenser hot_gas_temp suction_gas_temp pressure_tube_temp condenser_temp cooling_temp ' +
    'heating_shunt_temp heating_setpoint heating_stop_temp room_temp_setpoint room_temp_setpoint_set summer_mode_temp ' +
    'hot_water_setpoint hot_water_start_temp hot_water_stop_temp heat_curve_L heat_curve_R',
  K: 'hot_water_difference',
  '%': 'additional_heat_percent brine_pump_speed circulation_pump_speed compressor_speed',
  W: 'power_consumption power_consumption_total',
  kW: 'additional_heat_power max_additional_heat',
  kWh:
    'accumulated_energy energy_total energy_hot_water energy_ventilation heat_heating_compressor heat_heating_with_aux ' +
    'heat_hot_water_compressor heat_hot_water_with_aux',
  A: 'current current_l1 current_l2 current_l3',
  Hz: 'compressor_frequency',
  h:
    'compressor_runtime compressor_runtime_heating compressor_runtime_hotwater hot_water_runtime aux_runtime aux_runtime_heating ' +
    'aux_runtime_hotwater aux_heater_3kw_runtime aux_heater_6kw_runtime holiday_hours',
  min: 'extra_hot_water_minutes',
  '°C·min': 'degree_minutes degree_minutes_compressor',
  'L/min': 'heat_carrier_flow',
  '':
    'compressor_status compressor_starts brine_pump_status radiator_pump_status heat_circuit_pump_status switch_valve_status ' +
    'aux_heater_status aux_heater_step aux_heater_3kw_status aux_heater_6kw_status aux_1_status alarm_status alarm_code ' +
    'alarm_bits_1 alarm_bits_2 alarm_reset operating_mode heat_curve heat_curve_parallel hot_water_program room_sensor_influence',
} as const;

export const heatPumpUnits: ReadonlyMap<string, string> = new Map(
  Object.entries(metricsByUnit).flatMap(([unit, metrics]) =>
    metrics.split(' ').map((metric): [string, string] => [metric, unit]),
  ),
);
