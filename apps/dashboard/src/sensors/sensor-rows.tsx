import { useComputed, useSignal } from '@preact/signals';
import type { RawColumn } from '../history/raw-columns.js';
import { RawRowsView } from '../history/raw-rows-view.js';
import type { Refresh } from '../history/use-refresh.js';
import { texts } from '../texts/language.js';
import type { SensorSeries } from './sensor-series.js';
import { seriesWords } from './sensor-series.js';
import { switchWord } from '../widgets/metric-words.js';

interface SensorRowsProps {
  series: readonly SensorSeries[];
  refresh: Refresh;
}

/** Of a device with more metrics, one is chosen. */
const mostColumns = 8;
const pageSize = 20;

/** Every value of a device over the shared range, newest first. */
export function SensorRows({ series, refresh }: SensorRowsProps) {
  const t = texts.value.sensors;
  const metrics = [...new Set(series.map(({ metric }) => metric))];
  const isMany = series.length > mostColumns;
  const chosen = useSignal(isMany ? metrics[0] : undefined);
  const shown = series.filter(({ metric }) => chosen.value === undefined || metric === chosen.value);
  const source = useComputed(() => {
    const { device } = series[0]!;
    return { device, metrics: chosen.value === undefined ? metrics : [chosen.value] };
  });
  return (
    <div class="panel raw">
      <RawRowsView
        title={t.raw}
        source={source}
        columns={shown.map(columnOf)}
        pageSize={pageSize}
        refresh={refresh}
      >
        {isMany && (
          <select
            class="select-small"
            aria-label={t.rawOf}
            value={chosen.value}
            onChange={({ currentTarget }) => (chosen.value = currentTarget.value)}
          >
            {metrics.map((metric) => (
              <option key={metric} value={metric}>
                {series.find((one) => one.metric === metric)!.type}
              </option>
            ))}
          </select>
        )}
      </RawRowsView>
    </div>
  );
}

const columnOf = (series: SensorSeries): RawColumn => ({
  metric: series.key,
  unit: series.unit,
  title: () => seriesWords(series),
  show: (value, { devices }, { measured }) => {
    return (series.isSwitch && switchWord(value, devices)) || measured(value);
  },
});
