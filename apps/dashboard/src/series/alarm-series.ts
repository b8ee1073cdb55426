import type { ChartedSeries } from './charted-series.js';
import type { LoadedSeries } from './load-series.js';
import { seriesKeyOf } from './charted-series.js';
import type { Texts } from '../texts/en.js';

/** States that devices say of themselves: 0 is fine. */
const colours = { alarmState: 'bad', faultState: 'warning', alarm_status: 'bad' } as const;
export type AlarmMetric = keyof typeof colours;

/** The alarms that a device of these metrics can raise, as charts show them. */
export const alarmSeries = (
  device: string,
  metrics: readonly AlarmMetric[],
  { devices }: Texts,
): ChartedSeries[] =>
  metrics.map((metric) => ({
    ...{ device, metric, label: devices.metric[metric], unit: '', colour: colours[metric] },
    shape: 'alarm',
  }));

/** Of a device's metrics those that are {@link AlarmMetric}. */
export const alarmMetricsOf = ({ metrics }: { metrics: object }): AlarmMetric[] =>
  (Object.keys(colours) as AlarmMetric[]).filter((metric) => metric in metrics);

/** Whether a series was anything but 0 in what is loaded. */
export const wasRaised = (one: ChartedSeries, loaded: LoadedSeries | undefined): boolean =>
  loaded?.buffers
    .get(seriesKeyOf(one))
    ?.view()
    .max.some((value) => value > 0) === true;
