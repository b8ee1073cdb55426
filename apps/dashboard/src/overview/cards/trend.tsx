import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { metricKeyOf, type SeriesColour } from '../../series/charted-series.js';
import { texts } from '../../texts/language.js';

type Sparklines = typeof import('../../series/sparkline.js');

/** They come when the numbers are on the screen. */
const sparklines = signal<Sparklines | undefined>(undefined);

async function load(): Promise<void> {
  try {
    sparklines.value ??= await import('../../series/sparkline.js');
  } catch {
    // No connection, or a new build: the numbers stay, the next visit tries again.
  }
}

interface TrendProps {
  device: DeviceSnapshot | undefined;
  metric: string;
  index?: string | undefined;
  name: string;
  unit: string;
  colour?: SeriesColour;
}

/** Where a value came from, in the height it always has. */
export const Trend = ({ device, metric, index, name, unit, colour = 'series-1' }: TrendProps) => {
  const Sparkline = sparklines.value?.Sparkline;
  useEffect(() => void load(), []);
  const isMeasured = device && Object.hasOwn(device.metrics, metricKeyOf({ metric, index }));
  return (
    <div class="trend">
      <p class="label trend-name" dir="auto">
        {texts.value.overview.trend(name)}
      </p>
      <div class="trend-line">
        {isMeasured && Sparkline && (
          <Sparkline
            device={device.device}
            metric={metric}
            {...(index === undefined ? {} : { index })}
            label={name}
            unit={unit}
            colour={colour}
          />
        )}
      </div>
    </div>
  );
};
