import { useSignal } from '@preact/signals';
import { type DeviceEntry, type Threshold } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import { limits } from '../registry/threshold-drafts.js';
import { thresholdOf } from '../registry/thresholds.js';
import type { ChartedSeries } from '../series/charted-series.js';
import { SeriesChart } from '../series/series-chart.js';
import { type Texts } from '../texts/en.js';
import { texts } from '../texts/language.js';
import type { SensorSeries } from './sensor-series.js';

interface SensorChartsProps {
  series: readonly SensorSeries[];
  thresholds: DeviceEntry['thresholds'];
}

/** A gateway may have a hundred registers: more charts come when somebody asks. */
const mostAtFirst = 6;
const colours = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** A chart of each metric; where a device has several of one kind they share it. */
export function SensorCharts({ series, thresholds }: SensorChartsProps) {
  const { site } = useAppState();
  const most = useSignal(mostAtFirst);
  const t = texts.value;
  const charts = [...Map.groupBy(series, ({ metric }) => metric).values()];
  const hidden = charts.length - most.value;
  return (
    <>
      <div class="sensor-charts">
        {charts.slice(0, most.value).map((own) => {
          const { device, key, type, metric } = own[0]!;
          const kind = device.slice(0, device.indexOf(':')) as DeviceEntry['kind'];
          const threshold = thresholdOf({ kind, thresholds }, key, site.value?.display);
          return (
            <SeriesChart
              key={metric}
              title={type}
              series={own.map(chartedOf)}
              marks={marksOf(threshold, t)}
            />
          );
        })}
      </div>
      {hidden > 0 && (
        <button
          class="button button-quiet list-more"
          type="button"
          onClick={() => (most.value += mostAtFirst)}
        >
          {t.sensors.moreCharts(formatFor(t.locale).count(Math.min(hidden, mostAtFirst)))}
        </button>
      )}
    </>
  );
}

const chartedOf = (
  { device, metric, index, type, part, unit, isSwitch }: SensorSeries,
  i: number,
): ChartedSeries => ({
  ...{ device, metric, index, unit },
  label: part ?? type,
  colour: `series-${colours[i % colours.length]!}`,
  shape: isSwitch ? 'state' : 'line',
});

const marksOf = (threshold: Threshold | undefined, { registry }: Texts) =>
  limits.flatMap((limit) => {
    const value = threshold?.[limit];
    if (value === undefined) return [];
    return [
      { value, label: registry.limits[limit], colour: limit.startsWith('critical') ? 'bad' : 'warning' },
    ];
  });
