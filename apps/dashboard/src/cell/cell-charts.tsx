import type { CellMetric, DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { thresholdOf } from '../registry/thresholds.js';
import type { ChartedSeries } from '../series/charted-series.js';
import { SeriesChart } from '../series/series-chart.js';
import { texts } from '../texts/language.js';
import { marksOf } from '../widgets/breach.js';
import { mainValues, otherValues } from './cell-values.js';

/** One chart each; what measures the same quantity in another way is drawn beside it, where it is reported. */
const charts: readonly (readonly [CellMetric, CellMetric?])[] = [
  ['voltageV', 'adsVoltageV'],
  ['currentA', 'acsCurrentA'],
  ['powerW'],
  ['temperatureC'],
];

/** Voltage, current, power and temperature over the shared range, with the thresholds of the device as lines. */
export function CellCharts({ cell }: { cell: DeviceSnapshot | undefined }) {
  const { site } = useAppState();
  const t = texts.value;
  return (
    <div class="chart-pair">
      {charts.map(([metric, second]) =>
        cell ? (
          <SeriesChart
            key={`${cell.device} ${metric}`}
            title={t.devices.metric[metric]}
            series={[metric, second].flatMap((one) => seriesOf(cell, one) ?? [])}
            marks={marksOf(thresholdOf(cell, metric, site.value?.display), t)}
          />
        ) : (
          <div key={metric} class="panel chart-room" />
        ),
      )}
    </div>
  );
}

/** Nothing of what the cell has never reported: there is no history to ask for. */
function seriesOf(cell: DeviceSnapshot, metric: CellMetric | undefined): ChartedSeries | undefined {
  const value = [...mainValues, ...otherValues].find((one) => one.metric === metric);
  if (!value || cell.metrics[value.metric] === undefined) return undefined;
  const { unit, colour, title } = value;
  return { device: cell.device, metric: value.metric, label: title(texts.value), unit, colour };
}
