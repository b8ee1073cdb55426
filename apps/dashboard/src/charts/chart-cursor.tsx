import type { CursorReading } from '@kilowatch/charts';
import { timeZoneOf, useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { grown } from '../theme/screen-scale.js';
import { pointing } from './chart-pointer.js';
import { cursor } from './cursor.js';
import { isTime } from './is-time.js';
import type { Drawn } from './use-drawn.js';

interface ChartCursorProps {
  drawn: Drawn;
  self: object;
  /** Moved by keys: said aloud. */
  isSpoken: boolean;
}

/** A line at the time that is pointed at, in every chart that shows it, and what the series say there. */
export function ChartCursor({ drawn, self, isSpoken }: ChartCursorProps) {
  const { site } = useAppState();
  const pointed = cursor.value;
  const chart = isTime(drawn.shown.value);
  const isInside = chart && pointed && pointed.atMs >= chart.fromMs && pointed.atMs <= chart.toMs;
  const reading = isInside ? chart.readingsAt?.(pointed.atMs) : undefined;
  if (!isInside || !chart.readingsAt) return <p class="visually-hidden" aria-live="polite" />;
  const at = pointing(chart, drawn.widthPx.value);
  const x = at.xOf(Math.max(chart.fromMs, Math.min(chart.toMs, reading?.atMs ?? pointed.atMs)));
  const format = formatFor(texts.value.locale);
  const time = reading && format.dateTime(reading.atMs, timeZoneOf(site.value));
  const side =
    x > (at.left + at.right) / 2 ? { right: grown(drawn.widthPx.value - x + 10) } : { left: grown(x + 10) };
  return (
    <>
      <div class="chart-crosshair" style={{ left: grown(x) }} />
      {reading && (
        <div class="chart-tooltip" style={side} aria-hidden="true">
          <p class="chart-tooltip-time">{time}</p>
          <Lines reading={reading} />
        </div>
      )}
      <p class="visually-hidden" aria-live="polite">
        {isSpoken && pointed.by === self && reading
          ? `${time}: ${reading.lines.map(({ label, text }) => `${label} ${text}`).join(', ')}`
          : ''}
      </p>
    </>
  );
}

const Lines = ({ reading }: { reading: CursorReading }) => (
  <dl>
    {reading.lines.map(({ label, colour, text, spread }) => (
      <div key={label} class="chart-tooltip-line">
        <dt dir="auto">
          <span class="chart-swatch" style={{ background: colour }} />
          {label}
        </dt>
        <dd>{text}</dd>
        {spread && <dd class="chart-spread">{spread}</dd>}
      </div>
    ))}
  </dl>
);
