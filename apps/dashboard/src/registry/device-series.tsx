import { useSignal } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { valueText } from '../charts/chart-units.js';
import { formatFor } from '../format/format.js';
import type { Reported } from '../format/age.js';
import { texts } from '../texts/language.js';
import { type ShownMetric, shownMetrics, splitKey } from '../widgets/metric-words.js';
import { useReported } from '../widgets/use-reported.js';

/** More of them are shown when somebody asks. */
const mostAtFirst = 12;

/** What a device measures: each series with its newest value and what is doubtful about it. */
export function DeviceSeries({ device }: { device: DeviceSnapshot }) {
  const isWhole = useSignal(false);
  const reported = useReported(device);
  const t = texts.value;
  const all = shownMetrics(device, t.devices.metric);
  const shown = isWhole.value ? all : all.slice(0, mostAtFirst);
  return (
    <div class="panel device-wide">
      <h2>{t.registry.series}</h2>
      <div class="table-scroll device-series" tabIndex={0} role="region" aria-label={t.registry.series}>
        <table class="table">
          <thead>
            <tr>
              {t.registry.seriesColumns.map((words) => (
                <th key={words} scope="col">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((metric) => (
              <SeriesRow key={metric.key} device={device} metric={metric} value={reported(metric.key)} />
            ))}
          </tbody>
        </table>
        {all.length === 0 && <p class="hint">{t.devices.noValues}</p>}
      </div>
      {all.length > mostAtFirst && (
        <button
          class="button button-quiet button-small"
          type="button"
          onClick={() => (isWhole.value = !isWhole.value)}
        >
          {isWhole.value
            ? t.devices.fewer
            : t.devices.more(formatFor(t.locale).count(all.length - mostAtFirst))}
        </button>
      )}
    </div>
  );
}

interface SeriesRowProps {
  device: DeviceSnapshot;
  metric: ShownMetric;
  value: Reported;
}

function SeriesRow({ device, metric, value }: SeriesRowProps) {
  const t = texts.value;
  const format = formatFor(t.locale);
  const [name, index] = splitKey(metric.key);
  const listed = device.series?.find((one) => one.metric === name && one.index === index);
  const known = value.ageMs < 2_000 ? t.age.now : format.age(value.ageMs);
  return (
    <tr class={`is-${value.freshness}`} data-series={metric.key}>
      <th scope="row">
        {metric.words} <code class="hint">{metric.key}</code>
      </th>
      <td>{valueWords(metric, value)}</td>
      <td>{value.freshness === 'none' ? t.age.never : known}</td>
      <td class={value.quality ? 'hint-warning' : ''}>
        {value.quality ? t.battery.quality[value.quality] : t.registry.good}
      </td>
      <td>{listed?.sentUnit ?? listed?.unit ?? metric.unit}</td>
    </tr>
  );
}

/** The number of a sensor that is not there is no number to show. */
function valueWords({ isSwitch, unit }: ShownMetric, { value, quality }: Reported): string {
  const t = texts.value;
  if (value === undefined || quality === 'missing') return '‒';
  if (isSwitch && (value === 0 || value === 1)) return value === 1 ? t.devices.on : t.devices.off;
  return valueText(value, unit, formatFor(t.locale));
}
