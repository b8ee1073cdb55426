import type { DeviceSnapshot, Quality } from '@kilowatch/contracts';
import type { Texts } from '../texts/en.js';

const doubts = ['missing', 'suspect', 'estimated'] as const satisfies readonly Quality[];

export type Doubts = Readonly<Partial<Record<Quality, number>>>;

/** How many of the newest values of a device are doubtful, and why. */
export function doubtsOf({ metrics }: Pick<DeviceSnapshot, 'metrics'>): Doubts {
  const counts: Partial<Record<Quality, number>> = {};
  for (const { quality } of Object.values(metrics)) if (quality) counts[quality] = (counts[quality] ?? 0) + 1;
  return counts;
}

/** `2 missing, 1 suspect`; undefined: nothing is doubtful. */
export function doubtWords(
  counts: Doubts,
  { battery }: Texts,
  write: (count: number) => string,
): string | undefined {
  const words = doubts.flatMap((quality) => {
    const count = counts[quality];
    return count ? `${write(count)} ${battery.quality[quality]}` : [];
  });
  return words.length === 0 ? undefined : words.join(', ');
}
