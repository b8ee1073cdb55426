import { asSent } from '../as-sent.js';
import {
  type About,
  type Dialect,
  type DeviceMessage,
  heard,
  type Heard,
  type Measured,
  type OwnTime,
  refusedAs,
} from '../dialect.js';
import { isObject, readJsonBody } from '../json-body.js';
import { deviceOf } from '../native-id.js';
import { readNumber } from '../number.js';
import { registersOf, type Register } from './profile.js';
import { thermiqRegisters } from './profiles/thermiq-registers.js';
import { percentOfSteps } from './reckoned.js';

const registers = registersOf(thermiqRegisters);
const heaterSteps = 'r0d';
const [step3Kw, step6Kw] = [0x01, 0x02];

/**
 * ThermIQ-MQTT in a Thermia: `<node>/data` with one object of registers as `r05` (hexadecimal) or `d005` (decimal) about every 30 s. It
 * does not know the pump's power. What is in it beside the registers that we know stays in the original.
 */
export const thermiq: Dialect = {
  name: 'thermiq',
  speaks: (topic) => /^ThermIQ\/[^/]+\/data$/.test(topic),
  reader: () => ({ read }),
};

type Values = ReadonlyMap<string, number>;

function read({ topic, payload }: DeviceMessage): Heard {
  const body = readJsonBody(payload);
  if (body.kind === 'refused') return body.heard;
  if (body.kind === 'empty' || !isObject(body.value))
    return refusedAs('The body must be a JSON object of registers, as {"r00":-3,"r01":21}');
  const named = deviceOf('heat-pump', 'node', topic.split('/').at(-2));
  if ('problem' in named) return refusedAs(named.problem);
  const values = valuesIn(body.value);
  if (typeof values === 'string') return refusedAs(values);
  if (values.size === 0) return refusedAs('At least one register is needed, as {"r00":-3}');
  return heard({
    device: named.device,
    measured: measuredIn(values),
    ...ownTimeIn(body.value),
    about: aboutIn(body.value),
  });
}

/** Registers by all their keys: `r0d`, `r0D`, `d13` and `d013` are one. */
const registerNames = new Map<string, string>();
for (let i = 0; i < 256; i += 1) {
  const hexadecimal = i.toString(16).padStart(2, '0');
  const decimals = [1, 2, 3].map((digits) => `d${String(i).padStart(digits, '0')}`);
  for (const key of [`r${hexadecimal}`, `r${hexadecimal.toUpperCase()}`, ...decimals])
    registerNames.set(key, `r${hexadecimal}`);
}

/** By names as `r0d`. In words, what is wrong with the first that is no number. */
function valuesIn(body: Readonly<Record<string, unknown>>): Values | string {
  const values = new Map<string, number>();
  for (const [key, said] of Object.entries(body)) {
    const name = registerNames.get(key);
    if (name === undefined || said === null) continue;
    const value = readNumber(said, key);
    if (typeof value === 'string') return value;
    if (value < -0x8000 || value > 0xffff) return `"${key}" must be a number of 16 bits; it is ${value}`;
    values.set(name, signed(value));
  }
  return values;
}

const signed = (value: number): number => (value > 0x7fff && value <= 0xffff ? value - 0x1_0000 : value);

function measuredIn(values: Values): Measured[] {
  const measured: Measured[] = [];
  for (const [name, value] of values)
    for (const register of registers.get(name) ?? [])
      measured.push({ metric: register.metric, value: valueOf(name, value, register, values) });
  return measured;
}

function valueOf(name: string, value: number, { mask, tenths }: Register, values: Values): number {
  if (name === heaterSteps) return percentOfSteps((value & step3Kw) !== 0, (value & step6Kw) !== 0);
  if (mask !== undefined) return Number((value & mask) !== 0);
  return tenths === undefined ? value : (value * 10 + (values.get(tenths) ?? 0)) / 10;
}

/** Unix seconds. A gateway that has not found a time server says something of 1970: then the time of receipt counts. */
function ownTimeIn({ timestamp }: Readonly<Record<string, unknown>>): { own?: OwnTime } {
  if (typeof timestamp !== 'number' || !Number.isFinite(timestamp)) return {};
  const own = { atMs: timestamp * 1_000, key: 'timestamp', asSent: asSent(timestamp) };
  return { own: { ...own, ifImpossible: 'receipt' } };
}

function aboutIn({ app_info: model }: Readonly<Record<string, unknown>>): About {
  return { brand: 'thermia', ...(typeof model === 'string' && model !== '' && { model }) };
}
