import type { GaugeSettings } from '@kilowatch/contracts';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { arcOf, bandOf, gaugeArcs, partOf } from './gauge-arcs.js';

interface GaugeProps {
  value: number | undefined;
  min: number;
  max: number;
  bands: GaugeSettings['bands'];
  label: string;
  unit: string;
  /** Grey, as the value no longer says how it is now. */
  isStale?: boolean;
}

/** An instrument with coloured bands; the band is said in a word too. */
export function Gauge({ value, min, max, bands, label, unit, isStale = false }: GaugeProps) {
  const t = texts.value;
  const format = formatFor(t.locale);
  const band = value === undefined ? undefined : bandOf(value, { min, max, bands });
  const isOutside = value !== undefined && (value < min || value > max);
  const word = isOutside ? t.chart.outside : band && t.chart.concern[band.concern];
  const shown = value === undefined ? '‒' : steady(value, format);
  const part = value === undefined ? undefined : partOf(value, { min, max });
  return (
    <div
      class={`gauge${isStale ? ' is-stale' : ''}${value === undefined ? ' is-none' : ''}`}
      role="meter"
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={Math.max(min, Math.min(max, value ?? min))}
      aria-valuetext={
        value === undefined ? t.age.never : [`${shown} ${unit}`, word].filter(Boolean).join(', ')
      }
    >
      <svg class="gauge-dial" viewBox="0 0 200 124" aria-hidden="true">
        {gaugeArcs({ min, max, bands }).map(({ from, to, concern }) => (
          <path key={from} class={`gauge-band gauge-${concern}`} d={arcOf(from, to, 88)} />
        ))}
        <path class="gauge-track" d={arcOf(0, 1, 74)} />
        {part !== undefined && (
          <path
            class={`gauge-fill gauge-${band?.concern ?? 'good'}`}
            d={arcOf(0, Math.max(0.004, part), 74)}
          />
        )}
        <text class="gauge-end" font-size="11" x="26" y="121" text-anchor="middle">
          {format.measured(min)}
        </text>
        <text class="gauge-end" font-size="11" x="174" y="121" text-anchor="middle">
          {format.measured(max)}
        </text>
      </svg>
      <div class="gauge-words" aria-hidden="true">
        <p class="reading" key={shown.length}>
          {shown}
          <span class="unit">{unit}</span>
        </p>
        <p class={`gauge-word gauge-word-${isOutside ? 'outside' : (band?.concern ?? 'none')}`}>
          {word ?? t.age.never}
        </p>
        <p class="label">{label}</p>
      </div>
    </div>
  );
}

/** Of a usual size in as many digits as there were a moment ago. */
const steady = (value: number, { gauge, measured }: ReturnType<typeof formatFor>): string =>
  Math.abs(value) >= 0.1 && Math.abs(value) < 1e4 ? gauge(value) : measured(value);
