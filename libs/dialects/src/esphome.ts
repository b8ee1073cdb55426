import { BoundedMap } from './bounded-map.js';
import {
  type DeviceMessage,
  type Dialect,
  type DialectReader,
  type DialectSettings,
  heard,
  type Heard,
  nothing,
  refusedAs,
  type Said,
} from './dialect.js';
import { deviceOf } from './native-id.js';
import { connectionOf, scalarOf, textOf } from './payload-text.js';
import { isMetricName } from './quantity-names.js';

const states = /^([^/]+)\/(sensor|binary_sensor|number|switch|text_sensor|select|climate)\/([^/]+)\/state$/;
const statuses = /^([^/]+)\/status$/;
const withNumbers = new Set(['sensor', 'binary_sensor', 'number', 'switch']);
const mostNodes = 5_000;

/** ESPHome: a bare value on `<prefix>/<component>/<object id>/state`, which is the metric as it is; `<prefix>/status`. */
export const esphome: Dialect = {
  name: 'esphome',
  speaks: (topic) => states.test(topic) || statuses.test(topic),
  reader: (settings) => new EsphomeReader(settings),
};

interface Node {
  isHeard: boolean;
  connection?: Said['connection'];
}

class EsphomeReader implements DialectReader {
  readonly #nodes = new BoundedMap<string, Node>(mostNodes);

  constructor(private readonly settings: DialectSettings) {}

  read({ topic, payload, text: made }: DeviceMessage): Heard {
    const text = textOf(payload, made);
    const [, prefix, component = '', objectId = ''] = states.exec(topic) ?? [];
    if (prefix === undefined) return this.#readStatus(statuses.exec(topic)?.[1], text);
    if (!withNumbers.has(component) || text === '') return nothing;
    if (text?.toLowerCase() === 'nan') return nothing; // the sensor has no value now
    const value = text === undefined ? undefined : scalarOf(text);
    if (value === undefined) return refusedAs('The state must be a number, or ON or OFF');
    const named = deviceOf('sensor', 'prefix of the topic', prefix);
    if ('problem' in named) return refusedAs(named.problem);
    if (!isMetricName(objectId)) return refusedAs('The object id in the topic must have 1 to 100 characters');
    const { device } = named;
    const measured = [{ metric: objectId, value: value + 0 }];
    const node = this.#nodes.get(prefix) ?? { isHeard: false };
    if (node.isHeard) return heard({ device, measured });
    this.#nodes.set(prefix, { ...node, isHeard: true });
    return heard({ device, measured, ...(node.connection && { connection: node.connection }) });
  }

  /** Many makes have a topic `<name>/status`: it counts for a node that has said a value. */
  #readStatus(prefix: string | undefined, text: string | undefined): Heard {
    const connection = text === undefined ? undefined : connectionOf(text);
    if (prefix === undefined || !connection) return nothing;
    const named = deviceOf('sensor', 'prefix of the topic', prefix);
    if ('problem' in named) return nothing;
    const { device } = named;
    const isHeard = this.#nodes.get(prefix)?.isHeard ?? this.settings.isKnown?.(device) === true;
    this.#nodes.set(prefix, { isHeard, connection });
    return isHeard ? heard({ device, measured: [], connection }) : nothing;
  }
}
