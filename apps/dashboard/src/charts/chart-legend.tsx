import type { SeriesColour } from '../series/charted-series.js';

export interface LegendItem {
  readonly label: string;
  readonly colour: SeriesColour;
  readonly isDashed?: boolean | undefined;
  /** No line, but a time that is shaded. */
  readonly isSpan?: boolean | undefined;
  readonly isHidden?: boolean | undefined;
  /** Shows and hides it; absent: it cannot be hidden. */
  readonly onToggle?: (() => void) | undefined;
}

const variable = (colour: SeriesColour): string => `var(--${colour === 'setpoint' ? 'ink-soft' : colour})`;

/** What the colours of a chart mean; a click takes a series out of the picture. */
export const ChartLegend = ({ items }: { items: readonly LegendItem[] }) => (
  <ul class="chart-legend">
    {items.map(({ label, colour, isDashed, isSpan, isHidden, onToggle }) => {
      const swatch = (
        <span
          class={`chart-swatch${isDashed ? ' is-dashed' : ''}${isSpan ? ' is-span' : ''}`}
          style={{ background: variable(colour), color: variable(colour) }}
        />
      );
      return (
        <li key={label}>
          {onToggle ? (
            <button
              class="chart-legend-item"
              type="button"
              aria-pressed={!isHidden}
              onClick={onToggle}
              title={label}
            >
              {swatch}
              <span dir="auto">{label}</span>
            </button>
          ) : (
            <span class="chart-legend-item" title={label}>
              {swatch}
              <span dir="auto">{label}</span>
            </span>
          )}
        </li>
      );
    })}
  </ul>
);
