import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type { AnyChart } from '@kilowatch/charts';
import { timeZoneOf, useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import type { Span } from '../range/time-span.js';
import { texts } from '../texts/language.js';
import { serverWords, Worded } from '../texts/server-words.js';
import { ChartCanvas } from './chart-canvas.js';
import { ChartLegend, type LegendItem } from './chart-legend.js';
import { pictureOf } from './chart-picture.js';
import { ChartTable } from './chart-table.js';
import { ChartTools } from './chart-tools.js';
import { downloadBlob, fileNameOf } from './download.js';
import { isTime } from './is-time.js';
import { areChartsMissing, type Charts } from './load-charts.js';
import { StillCanvas } from './still-canvas.js';
import { csvOfTable, type TableData } from './table-data.js';
import { useDrawn } from './use-drawn.js';

export interface ChartCardProps {
  title: string;
  /** What the chart shows, for those who cannot see it. */
  summary: string;
  legend?: readonly LegendItem[];
  isLoading: boolean;
  isEmpty: boolean;
  emptyText?: string;
  /** In words; what was drawn before stays. */
  failure?: string | undefined;
  onRetry?: () => void;
  /** Why something is missing, in the words of the server. */
  partial?: string | undefined;
  /** Asked for when the table or the file is wanted. */
  table?: () => TableData;
  /** Without an extension. */
  fileName: string;
  /** Reads signals for its data: it runs again when they change. Undefined: nothing to draw yet. */
  build: (charts: Charts) => AnyChart | undefined;
  heightPx?: number;
  /** False: the chart does not follow the shared range. */
  isZoomable?: boolean;
  /** True: it has no time axis. */
  isStill?: boolean;
}

/** A panel with one chart: its legend, its tools, its numbers as a table, and why there is nothing where there is nothing. */
export function ChartCard(props: ChartCardProps) {
  const { title, summary, legend = [], table, fileName, build, heightPx = 240, isStill = false } = props;
  const { isZoomable = !isStill } = props;
  const { site } = useAppState();
  const element = useRef<HTMLDivElement>(null);
  const preview = useSignal<Span | undefined>(undefined);
  const drawn = useDrawn(element, build, preview);
  const isTable = useSignal(false);
  const id = useId();
  const savePicture = async (): Promise<void> => {
    const canvas = drawn.mounted.current?.picture(surface());
    if (!canvas) return;
    const chart = isTime(drawn.shown.peek());
    const { dateTime } = formatFor(texts.peek().locale);
    const zone = timeZoneOf(site.peek());
    const subtitle = chart ? `${dateTime(chart.fromMs, zone)} – ${dateTime(chart.toMs, zone)} (${zone})` : '';
    const blob = await pictureOf({ canvas, title, subtitle, legend });
    if (blob) downloadBlob(fileNameOf(fileName, 'png'), blob);
  };
  const saveTable = (): void => {
    if (table)
      downloadBlob(
        fileNameOf(fileName, 'csv'),
        new Blob(['\ufeff', csvOfTable(table())], { type: 'text/csv;charset=utf-8' }),
      );
  };
  return (
    <section class="panel chart-card" aria-labelledby={id} aria-busy={props.isLoading}>
      <div class="chart-head">
        <h2 id={id} dir="auto">
          {title}
        </h2>
        <ChartTools
          title={title}
          isTable={isTable}
          onPicture={() => void savePicture()}
          onCsv={table && saveTable}
          isZoomable={isZoomable}
        />
      </div>
      {legend.length > 0 && <ChartLegend items={legend} />}
      <div class="chart-area">
        {isStill ? (
          <StillCanvas {...{ drawn, element, summary, heightPx }} />
        ) : (
          <ChartCanvas {...{ drawn, preview, element, summary, heightPx, isZoomable }} />
        )}
        <ChartState {...props} />
      </div>
      {props.partial !== undefined && (
        <p class="hint hint-warning" role="status">
          <Worded text={texts.value.chart.partial(serverWords(props.partial, texts.value))} />
        </p>
      )}
      {isTable.value && table && <ChartTable table={table} title={title} />}
    </section>
  );
}

const surface = (): string => getComputedStyle(document.documentElement).getPropertyValue('--surface').trim();

/** Over the picture: that it is coming, that there is nothing, or that it could not be had. */
function ChartState({ isLoading, isEmpty, emptyText, failure, onRetry }: ChartCardProps) {
  const t = texts.value.chart;
  if (areChartsMissing.value)
    return (
      <p class="chart-empty chart-failed" role="alert">
        {texts.value.missingPage.text}
        <button class="button button-small" type="button" onClick={() => location.reload()}>
          {texts.value.missingPage.reload}
        </button>
      </p>
    );
  if (failure !== undefined)
    return (
      <p class="chart-empty chart-failed" role="alert">
        <span>
          <Worded text={t.failed(failure)} />
        </span>
        {onRetry && (
          <button class="button button-small" type="button" onClick={onRetry}>
            {t.retry}
          </button>
        )}
      </p>
    );
  if (isLoading) return isEmpty ? <div class="chart-skeleton skeleton" /> : <div class="chart-loading" />;
  return isEmpty ? <p class="chart-empty">{emptyText ?? t.empty}</p> : null;
}
