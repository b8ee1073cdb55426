import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { fetchHistory } from '../api/site-api.js';
import { useAppState } from '../app-state.js';
import { emptyTrail, extendTrail, type Trail, type TrailReading } from '../live/live-trail.js';

/** How far back the live chart looks. */
export const trailMs = 600_000;
const maxSamples = 6_000;
const metrics = ['activePowerW', 'setpointW', 'socPct'];
/** The finest window the history computes: one reply then holds ten minutes of however fast a battery. */
const seedStepMs = 1_000;

/** The recent samples of a battery: what the history holds, then every delta; read again when deltas were missed. */
export function useTrail(device: ReadonlySignal<string | undefined>): ReadonlySignal<Trail> {
  const { live } = useAppState();
  const trail = useSignal<Trail>(emptyTrail);
  const add = (readings: readonly TrailReading[]): void => {
    if (readings.length === 0) return;
    trail.value = extendTrail(trail.value, readings, { fromMs: live.serverNowMs() - trailMs, maxSamples });
  };
  useSignalEffect(() => {
    const shown = device.value;
    trail.value = emptyTrail;
    if (shown === undefined) return undefined;
    return live.onDelta((delta) => {
      if (delta.device === shown) add(delta.readings.filter(({ metric }) => metrics.includes(metric)));
    });
  });
  useSignalEffect(() => {
    const shown = device.value;
    void live.missed.value;
    if (shown === undefined) return;
    void seed(shown, live.serverNowMs()).then((readings) => {
      if (device.peek() === shown) add(readings);
    });
  });
  return trail;
}

async function seed(device: string, nowMs: number): Promise<TrailReading[]> {
  const span = { fromMs: nowMs - trailMs, toMs: nowMs };
  try {
    const { windows } = await fetchHistory({ device, metrics, ...span, stepMs: seedStepMs });
    return windows.map(({ metric, atMs, last }) => ({ metric, atMs, value: last }));
  } catch {
    return []; // the live values draw the chart from now on
  }
}
