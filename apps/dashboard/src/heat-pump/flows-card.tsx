import type { PumpFlows } from '@kilowatch/contracts';
import { type FlowNode, flowsOption } from '@kilowatch/charts/heat-pump';
import { useAppState } from '../app-state.js';
import { ChartCard } from '../charts/chart-card.js';
import { chartFrame, colourOf } from '../charts/chart-frame.js';
import type { TableData } from '../charts/table-data.js';
import { formatFor } from '../format/format.js';
import type { SeriesColour } from '../series/charted-series.js';
import type { Texts } from '../texts/en.js';
import { texts } from '../texts/language.js';
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
      isZoomable={false}
      build={() => {
        const { reply: now } = used.view.value;
        if (!now?.charts.flows) return undefined;
        return flowsOption(now.charts.flows, {
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

const totalOf = ({ toHouse, heater }: PumpFlows): number => toHouse + heater;

function labelsOf(flows: PumpFlows, { heatPump: { flows: t }, locale }: Texts): Record<FlowNode, string> {
  const { percent, number } = formatFor(locale);
  const share = (part: number): string => percent((part / totalOf(flows)) * 100);
  return {
    ground: `${t.ground}\n${t.free(percent(flows.freePct))}`,
    electricity: `${t.electricity}\n${share(flows.electricity)}`,
    pump: `${t.pump} · COP ${number(flows.cop, 2)}`,
    heater: `${t.heater}\n${share(flows.heater)}`,
    house: t.house,
  };
}

function flowsTable(flows: PumpFlows | undefined, { heatPump: { flows: t } }: Texts): TableData {
  const links = flows
    ? ([
        [t.ground, t.pump, flows.ground],
        [t.electricity, t.pump, flows.electricity],
        [t.pump, t.house, flows.toHouse],
        ...(flows.heater > 0 ? [[t.heater, t.house, flows.heater] as const] : []),
      ] as const)
    : [];
  return {
    columns: [
      { label: t.from, kind: 'text' },
      { label: t.to, kind: 'text' },
      { label: t.share, unit: '%', kind: 'number' },
    ],
    rows: links.map(([from, to, value]) => [from, to, flows ? (value / totalOf(flows)) * 100 : null]),
  };
}
