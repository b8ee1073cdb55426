import { useSignal } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { valueText } from '../charts/chart-units.js';
import { formatFor } from '../format/format.js';
import type { Reported } from '../format/age.js';
import { texts } from '../texts/language.js';
import { type ShownMetric, shownMetrics, splitKey, switchWord } from '../widgets/metric-words.js';
import { useReported } from '../widgets/use-reported.js';
import { ageWords } from '../format/age-words.js';
import { ShowAllButton } from '../widgets/show-all-button.js';

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
      <ShowAllButton isWhole={isWhole} hidden={all.length - mostAtFirst} />
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
  const [name, index] = splitKey(metric.key);
  const listed = device.series?.find((one) => one.metric === name && one.index === index);
  return (
    <tr class={`is-${value.freshness}`} data-series={metric.key}>
      <th scope="row">
        {metric.words} <code class="hint">{metric.key}</code>
      </th>
      <td>{valueWords(metric, value)}</td>
      <td>{value.freshness === 'none' ? t.age.never : ageWords(value.ageMs)}</td>
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
  return (isSwitch && switchWord(value, t.devices)) || valueText(value, unit, formatFor(t.locale));
}
