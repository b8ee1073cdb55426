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

/**
 * What a snapshot of the live connection would say, asked for over HTTP. Throws as `ask` does. `nowMs` is what is believed where the
 * answer does not say what time it is: what is older than all that is known must not look new.
 */
export async function snapshotOverHttp(watched: Watched, nowMs: () => number): Promise<Snapshot> {
  const { reply, atMs } = await askTimed<ReplyOf<typeof getDevices>>('GET', devicesPath);
  const entries = reply.devices
    .filter(({ device, isRetired }) => !isRetired && covers(watched, { devices: [device] }))
    .map(({ state: _state, ...entry }) => entry);
  const latest = entries.length === 0 ? { readings: [], atMs } : await latestOf(entries);
  const byDevice = Map.groupBy(latest.readings, ({ device }) => device);
  return {
    atMs: latest.atMs ?? Math.max(nowMs(), ...entries.map(({ lastSeenAtMs }) => lastSeenAtMs)),
    devices: entries.map((entry) => ({ ...entry, seq: 0, metrics: statesOf(byDevice.get(entry.device)) })),
  };
}

async function latestOf(
  entries: readonly DeviceEntry[],
): Promise<{ readings: Reading[]; atMs: number | undefined }> {
  const names = entries.map(({ device }) => device);
  const path = withQuery(latestPath, { device: names.length <= mostNamed ? names : undefined });
  const { reply, atMs } = await askTimed<ReplyOf<typeof getLatestOfAll>>('GET', path);
  return { readings: reply.readings, atMs };
}

const statesOf = (readings: readonly Reading[] = []): Snapshot['devices'][number]['metrics'] =>
  Object.fromEntries(
    readings.map(({ metric, index, value, atMs, quality }) => [
      index === undefined ? metric : `${metric}/${index}`,
      quality === undefined ? { value, atMs } : { value, atMs, quality },
    ]),
  );
