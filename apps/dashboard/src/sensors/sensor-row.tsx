import { useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ReadonlySignal } from '@preact/signals';
import { useAppState } from '../app-state.js';
import { concernOf, thresholdOf } from '../registry/thresholds.js';
import { pathOf } from '../route/router.js';
import { texts } from '../texts/language.js';
import { DemoBadge } from '../widgets/state-badge.js';
import { useReported } from '../widgets/use-reported.js';
import type { Grouping } from './arrangement.js';
import type { SensorSeries } from './sensor-series.js';
import { Measured, SensorValue } from './sensor-value.js';
import type { ShownSummary } from './summary-board.js';

interface SensorRowProps {
  series: SensorSeries;
  grouping: Grouping;
  summary: ReadonlySignal<ShownSummary>;
  /** Says from when on it is in view; returns the way to stop looking. */
  watch: (row: Element, series: SensorSeries) => () => void;
}

/** One series: where it is, what it says now, how it went and what it came to over the range. */
export function SensorRow({ series, grouping, summary, watch }: SensorRowProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => (row.current ? watch(row.current, series) : undefined), [series, watch]);
  const { title, rest } = wordsOf(series, grouping);
  return (
    <li class="sensor-row" ref={row} data-series={`${series.device} ${series.key}`}>
      <div class="sensor-name">
        <a href={pathOf({ page: 'sensors', device: series.device })} data-page dir="auto" title={title}>
          {title}
        </a>
        <DemoBadge device={series} />
        <p class="hint" dir="auto">
          {rest}
        </p>
      </div>
      <Newest series={series} />
      <Course series={series} summary={summary.value} />
    </li>
  );
}

/** What the heading of the group does not say already. */
function wordsOf({ name, type, part, place }: SensorSeries, grouping: Grouping) {
  const [title, ...rest] = {
    type: [name, part, place],
    place: [name, type, part],
    device: [type, part, place],
  }[grouping];
  return { title, rest: rest.filter(Boolean).join(' · ') };
}

function Newest({ series }: { series: SensorSeries }) {
  const { live, site } = useAppState();
  const device = useComputed(() => live.model.value.devices.get(series.device)).value;
  const value = useReported(device)(series.key);
  const threshold = device && thresholdOf(device, series.key, site.value?.display);
  const concern = value.value === undefined ? undefined : concernOf(value.value, threshold);
  return <SensorValue series={series} value={value} concern={concern} />;
}

const columns = ['min', 'mean', 'max'] as const;

function Course({ series, summary }: { series: SensorSeries; summary: ShownSummary }) {
  const t = texts.value;
  const outline = summary?.outline;
  return (
    <>
      <svg class="sparkline" viewBox="0 0 100 32" preserveAspectRatio="none" aria-hidden="true">
        {outline && <path class="sparkline-envelope" d={outline.envelope} />}
        {outline && <path class="sparkline-line" d={outline.line} vector-effect="non-scaling-stroke" />}
      </svg>
      <dl class="sensor-summary" aria-busy={summary === undefined}>
        {columns.map((column) => (
          <div key={column}>
            <dt>{t.statistics[column]}</dt>
            <dd data-statistics={column}>
              {summary ? <Measured {...series} isSwitch={false} value={summary[column]} /> : '–'}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
