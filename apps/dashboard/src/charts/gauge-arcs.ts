import type { Concern, GaugeSettings } from '@kilowatch/contracts';

type Scale = Pick<GaugeSettings, 'min' | 'max'>;

/** Where on the scale a value is: 0 at its beginning, 1 at its end; outside it stays at the end. */
export const partOf = (value: number, { min, max }: Scale): number =>
  Math.max(0, Math.min(1, (value - min) / (max - min)));

/** The band that a value is in; beyond the last one that is the last. */
export const bandOf = (value: number, { bands }: GaugeSettings): GaugeSettings['bands'][number] | undefined =>
  bands.find(({ upTo }) => value <= upTo) ?? bands.at(-1);

export interface GaugeArc {
  from: number;
  to: number;
  concern: Concern;
}

/** The bands as parts of the scale, without those that lie outside of it. */
export function gaugeArcs({ min, max, bands }: GaugeSettings): GaugeArc[] {
  let from = 0;
  return bands.flatMap(({ upTo, concern }, i) => {
    const to = i === bands.length - 1 ? 1 : partOf(upTo, { min, max });
    const arc = { from, to, concern };
    from = to;
    return arc.to > arc.from ? [arc] : [];
  });
}

const centre = { x: 100, y: 100 };

/** A part of a half circle as an SVG path, from the left over the top to the right. */
export function arcOf(from: number, to: number, radius: number): string {
  const at = (part: number): string => {
    const angle = Math.PI * (1 - part);
    return `${(centre.x + radius * Math.cos(angle)).toFixed(2)} ${(centre.y - radius * Math.sin(angle)).toFixed(2)}`;
  };
  return `M${at(from)}A${radius} ${radius} 0 0 1 ${at(to)}`;
}
