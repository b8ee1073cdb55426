import { useSignal } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { concernOf, thresholdOf } from '../registry/thresholds.js';
import { texts } from '../texts/language.js';
import { useReported } from '../widgets/use-reported.js';
import type { SensorSeries } from './sensor-series.js';
import { SensorValue } from './sensor-value.js';
import { ShowAllButton } from '../widgets/show-all-button.js';
import { seriesWords } from './sensor-series.js';

interface SensorNowProps {
  device: DeviceSnapshot;
  series: readonly SensorSeries[];
}

/** More of them are shown when somebody asks. */
const mostAtFirst = 24;

/** The newest values of a device. */
export function SensorNow({ device, series }: SensorNowProps) {
  const { site } = useAppState();
  const isWhole = useSignal(false);
  const reported = useReported(device);
  const t = texts.value;
  const shown = isWhole.value ? series : series.slice(0, mostAtFirst);
  return (
    <section class="panel sensor-tiles" aria-label={t.sensors.now}>
      {series.length === 0 && <p class="hint">{t.devices.noValues}</p>}
      <dl>
        {shown.map((one) => {
          const value = reported(one.key);
          const threshold = thresholdOf(device, one.key, site.value?.display);
          const concern = value.value === undefined ? undefined : concernOf(value.value, threshold);
          return (
            <div key={one.key} class="sensor-tile">
              <dt class="label">{seriesWords(one)}</dt>
              <dd>
                <SensorValue series={one} value={value} concern={concern} />
              </dd>
            </div>
          );
        })}
      </dl>
      <ShowAllButton isWhole={isWhole} hidden={series.length - mostAtFirst} />
    </section>
  );
}
