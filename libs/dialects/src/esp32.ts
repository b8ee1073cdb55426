import { cellTopic, type CellMetric, type Quality } from '@kilowatch/contracts';
import { cellQualities } from '@kilowatch/domain';
import { type Dialect, type DeviceMessage, heard, type Heard, type Measured, refusedAs } from './dialect.js';
import { isFalsy, isObject, readJsonBody } from './json-body.js';
import { deviceOf } from './native-id.js';
import { readNumber } from './number.js';

/** What an ESP32 says, and under which key. */
export interface CellField {
  readonly metric: CellMetric;
  readonly key: string;
  /** As the published firmware has it. */
  readonly firmwareKey?: string;
  readonly unit?: string;
}

/** The keys of the battery twin and of its later revision. */
export const cellFields: readonly CellField[] = [
  { metric: 'voltageV', key: 'voltage', firmwareKey: 'bus_voltage' },
  { metric: 'currentA', key: 'current_ma', firmwareKey: 'ina_current_mA', unit: 'mA' },
  { metric: 'powerW', key: 'power_mw', unit: 'mW' },
  { metric: 'temperatureC', key: 'temperature', firmwareKey: 'temp' },
  { metric: 'acsCurrentA', key: 'acs_current_a', firmwareKey: 'acs_current_A' },
  { metric: 'wifiRssiDbm', key: 'wifi_rssi' },
  { metric: 'humidityPct', key: 'humidity' },
  { metric: 'adsVoltageV', key: 'ads_voltage' },
  { metric: 'socPct', key: 'soc_percent' },
  { metric: 'sohPct', key: 'soh_percent' },
];

/** Where the firmware's key names stand first, and power is the product of voltage and current, whatever is sent. */
export const firmwarePath = '/data';
const paths: ReadonlySet<string> = new Set([cellTopic, '/sensor_data', firmwarePath]);
const unnamed = 'ESP32_01';
const milli = 1_000;

/** The ESP32 of the battery twin: `esp32/sensor_data`, `POST /sensor_data` and `/data`. It has no clock. */
export const esp32: Dialect = {
  name: 'esp32',
  speaks: (topic) => paths.has(topic),
  reader: () => ({ read }),
};

function read({ topic, payload }: DeviceMessage): Heard {
  const body = readJsonBody(payload);
  if (body.kind === 'refused') return body.heard;
  if (body.kind === 'empty' || isFalsy(body.value)) return refusedAs('No data provided');
  if (!isObject(body.value)) return refusedAs('The body must be a JSON object, as {"voltage":3.7}');
  const isFirmware = topic === firmwarePath;
  const named = deviceOf('cell', 'device_id', nameIn(body.value));
  if ('problem' in named) return refusedAs(named.problem);
  const measured = measuredIn(body.value, isFirmware);
  if (typeof measured === 'string') return refusedAs(measured);
  return heard({ device: named.device, measured: compared(isFirmware ? withProduct(measured) : measured) });
}

const nameIn = ({ device_id: name }: Readonly<Record<string, unknown>>): unknown =>
  name === undefined || name === null || name === '' ? unnamed : name;

/** In words, what is wrong with the first value that is no number. Null is what a sensor says that could not measure. */
function measuredIn(body: Readonly<Record<string, unknown>>, isFirmware: boolean): Measured[] | string {
  const measured: Measured[] = [];
  for (const field of cellFields) {
    const key = cellKeyOf(field, body, isFirmware);
    const said = body[key];
    if (said === undefined || said === null) continue;
    const value = readNumber(said, key);
    if (typeof value === 'string') return value;
    measured.push({ metric: field.metric, value, unit: field.unit });
  }
  return measured;
}

/** What the values of one message say about each other. */
function compared(measured: readonly Measured[]): readonly Measured[] {
  const valueOf = (wanted: CellMetric, inUnit = 1): number | undefined => {
    const said = measured.find(({ metric }) => metric === wanted);
    return said && said.value / inUnit;
  };
  const qualities: Readonly<Record<string, Quality>> = cellQualities({
    voltageV: valueOf('voltageV'),
    currentA: valueOf('currentA', milli),
    powerW: valueOf('powerW', milli),
    acsCurrentA: valueOf('acsCurrentA'),
  });
  return measured.map((each) => {
    const quality = qualities[each.metric];
    return quality ? { ...each, quality } : each;
  });
}

/** Under which of its keys a body has a field. */
export function cellKeyOf({ key, firmwareKey }: CellField, body: object, isFirmware: boolean): string {
  if (firmwareKey === undefined) return key;
  const [first, second] = isFirmware ? [firmwareKey, key] : [key, firmwareKey];
  return Object.hasOwn(body, first) ? first : second;
}

function withProduct(measured: readonly Measured[]): readonly Measured[] {
  const others = measured.filter(({ metric }) => metric !== 'powerW');
  const valueOf = (wanted: CellMetric) => others.find(({ metric }) => metric === wanted)?.value;
  const [voltageV, currentMa] = [valueOf('voltageV'), valueOf('currentA')];
  if (voltageV === undefined || currentMa === undefined) return others;
  const value = voltageV * currentMa;
  if (!Number.isFinite(value)) return others;
  return [...others, { metric: 'powerW', value, unit: 'mW', quality: 'estimated' }];
}
