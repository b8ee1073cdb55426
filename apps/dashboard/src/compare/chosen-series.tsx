import type { ChartedSeries } from '../series/charted-series.js';
import { seriesKeyOf } from '../series/charted-series.js';
import { texts } from '../texts/language.js';

interface ChosenSeriesProps {
  series: readonly ChartedSeries[];
  onRemove: (series: ChartedSeries) => void;
}

/** What is compared, each with its colour and the way to take it out. */
export const ChosenSeries = ({ series, onRemove }: ChosenSeriesProps) => (
  <ul class="compare-chosen">
    {series.map((one) => (
      <li key={seriesKeyOf(one)} class="compare-chip">
        <span class="chart-swatch" style={{ background: `var(--${one.colour})` }} />
        <span class="compare-chip-words" dir="auto" title={one.label}>
          {one.label}
        </span>
        <button
          class="compare-remove"
          type="button"
          aria-label={texts.value.compare.remove(one.label)}
          onClick={() => onRemove(one)}
        >
          ×
        </button>
      </li>
    ))}
  </ul>
);
