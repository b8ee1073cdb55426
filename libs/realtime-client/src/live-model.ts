import type {
  Delta,
  DeviceEntry,
  DeviceSnapshot,
  metricKey,
  MetricState,
  Snapshot,
} from '@kilowatch/contracts';

/** What the browser knows: every watched device with its latest values. Never changed in place, a change makes a new one. */
export interface LiveModel {
  readonly devices: ReadonlyMap<string, DeviceSnapshot>;
}

export const emptyModel: LiveModel = { devices: new Map() };

// The contracts' own function would bring the schemas into the first view.
const keyOf: typeof metricKey = (r) => (r.index === undefined ? r.metric : `${r.metric}/${r.index}`);

const withDevice = (model: LiveModel, device: DeviceSnapshot): LiveModel => ({
  devices: new Map(model.devices).set(device.device, device),
});

/** How much is held of a device: itself and its metrics. */
export function weightOf({ devices }: LiveModel, device: string): number {
  const held = devices.get(device);
  return held ? 1 + Object.keys(held.metrics).length : 0;
}

/** A snapshot is the whole truth at its time: what it does not hold is gone. */
export const applySnapshot = (snapshot: Snapshot): LiveModel => ({
  devices: new Map(snapshot.devices.map((device) => [device.device, device])),
});

/** Registers, updates or (retired, forgotten) removes a device. What an entry does not say any more is gone. */
export function applyDevice(model: LiveModel, entry: DeviceEntry): LiveModel {
  const known = model.devices.get(entry.device);
  const { seq, metrics } = known ?? { seq: 0, metrics: {} };
  if (!entry.isRetired && !entry.isForgotten) return withDevice(model, { ...entry, seq, metrics });
  if (!known) return model;
  const devices = new Map(model.devices);
  devices.delete(entry.device);
  return { devices };
}

/** `known`: everything in it has been seen. `gap`: something before it is missing, ask for a snapshot. */
export function fitOf(model: LiveModel, delta: Delta): 'next' | 'known' | 'gap' {
  const device = model.devices.get(delta.device);
  if (!device || delta.fromSeq > device.seq + 1) return 'gap';
  return delta.seq <= device.seq ? 'known' : 'next';
}

/**
 * Takes the values of a delta that fits (`fitOf` says `next`); any other leaves the model as it is. The server has decided
 * which readings are newer than what they replace, so they are taken in order without another look at their times.
 */
export function applyDelta(model: LiveModel, delta: Delta): LiveModel {
  const device = model.devices.get(delta.device);
  if (!device || fitOf(model, delta) !== 'next') return model;
  const changed = delta.readings.map(({ value, atMs, quality, ...name }): [string, MetricState] => [
    keyOf(name),
    quality === undefined ? { value, atMs } : { value, atMs, quality },
  ]);
  return withDevice(model, {
    ...device,
    seq: delta.seq,
    lastSeenAtMs: delta.lastSeenAtMs,
    metrics: { ...device.metrics, ...Object.fromEntries(changed) },
  });
}
