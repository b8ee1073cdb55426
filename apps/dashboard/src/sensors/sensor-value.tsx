import type { Concern } from '@kilowatch/contracts';
import { unitFor } from '../charts/chart-units.js';
import { formatFor } from '../format/format.js';
import type { Reported } from '../format/age.js';
import { texts } from '../texts/language.js';
import { AgeLine } from '../widgets/age-line.js';
import type { SensorSeries } from './sensor-series.js';
import { switchWord } from '../widgets/metric-words.js';

interface SensorValueProps {
  series: Pick<SensorSeries, 'key' | 'unit' | 'isSwitch'>;
  value: Reported;
  concern: Concern | undefined;
}

/** The newest value of a series with its age, what is doubtful about it and whether it is beyond a limit. */
export function SensorValue({ series, value, concern }: SensorValueProps) {
  const isWorrying = concern !== undefined && concern !== 'good';
  return (
    <div class={`sensor-now is-${value.freshness}`}>
      <p class={`reading ${isWorrying ? `concern-${concern}` : ''}`} data-metric={series.key}>
        {isKnown(value) ? <Measured value={value.value} {...series} /> : '‒'}
        {isWorrying && <span class="concern-word">{texts.value.registry.concern[concern]}</span>}
      </p>
      <AgeLine value={value} />
    </div>
  );
}

/** The number of a sensor that is not there is no number to show. */
const isKnown = (reported: Reported): reported is Reported & { value: number } =>
  reported.value !== undefined && reported.quality !== 'missing';

interface MeasuredProps extends Pick<SensorSeries, 'unit' | 'isSwitch'> {
  value: number;
}

/** A number with its unit, or what it means. */
export function Measured({ value, unit, isSwitch }: MeasuredProps) {
  const t = texts.value;
  const word = isSwitch && switchWord(value, t.devices);
  if (word) return <>{word}</>;
  const shown = unitFor(unit, value);
  return (
    <>
      {formatFor(t.locale).measured(value / shown.factor)}
      {shown.unit && <span class="unit">{shown.unit}</span>}
    </>
  );
}
