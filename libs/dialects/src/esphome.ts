import { BoundedMap } from './bounded-map.js';
import {
  type DeviceMessage,
  type Dialect,
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
  reader: () => {
    const nodes = new BoundedMap<string, Node>(mostNodes);
    return { read: (message) => read(message, nodes) };
  },
};

interface Node {
  isHeard: boolean;
  connection?: Said['connection'];
}

function read({ topic, payload, text: made }: DeviceMessage, nodes: BoundedMap<string, Node>): Heard {
  const text = textOf(payload, made);
  const [, prefix, component = '', objectId = ''] = states.exec(topic) ?? [];
  if (prefix === undefined) return readStatus(statuses.exec(topic)?.[1], text, nodes);
  if (!withNumbers.has(component) || text === '') return nothing;
  if (text?.toLowerCase() === 'nan') return nothing; // the sensor has no value now
  const value = text === undefined ? undefined : scalarOf(text);
  if (value === undefined) return refusedAs('The state must be a number, or ON or OFF');
  const named = deviceOf('sensor', 'prefix of the topic', prefix);
  if ('problem' in named) return refusedAs(named.problem);
  if (!isMetricName(objectId)) return refusedAs('The object id in the topic must have 1 to 100 characters');
  const measured = [{ metric: objectId, value: value + 0 }];
  const node = nodes.get(prefix) ?? { isHeard: false };
  if (node.isHeard) return heard({ device: named.device, measured });
  nodes.set(prefix, { ...node, isHeard: true });
  return heard({ device: named.device, measured, ...(node.connection && { connection: node.connection }) });
}

/** Many makes have a topic `<name>/status`: it counts for a node that has said a value. */
function readStatus(
  prefix: string | undefined,
  text: string | undefined,
  nodes: BoundedMap<string, Node>,
): Heard {
  const connection = text === undefined ? undefined : connectionOf(text);
  if (prefix === undefined || !connection) return nothing;
  const named = deviceOf('sensor', 'prefix of the topic', prefix);
  if ('problem' in named) return nothing;
  const isHeard = nodes.get(prefix)?.isHeard === true;
  nodes.set(prefix, { isHeard, connection });
  return isHeard ? heard({ device: named.device, measured: [], connection }) : nothing;
}
