import {
  type DeviceMessage,
  type Dialect,
  type DialectReader,
  heard,
  type Heard,
  nothing,
  refusedAs,
} from './dialect.js';
import { isObject, readJsonBody } from './json-body.js';
import { deviceOf } from './native-id.js';
import { connectionOf, scalarOf, textOf } from './payload-text.js';
import { metricNamed } from './quantity-names.js';
import { sentTimeOf } from './sent-time.js';
import { Values } from './values.js';
import { ZigbeeDevices } from './zigbee-devices.js';

const prefix = 'zigbee2mqtt/';
const bridge = 'bridge/';
const availability = '/availability';
const commands = /\/(?:set|get)(?:\/|$)/;

/** Zigbee2MQTT: `zigbee2mqtt/<friendly name>`, which may have slashes in it; `…/availability`. */
export const zigbee2mqtt: Dialect = {
  name: 'zigbee2mqtt',
  speaks: (topic) => topic.startsWith(prefix) && topic.length > prefix.length,
  reader: () => new Zigbee2MqttReader(),
};

class Zigbee2MqttReader implements DialectReader {
  readonly #devices = new ZigbeeDevices();

  read(message: DeviceMessage): Heard {
    if (!zigbee2mqtt.speaks(message.topic)) return nothing;
    const name = message.topic.slice(prefix.length);
    if (name.startsWith(bridge)) return this.#readBridge(name.slice(bridge.length), message);
    if (this.#devices.knows(name)) return this.#readState(name, message);
    if (name.endsWith(availability))
      return this.#readAvailability(name.slice(0, -availability.length), message);
    if (commands.test(name)) return nothing;
    const [device, attribute] = this.#devices.splitAttribute(name) ?? [];
    if (device !== undefined) return this.#readAttribute(device, attribute!, message);
    return this.#devices.isComplete ? nothing : this.#readState(name, message);
  }

  #readBridge(part: string, { payload, text: made }: DeviceMessage): Heard {
    if (part !== 'devices') return nothing;
    const body = readJsonBody(payload, made);
    if (body.kind === 'refused') return body.heard;
    this.#devices.learn(body.kind === 'json' ? body.value : []);
    return nothing;
  }

  #readAvailability(name: string, { payload, text: made }: DeviceMessage): Heard {
    const body = readJsonBody(payload, made);
    const state = body.kind === 'json' && isObject(body.value) ? body.value['state'] : textOf(payload, made);
    const connection = typeof state === 'string' ? connectionOf(state) : undefined;
    if (!connection) return state === '' ? nothing : refusedAs('availability must be online or offline');
    const named = deviceOf('sensor', 'friendly name', name);
    if ('problem' in named) return refusedAs(named.problem);
    return heard({ device: named.device, measured: [], connection });
  }

  #readState(name: string, message: DeviceMessage): Heard {
    const named = deviceOf('sensor', 'friendly name', name);
    if ('problem' in named) return refusedAs(named.problem);
    const body = readJsonBody(message.payload, message.text);
    if (body.kind === 'refused') return body.heard;
    if (body.kind === 'empty') return nothing; // a device that was renamed or removed
    if (!isObject(body.value)) return refusedAs('The state must be a JSON object, as {"temperature":21.5}');
    const values = new Values();
    for (const [key, said] of Object.entries(body.value)) this.#add(values, name, key, said);
    const about = this.#devices.takeModel(name);
    // Of a live message it may be that of an earlier one; of a retained one it tells how old it is.
    const own = message.isRetained ? sentTimeOf('last_seen', body.value['last_seen'], 'receipt') : undefined;
    return values.heardOf(named.device, { ...(own && { own }), ...(about && { about }) });
  }

  /** Where it is told to publish a topic per attribute. */
  #readAttribute(name: string, attribute: string, { payload, text: made }: DeviceMessage): Heard {
    const named = deviceOf('sensor', 'friendly name', name);
    if ('problem' in named) return refusedAs(named.problem);
    const text = textOf(payload, made);
    const values = new Values();
    if (text !== undefined) this.#add(values, name, attribute, scalarOf(text));
    return values.heardOf(named.device);
  }

  #add(values: Values, name: string, key: string, said: unknown): void {
    const value = typeof said === 'string' ? isOn.get(said) : said;
    if (typeof value !== 'number' && typeof value !== 'boolean') return;
    if (key === 'last_seen') return;
    const [, channel] = channels.exec(key) ?? [];
    const metric = channel === undefined ? metricNamed(key) : 'switchState';
    const unit = this.#devices.unitOf(name, key) ?? (key === 'voltage' ? voltageUnitOf(value) : undefined);
    values.add(metric, value, { unit, index: channel });
  }
}

/** `state_l1`, `state_left` of devices with several switches. */
const channels = /^state_(.+)$/;

const isOn: ReadonlyMap<string, number> = new Map([
  ['ON', 1],
  ['OFF', 0],
]);

// Devices with a battery say mV, meters V. No mains has a thousand volts, and no battery lives below one.
const leastMillivolts = 1_000;
const voltageUnitOf = (value: number | boolean): string | undefined =>
  Number(value) >= leastMillivolts ? 'mV' : undefined;
