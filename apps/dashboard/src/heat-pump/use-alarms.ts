import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { alarmMetricsOf, alarmSeries, wasRaised } from '../series/alarm-series.js';
import type { ChartedSeries } from '../series/charted-series.js';
import type { LoadedSeries } from '../series/load-series.js';
import { sharedLook } from '../series/looked-at.js';
import { useSeries } from '../series/use-series.js';
import { texts } from '../texts/language.js';

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

/** When a pump raised its alarm; read once for all its charts. */
export function useAlarms(pump: DeviceSnapshot | undefined): ReadonlySignal<RaisedAlarms> {
  const series = pump ? alarmSeries(pump.device, alarmMetricsOf(pump), texts.value) : [];
  const { view, changes, retry } = useSeries({ series, range: sharedLook, maxPoints });
  return useComputed(() => {
    void changes.value;
    const { loaded, wasCutOff, ...rest } = view.value;
    const failure = wasCutOff ? undefined : rest.failure;
    return { series: series.filter((one) => wasRaised(one, loaded)), loaded, failure, retry };
  });
}
