import { BoundedMap } from './bounded-map.js';
import { type DeviceMessage, type Dialect, type Heard, nothing, refusedAs } from './dialect.js';
import { isObject, readJsonBody } from './json-body.js';
import { type Evidence, MeterMemory } from './meter-memory.js';
import { connectionOf, scalarOf, textOf } from './payload-text.js';
import { channelIndex, kindOfShelly } from './shelly-names.js';
import { Values } from './values.js';

const topics = /^shellies\/(?:([^/]+)\/)?(.+)$/;

/** Shelly, first generation: one topic per value below `shellies/<id>/`. */
export const shellyGen1: Dialect = {
  name: 'shelly-gen1',
  speaks: (topic) => topics.test(topic),
  reader: (settings) => {
    const devices = new MeterMemory(settings, kindOfShelly);
    return { read: (message) => read(message, devices) };
  },
};

interface Part {
  readonly metric: string;
  readonly unit?: string;
  readonly kind?: 'meter' | 'sensor';
  readonly index?: string | undefined;
}

/** What is below the id, without the channel's number. `energy` counts watt-minutes, and starts anew; `total` is in Wh. */
const parts: Readonly<Record<string, Part>> = {
  'relay/#': { metric: 'switchState' },
  'relay/#/power': { metric: 'activePowerW', kind: 'meter' },
  'relay/#/energy': { metric: 'energyTotalKwh', unit: 'Wmin', kind: 'meter' },
  'light/#': { metric: 'switchState' },
  'light/#/power': { metric: 'activePowerW', kind: 'meter' },
  'light/#/energy': { metric: 'energyTotalKwh', unit: 'Wmin', kind: 'meter' },
  'roller/#/power': { metric: 'activePowerW', kind: 'meter' },
  'roller/#/energy': { metric: 'energyTotalKwh', unit: 'Wmin', kind: 'meter' },
  'roller/#/pos': { metric: 'positionPct' },
  'emeter/#/power': { metric: 'activePowerW', kind: 'meter' },
  'emeter/#/reactive_power': { metric: 'reactivePowerVar', kind: 'meter' },
  'emeter/#/voltage': { metric: 'voltageV', kind: 'meter' },
  'emeter/#/current': { metric: 'currentA', kind: 'meter' },
  'emeter/#/pf': { metric: 'powerFactor', kind: 'meter' },
  'emeter/#/total': { metric: 'energyTotalKwh', unit: 'Wh', kind: 'meter' },
  'emeter/#/total_returned': { metric: 'energyExportedKwh', unit: 'Wh', kind: 'meter' },
  'input/#': { metric: 'inputState' },
  voltage: { metric: 'voltageV' },
  temperature: { metric: 'deviceTemperatureC' },
  overtemperature: { metric: 'overtemperature' },
  'ext_temperature/#': { metric: 'temperatureC' },
  'ext_humidity/#': { metric: 'humidityPct' },
  'adc/#': { metric: 'adcVoltageV' },
  'sensor/temperature': { metric: 'temperatureC', kind: 'sensor' },
  'sensor/humidity': { metric: 'humidityPct', kind: 'sensor' },
  'sensor/battery': { metric: 'batteryPct', kind: 'sensor' },
  'sensor/lux': { metric: 'illuminanceLux', kind: 'sensor' },
  'sensor/concentration': { metric: 'gasPpm', kind: 'sensor' },
  'sensor/flood': { metric: 'waterLeak', kind: 'sensor' },
  'sensor/motion': { metric: 'motion', kind: 'sensor' },
  'sensor/vibration': { metric: 'vibration', kind: 'sensor' },
  'sensor/smoke': { metric: 'smoke', kind: 'sensor' },
  'sensor/state': { metric: 'isOpen', kind: 'sensor' },
  'sensor/tilt': { metric: 'tiltDeg', kind: 'sensor' },
};

const channelNumber = /\/(\d{1,3})(?=\/|$)/;
const remembered = new BoundedMap<string, Part | undefined>(1_024);

function partOf(path: string): Part | undefined {
  const before = remembered.get(path);
  if (before) return before;
  const plain = path.replace(channelNumber, '/#');
  const part = Object.hasOwn(parts, plain) ? parts[plain] : undefined;
  if (!part) return undefined;
  const found = { ...part, index: channelIndex(channelNumber.exec(path)?.[1]) };
  remembered.set(path, found);
  return found;
}

function read({ topic, payload, text: made }: DeviceMessage, devices: MeterMemory): Heard {
  const [, id, path = ''] = topics.exec(topic) ?? [];
  if (path === 'announce') return readAnnouncement(payload, devices);
  if (id === undefined) return nothing; // `shellies/command`
  if (path === 'online') return readOnline(textOf(payload, made), id, devices);
  const part = partOf(path);
  if (!part) return nothing;
  const text = textOf(payload, made) ?? '';
  if (text === '' || text === 'overpower') return nothing;
  const value = scalarOf(text);
  if (value === undefined) return refusedAs(`${path} must be a number, or on or off`);
  const values = new Values();
  values.add(part.metric, value, part);
  const evidence: Evidence = part.kind ?? { part: path };
  return devices.measures(id, evidence, values.measured);
}

function readOnline(text: string | undefined, id: string, devices: MeterMemory): Heard {
  const connection = text === undefined ? undefined : connectionOf(text);
  if (connection) return devices.says(id, { connection });
  return text === '' ? nothing : refusedAs('online must be true or false');
}

function readAnnouncement(payload: Uint8Array, devices: MeterMemory): Heard {
  const body = readJsonBody(payload);
  if (body.kind === 'refused') return body.heard;
  if (body.kind === 'empty' || !isObject(body.value)) return nothing;
  const { id, model } = body.value;
  if (typeof id !== 'string' || typeof model !== 'string' || model === '' || model.length > 200)
    return nothing;
  return devices.says(id, { about: { model } });
}
