/** The kinds of devices that somebody can connect, as the texts call them. */
export type ConnectableKind = 'battery' | 'cell' | 'gas' | 'heat-pump' | 'sensor';

const body = '{"device_id":"ESP32_01","voltage":3.7,"current_ma":150.5,"temperature":25.3}';
const gas = '{"id":"handheld 1","pct":90,"sensors":[{"type":"CH4","val":200}]}';

const post = (path: string, json: string, hasKey: boolean): string =>
  `curl ${new URL(path, document.baseURI).href}${hasKey ? ' -H "X-API-Key: $API_KEY"' : ''} -H 'Content-Type: application/json' -d '${json}'`;
/** The embedded broker takes the key as password, with any user name. */
const publish = (what: string, hasKey: boolean): string =>
  `mosquitto_pub -h ${location.hostname}${hasKey ? ' -u device -P "$API_KEY"' : ''} ${what}`;

const lines: Record<ConnectableKind, (hasKey: boolean) => string> = {
  battery: (hasKey) =>
    publish(`-t 'batteries/rack_1/state' -m '{"socPct":64,"activePowerW":-3200,"voltageV":402}'`, hasKey),
  cell: (hasKey) => post('sensor_data', body, hasKey),
  gas: (hasKey) => post('receive-json', gas, hasKey),
  'heat-pump': (hasKey) => publish(`-t '0004A3B1C2D3/HP/0007' -m '5.2'`, hasKey),
  sensor: (hasKey) => publish(`-t 'sensors/temp_01/temperature' -m '{"value":23.5,"unit":"°C"}'`, hasKey),
};

/** A line for a terminal after which there is a first device of a kind; it works as it is where the broker is the embedded one on its usual port. */
export const connectLine = (kind: ConnectableKind, hasKey: boolean): string => lines[kind](hasKey);
