import { isObject } from './json-body.js';
import { channelIndex } from './shelly-names.js';
import type { Values } from './values.js';

type Json = Readonly<Record<string, unknown>>;

interface Field {
  readonly metric: string;
  readonly unit?: string;
  /** Inside an object: `aenergy.total`. */
  readonly inner?: string;
  /** Of a meter with three phases, which has its own. */
  readonly index?: string;
}

/** What switches, covers, lights and meters with one channel have in common. */
const power: Readonly<Record<string, Field>> = {
  apower: { metric: 'activePowerW' },
  act_power: { metric: 'activePowerW' },
  aprt_power: { metric: 'apparentPowerVa' },
  voltage: { metric: 'voltageV' },
  current: { metric: 'currentA' },
  freq: { metric: 'frequencyHz' },
  pf: { metric: 'powerFactor' },
  aenergy: { metric: 'energyTotalKwh', unit: 'Wh', inner: 'total' },
  ret_aenergy: { metric: 'energyExportedKwh', unit: 'Wh', inner: 'total' },
  temperature: { metric: 'deviceTemperatureC', inner: 'tC' },
};
const switching = { ...power, output: { metric: 'switchState' } };
const energyCounters = {
  total_act_energy: { metric: 'energyTotalKwh', unit: 'Wh' },
  total_act_ret_energy: { metric: 'energyExportedKwh', unit: 'Wh' },
};
const phases = { a_: 'L1', b_: 'L2', c_: 'L3' };

const perPhase = (fields: Readonly<Record<string, Field>>): Record<string, Field> =>
  Object.fromEntries(
    Object.entries(phases).flatMap(([prefix, index]) =>
      Object.entries(fields).map(([key, field]) => [prefix + key, { ...field, index }]),
    ),
  );

const components: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  switch: switching,
  light: { ...switching, brightness: { metric: 'brightnessPct' } },
  rgb: switching,
  rgbw: switching,
  cct: switching,
  cover: { ...power, current_pos: { metric: 'positionPct' } },
  pm1: power,
  em1: power,
  em: {
    ...perPhase(power),
    n_current: { metric: 'currentA', index: 'N' },
    total_act_power: { metric: 'activePowerW' },
    total_aprt_power: { metric: 'apparentPowerVa' },
    total_current: { metric: 'currentA' },
  },
  emdata: {
    ...perPhase(energyCounters),
    total_act: { metric: 'energyTotalKwh', unit: 'Wh' },
    total_act_ret: { metric: 'energyExportedKwh', unit: 'Wh' },
  },
  em1data: energyCounters,
  temperature: { tC: { metric: 'temperatureC' } },
  humidity: { rh: { metric: 'humidityPct' } },
  devicepower: { battery: { metric: 'batteryPct', inner: 'percent' } },
  illuminance: { lux: { metric: 'illuminanceLux' } },
  voltmeter: { voltage: { metric: 'voltageV' } },
  input: { state: { metric: 'inputState' }, percent: { metric: 'inputPct' } },
  smoke: { alarm: { metric: 'smoke' } },
  flood: { alarm: { metric: 'waterLeak' } },
  wifi: { rssi: { metric: 'wifiRssiDbm' } },
};

const meters = new Set(['pm1', 'em', 'em1', 'emdata', 'em1data']);
const sensors = new Set(['temperature', 'humidity', 'devicepower', 'illuminance', 'smoke', 'flood']);

/** `switch:0` by its parts; undefined for what is no component that measures. */
export function componentOf(key: string): { type: string; index: string | undefined } | undefined {
  const colon = key.indexOf(':');
  const type = colon < 0 ? key : key.slice(0, colon);
  if (!Object.hasOwn(components, type)) return undefined;
  const channel = colon < 0 ? undefined : key.slice(colon + 1);
  if (channel !== undefined && !/^\d{1,4}$/.test(channel)) return undefined;
  return { type, index: channelIndex(channel) };
}

/** Takes what a component says, which may be no more than what has changed. */
export function addComponent(
  values: Values,
  { type, index }: { type: string; index: string | undefined },
  content: Json,
): void {
  const fields = components[type]!;
  for (const key in content) {
    if (!Object.hasOwn(fields, key)) continue;
    const field = fields[key]!;
    const said = content[key];
    const value = field.inner !== undefined && isObject(said) ? said[field.inner] : said;
    values.add(field.metric, value, { unit: field.unit, index: field.index ?? index });
  }
}

/** What a component tells of its device: a switch that says its power is a meter as well. */
export function kindOfComponent(type: string, content: Json): 'meter' | 'sensor' | undefined {
  if (meters.has(type) || 'apower' in content || 'aenergy' in content) return 'meter';
  return sensors.has(type) ? 'sensor' : undefined;
}
