import type { PumpFlows } from '@kilowatch/contracts';
import type { FlowNode } from '@kilowatch/charts/heat-pump';
import { useAppState } from '../app-state.js';
import { ChartCard } from '../charts/chart-card.js';
import { chartFrame, colourOf } from '../charts/chart-frame.js';
import type { TableData } from '../charts/table-data.js';
import { formatFor } from '../format/format.js';
import type { SeriesColour } from '../series/charted-series.js';
import type { Texts } from '../texts/en.js';
import { texts } from '../texts/language.js';
import { hasStillCharts } from './still-charts.js';
import type { UsedPump } from './use-pump.js';

const colours: Readonly<Record<FlowNode, SeriesColour>> = {
  ground: 'series-3',
  electricity: 'series-4',
  pump: 'series-1',
  heater: 'series-5',
  house: 'series-2',
};

/** Where the heat comes from, how much of it is free, and at which COP. */
export function FlowsCard({ used }: { used: UsedPump }) {
  const { site } = useAppState();
  const t = texts.value;
  const { reply, isLoading, failure } = used.view.value;
  const flows = reply?.charts.flows;
  const format = formatFor(t.locale);
  const words = t.heatPump.flows;
  return (
    <ChartCard
      title={words.title}
      summary={flows ? words.summary(format.percent(flows.freePct), format.number(flows.cop, 2)) : words.none}
      isLoading={isLoading}
      isEmpty={!flows}
      emptyText={failure && !reply ? t.heatPump.notRead : words.none}
      table={() => flowsTable(flows ?? undefined, t)}
      fileName={`${words.title} ${reply?.device ?? ''}`}
      heightPx={260}
      isStill
      build={({ pumpOptions }) => {
        const { reply: now } = used.view.value;
        if (!hasStillCharts.value || !now?.charts.flows) return undefined;
        return pumpOptions.flowsOption(now.charts.flows, {
          theme: chartFrame(now, site.value?.timeZone ?? 'UTC', texts.value).theme,
          labels: labelsOf(now.charts.flows, texts.value),
          colours: Object.fromEntries(
            Object.entries(colours).map(([node, colour]) => [node, colourOf(colour)]),
          ) as Record<FlowNode, string>,
          percent: (value) => formatFor(texts.value.locale).percent(value),
        });
      }}
    />
  );
}

/** Shares of all heat, %. A heater that is not worth being shown counts as electricity, which it is. */
function sharesOf({ ground, freePct, heater, toHouse }: PumpFlows) {
  const total = ground / (freePct / 100);
  const heaterPct = (heater / total) * 100;
  return { heaterPct, electricityPct: 100 - freePct - heaterPct, toHousePct: (toHouse / total) * 100 };
}

function labelsOf(flows: PumpFlows, { heatPump: { flows: t }, locale }: Texts): Record<FlowNode, string> {
  const { percent, number } = formatFor(locale);
  const { electricityPct, heaterPct } = sharesOf(flows);
  return {
    ground: `${t.ground}\n${t.free(percent(flows.freePct))}`,
    electricity: `${t.electricity}\n${percent(electricityPct)}`,
    pump: `${t.pump} · COP ${number(flows.cop, 2)}`,
    heater: `${t.heater} ${percent(heaterPct)}`,
    house: t.house,
  };
}

const noShares = { electricityPct: 0, heaterPct: 0, toHousePct: 0 };

function flowsTable(flows: PumpFlows | undefined, { heatPump: { flows: t } }: Texts): TableData {
  const { electricityPct, heaterPct, toHousePct } = flows ? sharesOf(flows) : noShares;
  const links: (readonly [from: string, to: string, percent: number])[] = [
    [t.ground, t.pump, flows?.freePct ?? 0],
    [t.electricity, t.pump, electricityPct],
    [t.pump, t.house, toHousePct],
    [t.heater, t.house, heaterPct],
  ];
  return {
    columns: [
      { label: t.from, kind: 'text' },
      { label: t.to, kind: 'text' },
      { label: t.share, unit: '%', kind: 'number' },
    ],
    rows: links.filter(([, , percent]) => percent > 0),
  };
}
