import type { ComponentChildren } from 'preact';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { type Format, formatFor, join, type Quantity } from '../format/format.js';
import { thresholdOf } from '../registry/thresholds.js';
import { texts } from '../texts/language.js';
import { AgeLine } from './age-line.js';
import { breachOf } from './breach.js';
import { useReported } from './use-reported.js';

export interface MetricTileProps {
  device: DeviceSnapshot | undefined;
  /** `metric` or `metric/index`. */
  metric: string;
  label: string;
  /** While there is no number. */
  unit: string;
  /** A stored value as it is shown. */
  write: (value: number, format: Format) => Quantity;
  /** Below the number. */
  children?: ComponentChildren;
}

/** Three significant digits in the stored unit. */
export const inUnit =
  (unit: string): MetricTileProps['write'] =>
  (value, format) => ({ value: format.gauge(value), unit });

/** One measured value: how large, how old, what is doubtful about it, and whether it is beyond a threshold. */
export function MetricTile({ device, metric, label, unit, write, children }: MetricTileProps) {
  const { site } = useAppState();
  const t = texts.value;
  const format = formatFor(t.locale);
  const reported = useReported(device)(metric);
  const isThere = reported.value !== undefined && reported.quality !== 'missing';
  const shown = isThere ? write(reported.value!, format) : { value: '‒.‒‒', unit };
  const threshold = device && thresholdOf(device, metric, site.value?.display);
  const breach = isThere ? breachOf(reported.value!, threshold) : undefined;
  return (
    <div class={`panel tile is-${reported.freshness} ${breach ? `is-${breach.concern}` : ''}`}>
      <p class="tile-head">
        <span class="label">{label}</span>
        {breach && (
          <span class="breach">
            <span class="visually-hidden">{t.limits[breach.concern]}: </span>
            {t.limits[breach.side](join(write(breach.limit, format)))}
          </span>
        )}
      </p>
      <p class="reading" key={shown.value.length} data-metric={metric}>
        {shown.value}
        <span class="unit">{shown.unit}</span>
      </p>
      {children}
      <AgeLine value={reported} />
    </div>
  );
}
