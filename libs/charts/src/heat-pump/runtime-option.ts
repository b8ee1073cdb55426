import type { PumpRuntime } from '@kilowatch/contracts';
import type { StillChart } from '../chart-option.js';
import type { ChartTheme } from '../chart-theme.js';
import { stillTooltip } from './still-tooltip.js';

export interface RuntimeFrame {
  theme: ChartTheme;
  labels: Readonly<Record<keyof PumpRuntime, string>>;
  colours: Readonly<Record<keyof PumpRuntime, string>>;
  percent: (value: number) => string;
  /** In the middle of the ring. */
  middle: { number: string; words: string };
}

/** For how much of the time what ran, as a ring. */
export function runtimeOption(runtime: PumpRuntime, frame: RuntimeFrame): StillChart {
  const { theme, labels, colours, percent, middle } = frame;
  const parts = (Object.keys(labels) as (keyof PumpRuntime)[]).filter((part) => runtime[part] > 0);
  return {
    option: {
      animation: false,
      textStyle: { fontFamily: theme.fontFamily },
      tooltip: stillTooltip(theme),
      series: {
        type: 'pie',
        radius: ['64%', '92%'],
        ...{ startAngle: 90, clockwise: true, avoidLabelOverlap: false, labelLine: { show: false } },
        emphasis: { disabled: true },
        itemStyle: { borderColor: theme.surface, borderWidth: 2 },
        label: {
          show: true,
          position: 'center',
          formatter: `{number|${middle.number}}\n{words|${middle.words}}`,
          rich: {
            number: { fontSize: 26, fontWeight: 600, lineHeight: 32, color: theme.ink },
            words: { fontSize: 12, lineHeight: 16, color: theme.mutedInk },
          },
        },
        data: parts.map((part, i) => ({
          name: labels[part],
          value: runtime[part],
          itemStyle: { color: colours[part] },
          label: { show: i === 0 },
        })),
        tooltip: {
          formatter: (one) => {
            const { name, value } = one as { name: string; value: number };
            return `${name}: ${percent(value)}`;
          },
        },
      },
    },
  };
}
