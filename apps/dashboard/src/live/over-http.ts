import type {
  DeviceEntry,
  getDevices,
  getLatestOfAll,
  Reading,
  ReplyOf,
  Snapshot,
} from '@kilowatch/contracts';
import { covers, type Watched } from '@kilowatch/realtime-client';
import { askTimed, withQuery } from '../api/ask.js';

const devicesPath: (typeof getDevices)['path'] = '/api/v1/devices';
const latestPath: (typeof getLatestOfAll)['path'] = '/api/v1/latest';

/** More would not fit into an address; of all devices is then asked. */
const mostNamed = 50;

/** What a snapshot of the live connection would say, asked for over HTTP. Throws as `ask` does. */
export async function snapshotOverHttp(watched: Watched): Promise<Snapshot> {
  const { reply, atMs } = await askTimed<ReplyOf<typeof getDevices>>('GET', devicesPath);
  const entries = reply.devices
    .filter(({ device, isRetired }) => !isRetired && covers(watched, { devices: [device] }))
    .map(({ state: _state, ...entry }) => entry);
  const readings = entries.length === 0 ? [] : await latestOf(entries);
  const byDevice = Map.groupBy(readings, ({ device }) => device);
  return {
    atMs: atMs ?? Math.max(0, ...entries.map(({ lastSeenAtMs }) => lastSeenAtMs)),
    devices: entries.map((entry) => ({ ...entry, seq: 0, metrics: statesOf(byDevice.get(entry.device)) })),
  };
}

async function latestOf(entries: readonly DeviceEntry[]): Promise<Reading[]> {
  const names = entries.map(({ device }) => device);
  const canBeNamed = names.length <= mostNamed && !names.some((name) => name.includes(','));
  const path = withQuery(latestPath, { devices: canBeNamed ? names.join(',') : undefined });
  const { reply } = await askTimed<ReplyOf<typeof getLatestOfAll>>('GET', path);
  return reply.readings;
}

const statesOf = (readings: readonly Reading[] = []): Snapshot['devices'][number]['metrics'] =>
  Object.fromEntries(
    readings.map(({ metric, index, value, atMs, quality }) => [
      index === undefined ? metric : `${metric}/${index}`,
      quality === undefined ? { value, atMs } : { value, atMs, quality },
    ]),
  );
