import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { fetchHistory } from '../api/site-api.js';
import { useAppState } from '../app-state.js';
import { type Report, withReadings } from './recent-reports.js';

/** How far back the newest values go. */
export const recentMs = 30_000;
/** A battery that reports ten times a second fills it; a faster one shows less time. */
const most = 300;

/**
 * What was measured in the last 30 s, report by report: what the history holds, then every delta. It moves once a second, however
 * fast a battery is, and stands still without a connection.
 */
export function useRecent(
  device: ReadonlySignal<string | undefined>,
  metrics: readonly string[],
): ReadonlySignal<readonly Report[]> {
  const { live } = useAppState();
  const shown = useSignal<readonly Report[]>([]);
  useSignalEffect(() => {
    const { value } = device;
    void live.missed.value;
    let reports: readonly Report[] = [];
    shown.value = reports;
    if (value === undefined) return undefined;
    const take = (readings: Parameters<typeof withReadings>[1]): void => {
      const own = readings.filter(({ metric }) => metrics.includes(metric));
      reports = withReadings(reports, own, { nowMs: live.serverNowMs(), keptMs: recentMs, most });
    };
    const stop = live.onDelta((delta) => delta.device === value && take(delta.readings));
    const stopShowing = live.nowMs.subscribe(() => {
      if (live.status.peek() === 'offline') return;
      take([]);
      if (shown.peek() !== reports) shown.value = reports;
    });
    let isCurrent = true;
    void seed(value, metrics, live.serverNowMs()).then((readings) => isCurrent && take(readings));
    return () => {
      isCurrent = false;
      stop();
      stopShowing();
    };
  });
  return shown;
}

async function seed(device: string, metrics: readonly string[], nowMs: number) {
  try {
    const { points } = await fetchHistory({ device, metrics, fromMs: nowMs - recentMs, toMs: nowMs });
    return points;
  } catch {
    return []; // the live values fill the table from now on
  }
}
