import type { DeviceSnapshot } from '@kilowatch/contracts';
import { metricKeyOf, type SeriesColour } from '../../series/charted-series.js';
import { Sparkline } from '../../series/sparkline.js';
import { texts } from '../../texts/language.js';

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
  const isMeasured = device && Object.hasOwn(device.metrics, metricKeyOf({ metric, index }));
  return (
    <div class="trend">
      <p class="label trend-name" dir="auto">
        {texts.value.overview.trend(name)}
      </p>
      <div class="trend-line">
        {isMeasured && (
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
