import { asSent } from '../as-sent.js';
import {
  type Dialect,
  type DialectReader,
  type DeviceMessage,
  heard,
  type Heard,
  type Measured,
  nothing,
  refusedAs,
} from '../dialect.js';
import { connectionOf, scalarOf, textOf } from '../payload-text.js';
import { isMetricName } from '../quantity-names.js';
import { type Register, registersOf } from './profile.js';
import { rego600 } from './profiles/rego-600.js';
import { Reckoner } from './reckoned.js';

const node = 'heatpumpctrl';
const device = `heat-pump:${node}`;
const about = { brand: 'ivt' } as const;
const topics = /^heatpumpctrl\/(?:status|(?:sensor|binary_sensor|number)\/([^/]+)\/state)$/;
/** A sensor's name may have what it measures before it. */
const sensor = /(?:^|_)(gt\d+x?)$/;
const registers = registersOf(rego600);

/**
 * The ESPHome controller for IVT's Rego 600 (https://github.com/BlueAndi/IVTRego6xxControl): as ESPHome speaks, under the name of its node, with the
 * sensors of the pump. What it has beside these keeps the name that it has there.
 */
export const rego: Dialect = {
  name: 'rego',
  speaks: (topic) => topics.test(topic),
  reader: () => new RegoReader(),
};

class RegoReader implements DialectReader {
  private readonly reckoner = new Reckoner();

  read({ topic, payload }: DeviceMessage): Heard {
    const match = topics.exec(topic);
    if (!match || payload.length === 0) return nothing;
    const text = textOf(payload) ?? '';
    const [, name] = match;
    if (name === undefined) return statusOf(text);
    if (!isMetricName(name)) return refusedAs('The name in the topic must have 1 to 100 characters');
    // So ESPHome says that it has not measured yet, or could not.
    if (text.toLowerCase() === 'nan') return heard({ device, measured: [], about });
    const value = scalarOf(text);
    if (value === undefined)
      return refusedAs(`${name} must be a number such as 21.5, ON or OFF; it is ${asSent(text)}`);
    const measured = [measuredAs(name, value)];
    return heard({ device, measured: [...measured, ...this.reckoner.from(measured, about.brand)], about });
  }
}

function statusOf(text: string): Heard {
  const connection = connectionOf(text);
  if (connection) return heard({ device, measured: [], connection, about });
  return refusedAs(`The status must be online or offline; it is ${asSent(text)}`);
}

function measuredAs(name: string, value: number): Measured {
  const [register] = registers.get(sensor.exec(name)?.[1] ?? name) ?? [];
  if (!register) return { metric: name, value };
  return { metric: register.metric, value, ...(isLamp(register) && { quality: 'estimated' }) };
}

const isLamp = ({ type }: Register): boolean => type === 'status';
