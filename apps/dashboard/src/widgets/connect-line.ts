import type { MqttEntrance } from '@kilowatch/contracts';
import type { Site } from '../api/site-api.js';

/** The kinds of devices that somebody can connect, as the texts call them. */
export type ConnectableKind = 'battery' | 'cell' | 'gas' | 'heat-pump' | 'sensor';

/** Where the reader finds this server: the host name without brackets, and the root of the product with a slash at its end. */
export interface Place {
  readonly host: string;
  readonly root: string;
}

export const place = (): Place => ({
  host: location.hostname.replace(/^\[(.*)\]$/, '$1'),
  root: document.baseURI,
});

interface Post {
  readonly path: string;
  readonly body: string;
}

interface Publication {
  /** The native id of the device. */
  readonly id: string;
  readonly what: string;
}

const examples: Record<ConnectableKind, Post | Publication> = {
  battery: {
    id: 'rack_1',
    what: `-t 'batteries/rack_1/state' -m '{"socPct":64,"activePowerW":-3200,"voltageV":402}'`,
  },
  cell: {
    path: 'sensor_data',
    body: '{"device_id":"ESP32_01","voltage":3.7,"current_ma":150.5,"temperature":25.3}',
  },
  gas: {
    path: 'receive-json',
    body: '{"id":"handheld 1","pct":90,"sensors":[{"type":"CH4","val":200}]}',
  },
  'heat-pump': { id: '0004A3B1C2D3', what: `-t '0004A3B1C2D3/HP/0007' -m '5.2'` },
  sensor: { id: 'temp_01', what: `-t 'sensors/temp_01/temperature' -m '{"value":23.5,"unit":"°C"}'` },
};

/** The device that comes by MQTT with the line of its kind; undefined: it comes by HTTP. */
export const publisherOf = (kind: ConnectableKind): string | undefined => {
  const example = examples[kind];
  return 'id' in example ? example.id : undefined;
};

/** Until the server has said it: as a first start is. */
const usual: MqttEntrance = { host: null, port: 1883, isLocal: false, openedBy: null, account: 'none' };

const accounts: Record<MqttEntrance['account'], (id: string) => string> = {
  none: () => '',
  key: () => ' -u device -P "$API_KEY"', // any user name
  device: (id) => ` -u ${id} -P "$MQTT_PASSWORD"`,
  own: () => ' -u "$MQTT_USERNAME" -P "$MQTT_PASSWORD"',
};

/** As one word of a shell: names and addresses may hold what a shell would run or unfold. */
const quoted = (word: string): string =>
  /^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

const portOf = ({ port }: MqttEntrance): string => (port === usual.port ? '' : ` -p ${port}`);

/** A line for a terminal after which there is a first device of a kind. It holds no secret: those are variables of the shell. */
export function connectLine(kind: ConnectableKind, site: Site | undefined, { host, root }: Place): string {
  const example = examples[kind];
  if ('path' in example) {
    const key = site?.auth === 'key' ? ' -H "X-API-Key: $API_KEY"' : '';
    return `curl ${quoted(new URL(example.path, root).href)}${key} -H 'Content-Type: application/json' -d '${example.body}'`;
  }
  const mqtt = site?.connect.mqtt ?? usual;
  return `mosquitto_pub -h ${quoted(mqtt.host ?? host)}${portOf(mqtt)}${accounts[mqtt.account](example.id)} ${example.what}`;
}
