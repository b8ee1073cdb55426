import {
  type About,
  type DeviceMessage,
  type Dialect,
  type Heard,
  nothing,
  refusedAs,
  type Said,
} from './dialect.js';
import { isObject, readJsonBody } from './json-body.js';
import { MeterMemory } from './meter-memory.js';
import { connectionOf, textOf } from './payload-text.js';
import { metricNamed } from './quantity-names.js';
import { sentTimeOf } from './sent-time.js';
import { Values } from './values.js';

// The full topic is a setting of the device: `%prefix%/%topic%/`, or the other way round.
const topics = /^(?:tele\/(.+)|(.+)\/tele)\/(SENSOR|STATE|LWT|INFO[123])$/;

/** Tasmota: `tele/<topic>/SENSOR`, `STATE`, `INFO1`, and `LWT`, its last will. */
export const tasmota: Dialect = {
  name: 'tasmota',
  speaks: (topic) => topics.test(topic),
  reader: (settings) => {
    const devices = new MeterMemory(settings);
    return { read: (message) => read(message, devices) };
  },
};

type Json = Readonly<Record<string, unknown>>;

function read({ topic, payload, text }: DeviceMessage, devices: MeterMemory): Heard {
  const [, first, second, part = ''] = topics.exec(topic) ?? [];
  const name = first ?? second;
  if (name === undefined) return nothing;
  if (part === 'LWT') return readLastWill(textOf(payload, text), name, devices);
  const body = readJsonBody(payload, text);
  if (body.kind === 'refused') return body.heard;
  if (body.kind === 'empty' || !isObject(body.value))
    return refusedAs(`${part} must be a JSON object, as {"Time":"2026-01-31T12:00:00"}`);
  if (part === 'SENSOR') return readSensor(body.value, name, devices);
  if (part === 'STATE') return readState(body.value, name, devices);
  const about = aboutOf(body.value);
  return about ? devices.says(name, { about }) : nothing;
}

function readLastWill(text: string | undefined, name: string, devices: MeterMemory): Heard {
  const connection = text === undefined ? undefined : connectionOf(text);
  if (connection) return devices.says(name, { connection });
  return text === '' ? nothing : refusedAs('LWT must be Online or Offline');
}

function aboutOf(body: Json): About | undefined {
  const { Info1: info = body } = body;
  const model = isObject(info) ? info['Module'] : undefined;
  return typeof model === 'string' && model.length > 0 && model.length <= 200 ? { model } : undefined;
}

/** Of the block ENERGY; elsewhere `Total` is a word without a unit. */
const energyMetrics: ReadonlyMap<string, string> = new Map([
  ['Total', 'energyTotalKwh'],
  ['Yesterday', 'energyYesterdayKwh'],
  ['Today', 'energyTodayKwh'],
  ['ExportActive', 'energyExportedKwh'],
  ['ImportActive', 'energyImportedKwh'],
  ['Period', 'energyPeriodWh'],
]);

function readSensor(body: Json, name: string, devices: MeterMemory): Heard {
  const values = new Values();
  const units = unitsIn(body);
  for (const [block, content] of Object.entries(body)) {
    if (block === 'ENERGY' && isObject(content)) addEnergy(values, content);
    else if (isObject(content)) addBlock(values, content, { index: block, units, depth: 1 });
    else addState(values, block, content);
  }
  if (values.problem !== undefined) return refusedAs(values.problem);
  const evidence = isObject(body['ENERGY']) ? 'meter' : 'sensor';
  return devices.measures(name, evidence, values.measured, ownTimeOf(body));
}

// By the clock of where it hangs and mostly without an offset: when that was, only one with an offset can tell.
function ownTimeOf({ Time: time }: Json): Pick<Said, 'own'> {
  const hasOffset = typeof time === 'string' && /T.*(?:Z|[+-]\d\d:?\d\d)$/i.test(time);
  const own = hasOffset ? sentTimeOf('Time', time, 'receipt') : undefined;
  return own ? { own } : {};
}

/** Devices with several channels send a list where others send a number: their index is 1, 2, 3. */
function addEnergy(values: Values, content: Json): void {
  for (const [field, said] of Object.entries(content)) {
    const metric = energyMetrics.get(field) ?? metricNamed(field);
    if (Array.isArray(said)) said.forEach((one, i) => values.add(metric, one, { index: String(i + 1) }));
    else values.add(metric, said);
  }
}

interface Block {
  /** The sensor's chip, which a device may have several of. */
  readonly index: string;
  readonly units: ReadonlyMap<string, string>;
  readonly depth: number;
}

const deepest = 3;

function addBlock(values: Values, content: Json, { index, units, depth }: Block): void {
  for (const [field, said] of Object.entries(content)) {
    if (typeof said === 'number' || typeof said === 'boolean') {
      const metric = metricNamed(field);
      values.add(metric, said, { index, unit: units.get(metric) });
    } else if (isObject(said) && depth < deepest)
      addBlock(values, said, { index: `${index}/${field}`, units, depth: depth + 1 });
  }
}

/** What the numbers of this message are in, where the device has been told so: not °C, not hPa. */
function unitsIn({ TempUnit: temperature, PressureUnit: pressure }: Json): ReadonlyMap<string, string> {
  const units = new Map<string, string>();
  if (temperature === 'F') for (const metric of ['temperatureC', 'dewPointC']) units.set(metric, '°F');
  if (typeof pressure === 'string')
    for (const metric of ['pressureHpa', 'seaPressureHpa']) units.set(metric, pressure);
  return units;
}

const switches = /^(POWER|Switch)(\d*)$/;
const isOn: Readonly<Record<string, number>> = { ON: 1, OFF: 0 };

/** A relay (POWER) or a switch on an input, which is ON or OFF; other texts are none of ours. */
function addState(values: Values, key: string, said: unknown): void {
  const [, kind, number] = switches.exec(key) ?? [];
  if (kind === undefined || typeof said !== 'string' || !Object.hasOwn(isOn, said)) return;
  const metric = kind === 'POWER' ? 'switchState' : 'inputState';
  values.add(metric, isOn[said], number === '' ? undefined : { index: number });
}

function readState(body: Json, name: string, devices: MeterMemory): Heard {
  const values = new Values();
  for (const [key, said] of Object.entries(body)) addState(values, key, said);
  values.add('uptimeS', body['UptimeSec']);
  const { Wifi: wifi } = body;
  if (isObject(wifi)) {
    values.add('wifiRssiDbm', wifi['Signal']);
    values.add('wifiQualityPct', wifi['RSSI']);
  }
  if (values.problem !== undefined) return refusedAs(values.problem);
  return devices.measures(name, { part: 'STATE' }, values.measured, ownTimeOf(body));
}
