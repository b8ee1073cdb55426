import { asSent } from '../as-sent.js';
import {
  type About,
  type Dialect,
  type DialectReader,
  type DeviceMessage,
  heard,
  type Heard,
  type Measured,
  nothing,
  refusedAs,
  type Said,
} from '../dialect.js';
import { deviceOf } from '../native-id.js';
import { connectionOf, scalarOf, textOf } from '../payload-text.js';
import { isMetricName } from '../quantity-names.js';
import { type Register, registersOf } from './profile.js';
import { nibeF } from './profiles/nibe-f.js';
import { nibeS } from './profiles/nibe-s.js';
import { Pumps } from './pumps.js';
import { Reckoner } from './reckoned.js';

const topics = /^(.+)\/(?:availability|coils\/(([^/]+)-(\d{5})))$/;
const series = [registersOf(nibeS), registersOf(nibeF)];
/** What a sensor that is not there says, by the decimals of its register. */
const missing = new Set([-32_768, -3_276.8, -327.68]);
const about: About = { brand: 'nibe' };

/**
 * nibe-mqtt: `nibe/coils/<name>-<number>` with a number in the unit of the coil or a word in capitals, and `nibe/availability`. The
 * number says what the coil is. Topics to write, and its discovery for others, measure nothing.
 */
export const nibeMqtt: Dialect = {
  name: 'nibe-mqtt',
  speaks: (topic) => topic.startsWith('nibe/'),
  reader: () => new NibeReader(),
};

class NibeReader implements DialectReader {
  private readonly pumps = new Pumps(() => new Reckoner());

  read({ topic, payload }: DeviceMessage): Heard {
    const [, prefix, name, words, number] = topics.exec(topic) ?? [];
    if (prefix === undefined) return nothing;
    const named = deviceOf('heat-pump', 'prefix', prefix.split('/').at(-1));
    if ('problem' in named) return refusedAs(named.problem);
    const text = textOf(payload) ?? '';
    if (name === undefined) return availabilityOf(named.device, text);
    // Nothing is what it says of a value that it could not read, as of a sensor that is not there.
    if (payload.length === 0) return heard({ ...named, measured: [], about });
    const measured = measuredAs(name, meaningOf(number!, words!), text);
    if (typeof measured === 'string') return refusedAs(measured);
    if (measured.length === 0) return nothing;
    const reckoned = this.pumps.of(named.device).from(measured, 'nibe');
    return heard({ ...named, measured: [...measured, ...reckoned], about });
  }
}

function availabilityOf(device: Said['device'], text: string): Heard {
  const connection = connectionOf(text);
  if (connection) return heard({ device, measured: [], connection, about });
  return refusedAs(`The availability must be online or offline; it is ${asSent(text)}`);
}

const meaningOf = (number: string, words: string): Register | undefined =>
  series
    .flatMap((registers) => registers.get(number) ?? [])
    .find(({ coil }) => coil === undefined || words.startsWith(coil));

/** In words, what is wrong with it. A word of a coil that nobody here knows measures nothing. */
function measuredAs(name: string, register: Register | undefined, text: string): Measured[] | string {
  const states = register?.states;
  if (register && states) {
    const value = statesOf(states).get(text.toUpperCase());
    if (value !== undefined) return [{ metric: register.metric, value }];
    return `${name} must be one of ${Object.keys(states).join(', ')}; it is ${asSent(text)}`;
  }
  const value = scalarOf(text);
  if (value === undefined)
    return register ? `${name} must be a number such as 21.5; it is ${asSent(text)}` : [];
  const { metric, unit } = register ?? { metric: name };
  if (!isMetricName(metric)) return 'The name of a coil must have 1 to 100 characters';
  const isMissing = missing.has(value);
  return [{ metric, value, ...(unit && { unit }), ...(isMissing && { quality: 'missing' }) }];
}

const statesByList = new WeakMap<object, ReadonlyMap<string, number>>();

/** Numbers and words alike, whatever a payload calls itself. */
function statesOf(states: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  const before = statesByList.get(states);
  if (before) return before;
  const map = new Map(Object.entries(states));
  statesByList.set(states, map);
  return map;
}
