import type { ChartedSeries, SeriesKey } from '../series/charted-series.js';
import { seriesKeyOf } from '../series/charted-series.js';
import type { Texts } from '../texts/en.js';
import { type Choice, unlisted } from './choices.js';

export type Layout = 'together' | 'stacked';

/** Two units share a chart, one at each side; every two more need another one below. */
const unitsPerGrid: Record<Layout, number> = { together: 2, stacked: 1 };

/** The chosen series with their colours, each at the axis of its unit. What is switched is a lane below its device's numbers. */
export function comparedSeries(
  chosen: readonly SeriesKey[],
  choices: readonly Choice[],
  layout: Layout,
  texts: Texts,
): ChartedSeries[] {
  const known = new Map(choices.map((choice) => [seriesKeyOf(choice), choice]));
  const units: string[] = [];
  return chosen.map((one, i) => {
    const choice = known.get(seriesKeyOf(one)) ?? unlisted(one, texts);
    const { unit, isSwitch: isState } = choice;
    if (!isState && !units.includes(unit)) units.push(unit);
    const place = isState ? Math.max(0, units.length - 1) : units.indexOf(unit);
    const perGrid = unitsPerGrid[layout];
    return {
      ...one,
      label: `${choice.words} · ${choice.deviceName}`,
      unit,
      colour: `series-${(i + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}` as const,
      shape: isState ? ('state' as const) : ('line' as const),
      axis: !isState && place % perGrid === 1 ? ('right' as const) : ('left' as const),
      grid: Math.floor(place / perGrid),
    };
  });
}

export const gridsOf = (series: readonly ChartedSeries[]): number =>
  Math.max(1, ...series.map(({ grid = 0 }) => grid + 1));
