import * as z from 'zod';
import { defineMessage } from './message.js';

/**
 * What devices say in words of their own: bytes, on whatever topics the filters cover. Which dialect that is, `libs/dialects` decides
 * by the topic. Each has one session with the broker, and within it no two filters that match the same topic.
 */
export interface TrafficContract {
  readonly kind: 'traffic';
  readonly name: string;
  /** The session's name after that of the service: kept for ever, the broker holds messages for it. */
  readonly session: string;
  readonly filters: readonly string[];
}

/** The IoT predecessor's topics; `MQTT_TOPICS` names others. */
export const sensorTraffic: TrafficContract = {
  kind: 'traffic',
  name: 'sensors',
  session: 'sensors-any-any',
  filters: ['sensors/+/+'],
};

/** Where the ESP32 of the battery twin publishes. */
export const cellTopic = 'esp32/sensor_data';

/** InfluxDB line protocol; `MQTT_TOPICS_LINE_PROTOCOL` names others. */
export const lineProtocolFilter = 'influx/#';

/** Plain numbers, and JSON objects of them; `MQTT_TOPICS_VALUES` names others. */
export const valuesFilter = 'values/#';

/** Dialects whose topics begin with a word of their own. */
export const deviceTraffic: TrafficContract = {
  kind: 'traffic',
  name: 'devices',
  session: 'devices',
  filters: [
    cellTopic,
    'gas/+/data',
    'ThermIQ/+/data',
    'nibe/#',
    'N/#',
    'tele/#',
    'zigbee2mqtt/#',
    'shellies/#',
    lineProtocolFilter,
    valuesFilter,
  ],
};

/** Dialects whose topics begin with the name of the device. */
export const openTraffic: TrafficContract = {
  kind: 'traffic',
  name: 'open',
  session: 'open',
  filters: [
    '+/HP/#',
    '+/events/rpc',
    '+/status/+',
    '+/online',
    '+/status',
    '+/sensor/+/state',
    '+/binary_sensor/+/state',
    '+/number/+/state',
  ],
};

export const allTraffic: readonly TrafficContract[] = [sensorTraffic, deviceTraffic, openTraffic];

/** Every filter of it. */
export const trafficFilters: readonly string[] = allTraffic.flatMap(({ filters }) => filters);

/** Gateways that speak for many devices, on topics that begin with the gateway's name. */
const gateways: ReadonlySet<string> = new Set(['nibe/#', 'zigbee2mqtt/#']);

/** What of a filter a device may say, or a gateway, as topic filters: what has its native id in it, where there is a place for that. */
export function ownTraffic(filter: string, id: string): string[] {
  if (gateways.has(filter)) return filter === `${id}/#` ? [filter] : [];
  const levels = filter.split('/');
  const at = levels.findIndex((level) => level === '+' || level === '#');
  if (at === -1) return [filter];
  const name = encodeURIComponent(id);
  return [
    levels[at] === '#' ? [...levels.slice(0, at), name, '#'].join('/') : levels.with(at, name).join('/'),
  ];
}

/** What ingest may say to devices, none of which changes one: that somebody listens. */
export const victronKeepAlive = defineMessage('R/{portal}/keepalive', z.string().max(200), {
  qos: 0,
  encoding: 'text',
});
