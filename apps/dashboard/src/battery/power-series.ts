import type { SeriesChart } from '@kilowatch/charts';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import type { ChartedSeries } from '../series/charted-series.js';
import type { LoadedSeries } from '../series/load-series.js';
import type { Texts } from '../texts/en.js';

/** A battery that does nothing is no storm of a few watts: the scale of its power reaches at least so far. W */
const leastScaleW = 1_000;

/** What of these a battery has ever reported: of anything else there is no history to ask for. */
export const reportedBy = (
  battery: DeviceSnapshot | undefined,
  series: readonly ChartedSeries[],
): ChartedSeries[] => series.filter(({ metric }) => battery?.metrics[metric] !== undefined);

/** Power in its two directions on the left, state of charge on the right. */
export const powerSeries = (
  { device }: DeviceSnapshot,
  { metric, history }: Texts,
  place: { grid: number; shape: 'line' | 'bar' },
): ChartedSeries[] => [
  {
    ...place,
    device,
    metric: 'activePowerW',
    label: `${metric.power} (${history.measured})`,
    unit: 'W',
    colour: 'discharge',
    isSignedPower: true,
  },
  {
    device,
    metric: 'socPct',
    label: metric.soc,
    unit: '%',
    colour: 'soc',
    axis: 'right',
    grid: place.grid,
  },
];

/** The ends of the axes that do not follow from the values. */
export function fixedScales({ buffers }: LoadedSeries, grid: number): SeriesChart['fixed'] {
  const percent = { grid, axis: 'right', min: 0, max: 100 } as const;
  const views = [...buffers].filter(([key]) => /\n(activePowerW|setpointW)$/.test(key));
  const isSmall = views.every(([, buffer]) => {
    const { min, max } = buffer.view();
    return min.every((w) => !(w < -leastScaleW)) && max.every((w) => !(w > leastScaleW));
  });
  return isSmall
    ? [percent, { grid, axis: 'left', min: -leastScaleW, max: leastScaleW } as const]
    : [percent];
}
