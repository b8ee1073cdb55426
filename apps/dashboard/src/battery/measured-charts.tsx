import type { ReadonlySignal } from '@preact/signals';
import type { BatteryMetric, DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { thresholdOf } from '../registry/thresholds.js';
import { SeriesChart } from '../series/series-chart.js';
import type { SeriesColour } from '../series/charted-series.js';
import { texts } from '../texts/language.js';
import { marksOf } from '../widgets/breach.js';

const charts = [
  { metric: 'voltageV', name: 'voltage', unit: 'V', colour: 'series-1' },
  { metric: 'currentA', name: 'current', unit: 'A', colour: 'series-2' },
  { metric: 'temperatureC', name: 'temperature', unit: '°C', colour: 'series-4' },
] as const satisfies readonly { metric: BatteryMetric; name: string; unit: string; colour: SeriesColour }[];

/** What a battery measures beside its power, over the shared range. */
export function MeasuredCharts({ battery }: { battery: ReadonlySignal<DeviceSnapshot | undefined> }) {
  const { site } = useAppState();
  const shown = battery.value;
  const t = texts.value;
  const reported = charts.filter(({ metric }) => shown?.metrics[metric] !== undefined);
  if (!shown || reported.length === 0) return null;
  return (
    <div class="chart-row">
      {reported.map(({ metric, name, unit, colour }) => (
        <SeriesChart
          key={`${shown.device} ${metric}`}
          title={t.metric[name]}
          series={[{ device: shown.device, metric, label: t.metric[name], unit, colour }]}
          marks={marksOf(thresholdOf(shown, metric, site.value?.display), t)}
          heightPx={200}
        />
      ))}
    </div>
  );
}
