import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { alarmMetricsOf, alarmSeries, wasRaised } from '../series/alarm-series.js';
import { type ChartedSeries, seriesKeyOf } from '../series/charted-series.js';
import type { LoadedSeries } from '../series/load-series.js';
import { isMoving, sharedLook } from '../series/looked-at.js';
import { useSeries } from '../series/use-series.js';
import { texts } from '../texts/language.js';
import { heldAlarm } from './held-alarm.js';

/** What was raised in the range, and when. */
export interface RaisedAlarms {
  readonly series: readonly ChartedSeries[];
  readonly loaded: LoadedSeries | undefined;
  /** Why it is not known, in words. */
  readonly failure: string | undefined;
  readonly retry: () => void;
}

/** As many windows as a wide screen has pixels. */
const maxPoints = 900;
/** How often an alarm that goes on is drawn longer. */
const heldEveryMs = 10_000;

/** When a pump raised its alarm; read once for all its charts. */
export function useAlarms(pump: DeviceSnapshot | undefined): ReadonlySignal<RaisedAlarms> {
  const seriesNow = (): ChartedSeries[] =>
    pump ? alarmSeries(pump.device, alarmMetricsOf(pump), texts.value) : [];
  const { view, changes, retry } = useSeries({ series: seriesNow(), range: sharedLook, maxPoints });
  const heardAtMs = useSignal(0);
  const heard = Math.floor((pump?.lastSeenAtMs ?? 0) / heldEveryMs) * heldEveryMs;
  useEffect(() => void (heardAtMs.value = heard), [heard]);
  return useComputed(() => {
    void changes.value;
    const series = seriesNow();
    const { wasCutOff, ...rest } = view.value;
    const failure = wasCutOff ? undefined : rest.failure;
    const loaded = rest.loaded && heldIn(rest.loaded, series, pump, heardAtMs.value);
    return { series: series.filter((one) => wasRaised(one, loaded)), loaded, failure, retry };
  });
}

function heldIn(
  loaded: LoadedSeries,
  series: readonly ChartedSeries[],
  pump: DeviceSnapshot | undefined,
  heardAtMs: number,
): LoadedSeries {
  const { fromMs, toMs } = loaded.span;
  const span = { fromMs, toMs: isMoving(sharedLook.peek()) ? Infinity : toMs };
  const buffers = new Map(loaded.buffers);
  for (const one of series) {
    const [key, said] = [seriesKeyOf(one), pump?.metrics[one.metric]];
    const buffer = buffers.get(key);
    if (buffer && said && said.quality !== 'missing')
      buffers.set(key, heldAlarm(buffer, { ...said, heardAtMs }, span));
  }
  return { ...loaded, buffers };
}
