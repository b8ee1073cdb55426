import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { PumpCharts } from '@kilowatch/contracts';
import type { TimeChart } from '@kilowatch/charts';
import type { PumpFrame, PumpLine } from '@kilowatch/charts/heat-pump';
import { timeZoneOf, useAppState } from '../app-state.js';
import { ChartCard } from '../charts/chart-card.js';
import type { Charts } from '../charts/load-charts.js';
import { sharedLook } from '../series/looked-at.js';
import { texts } from '../texts/language.js';
import { pumpFrame } from './pump-frame.js';
import { lineLabel, pumpLines } from './pump-lines.js';
import { pumpTable, type TabledLine } from './pump-table.js';
import type { RaisedAlarms } from './use-alarms.js';
import type { UsedPump } from './use-pump.js';
import { withAlarms } from './with-alarms.js';

/** What every card of a heat pump is given. */
export interface PumpCardProps {
  used: UsedPump;
  /** Metrics that are reckoned; changes hardly ever. */
  estimated: ReadonlySignal<string>;
  alarms: ReadonlySignal<RaisedAlarms>;
}

interface PumpTimeCardProps extends PumpCardProps {
  title: string;
  summary: string;
  emptyText?: string;
  heightPx: number;
  /** What it may show: the legend before anything is known, so that nothing moves when it is. */
  names: readonly PumpLine[];
  /** Also what the table and the file have. */
  lines: (charts: PumpCharts) => readonly TabledLine[];
  draw: (
    options: Charts['pumpOptions'],
    charts: PumpCharts,
    frame: PumpFrame,
    hidden: ReadonlySet<PumpLine>,
  ) => TimeChart;
  /** Lines may be taken out of the picture. */
  isChoosable?: boolean;
}

/** One chart of a heat pump over time. */
export function PumpTimeCard({ used, estimated, alarms, names, lines, draw, ...rest }: PumpTimeCardProps) {
  const { title, summary, emptyText, heightPx, isChoosable = false } = rest;
  const { site } = useAppState();
  const hidden = useSignal<ReadonlySet<PumpLine>>(new Set());
  const t = texts.value;
  const { reply, isLoading, failure } = used.view.value;
  const said = reply ? lines(reply.charts).filter(([, values]) => values && values.atMs.length > 0) : [];
  const toggle = (line: PumpLine): void => {
    const next = new Set(hidden.value);
    if (!next.delete(line)) next.add(line);
    hidden.value = next;
  };
  return (
    <ChartCard
      {...{ title, summary, heightPx, isLoading }}
      isEmpty={said.length === 0}
      emptyText={failure && !reply ? t.heatPump.notRead : (emptyText ?? t.heatPump.empty)}
      legend={[
        ...(reply ? said.map(([line]) => line) : names).map((line) => ({
          label: lineLabel(line, t, estimated.value),
          colour: pumpLines[line].colour,
          isHidden: hidden.value.has(line),
          onToggle: isChoosable ? () => toggle(line) : undefined,
        })),
        ...alarms.value.series.map(({ label, colour }) => ({ label, colour, isSpan: true })),
      ]}
      table={() => withAlarms(pumpTable(said, t, estimated.value), alarms.value, t)}
      fileName={`${title} ${reply?.device ?? ''}`}
      build={({ pumpOptions }) => {
        const now = used.view.value.reply;
        if (!now) return undefined;
        const timeZone = timeZoneOf(site.value);
        const look = sharedLook.value;
        const span = 'lastMs' in look ? now : look; // a chosen one at once, before its values are there
        const parts = {
          reply: now,
          span,
          alarms: alarms.value,
          timeZone,
          heightPx,
          texts: texts.value,
          estimated: estimated.value,
        };
        return draw(pumpOptions, now.charts, pumpFrame(parts), hidden.value);
      }}
    />
  );
}
