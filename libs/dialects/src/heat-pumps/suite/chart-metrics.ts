/** What the seven charts of a heat pump are drawn from. */
export const chartMetrics: readonly string[] = [
  ...['outdoor_temp', 'indoor_temp', 'radiator_forward', 'radiator_return', 'hot_water_top'],
  ...['brine_in_evaporator', 'brine_out_condenser', 'compressor_status', 'additional_heat_percent'],
  ...['power_consumption', 'switch_valve_status'],
];
