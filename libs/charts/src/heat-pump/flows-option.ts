import type { PumpFlows } from '@kilowatch/contracts';
import type { StillChart } from '../chart-option.js';
import type { ChartTheme } from '../chart-theme.js';
import { stillTooltip } from './still-tooltip.js';

export type FlowNode = 'ground' | 'electricity' | 'pump' | 'heater' | 'house';

export interface FlowFrame {
  theme: ChartTheme;
  /** What a node is called, with what is worth saying of it. */
  labels: Readonly<Record<FlowNode, string>>;
  colours: Readonly<Record<FlowNode, string>>;
  percent: (value: number) => string;
}

type Link = readonly [source: FlowNode, target: FlowNode, value: number];

/** Where the heat of the house comes from. The width of each band is its share of all heat. */
export function flowsOption(flows: PumpFlows, { theme, labels, colours, percent }: FlowFrame): StillChart {
  const { ground, electricity, heater, toHouse } = flows;
  const links: Link[] = [
    ['ground', 'pump', ground],
    ['electricity', 'pump', electricity],
    ['pump', 'house', toHouse],
    ...(heater > 0 ? [['heater', 'house', heater] as const] : []),
  ];
  const total = toHouse + heater;
  const nodes = [...new Set(links.flatMap(([source, target]) => [source, target]))];
  return {
    option: {
      animation: false,
      textStyle: { fontFamily: theme.fontFamily },
      tooltip: stillTooltip(theme),
      series: {
        type: 'sankey',
        ...{ left: 4, right: 4, top: 30, bottom: 14 },
        ...{ nodeWidth: 14, nodeGap: 18, draggable: false, layoutIterations: 0 },
        emphasis: { focus: 'none', disabled: true },
        data: nodes.map((name) => ({
          name,
          itemStyle: { color: colours[name], borderWidth: 0 },
          label: {
            position: labelSide[name],
            align: name === 'pump' ? 'center' : undefined,
            offset: name === 'heater' ? [0, -10] : undefined,
          },
        })),
        links: links.map(([source, target, value]) => ({
          ...{ source, target, value },
          lineStyle: { color: colours[source], opacity: 0.28, curveness: 0.5 },
        })),
        label: {
          ...{ color: theme.ink, fontFamily: theme.fontFamily, fontSize: 12, lineHeight: 16 },
          formatter: ({ name }) => labels[name as FlowNode],
        },
        tooltip: {
          formatter: (one) => {
            const { dataType, data, name } = one as unknown as FlowItem;
            if (dataType !== 'edge') return labels[name as FlowNode];
            return `${labels[data.source]} → ${labels[data.target]}: ${percent((data.value / total) * 100)}`;
          },
        },
      },
    },
  };
}

interface FlowItem {
  dataType?: string;
  name: string;
  data: { source: FlowNode; target: FlowNode; value: number };
}

/** Towards the middle, above the pump: there is room at any width. The band of the heater is thin: its label stands above it. */
const labelSide = {
  ground: 'right',
  electricity: 'right',
  heater: 'right',
  pump: 'top',
  house: 'left',
} as const;
