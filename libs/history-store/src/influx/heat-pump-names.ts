/** A metric as the heat pump predecessor stored it, with one register only where another has the same name. */
interface StoredAs {
  readonly name: string;
  readonly register?: string;
}

/** What it called metrics otherwise, from version to version and from brand to brand. */
const others: Readonly<Record<string, readonly (string | StoredAs)[]>> = {
  hot_water_top: ['warm_water_1_top', 'warm_water_top'],
  hot_water_mid: ['warm_water_2_mid', 'warm_water_mid'],
  switch_valve_status: ['switch_valve_1'],
  brine_pump_status: ['pump_cold_circuit'],
  radiator_pump_status: ['pump_radiator'],
  heat_circuit_pump_status: ['pump_heat_circuit'],
  accumulated_energy: ['energy_accumulated'],
  // Its map of IVT named register 0008 twice.
  indoor_temp: [{ name: 'switch_on_rego', register: '0008' }],
  hot_gas_temp: ['hot_gas_compressor'],
  aux_heater_3kw_status: ['add_heat_step_1'],
  aux_heater_6kw_status: ['add_heat_step_2'],
  hot_water_setpoint: ['warm_water_setpoint'],
  hot_water_stop_temp: ['warm_water_stop_temp'],
  hot_water_difference: ['warm_water_difference'],
  heat_curve: ['heat_curve_level'],
  holiday_hours: ['holiday_mode'],
  extra_hot_water_minutes: ['extra_warm_water_time'],
  heat_carrier_flow: ['liquid_flow'],
  current_l1: ['load_l1'],
  current_l2: ['load_l2'],
  current_l3: ['load_l3'],
  degree_minutes: ['degree_minutes_integral'],
  energy_hot_water: ['energy_hotwater'],
  hot_water_program: ['warm_water_program'],
  alarm_reset: ['reset_alarm'],
};

const byMetric = new Map(
  Object.entries(others).map(([metric, names]): [string, StoredAs[]] => [
    metric,
    names.map((name) => (typeof name === 'string' ? { name } : name)),
  ]),
);

const metrics = new Map(
  [...byMetric].flatMap(([metric, names]) =>
    names.map((one): [string, StoredAs & { metric: string }] => [one.name, { ...one, metric }]),
  ),
);

/** Every name that a metric may have there. */
export const storedNamesOf = (metric: string): readonly StoredAs[] => [
  { name: metric },
  ...(byMetric.get(metric) ?? []),
];

/** What a stored name is today. */
export function metricOfStored(name: string, register: string): string {
  const known = metrics.get(name);
  return known && (known.register === undefined || known.register === register) ? known.metric : name;
}
