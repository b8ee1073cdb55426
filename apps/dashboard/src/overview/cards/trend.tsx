import { Sparkline } from '../../series/sparkline.js';
import { texts } from '../../texts/language.js';

interface TrendProps {
  device: string | undefined;
  metric: string;
  index?: string | undefined;
  name: string;
}

/** Where a value came from, in the height it always has. */
export const Trend = ({ device, metric, index, name }: TrendProps) => (
  <div class="trend">
    <p class="label trend-name" dir="auto">
      {texts.value.overview.trend(name)}
    </p>
    <div class="trend-line">
      {device !== undefined && (
        <Sparkline device={device} metric={metric} {...(index === undefined ? {} : { index })} />
      )}
    </div>
  </div>
);
