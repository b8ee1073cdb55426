import type { DeviceSnapshot } from '@kilowatch/contracts';

/** The metrics that a pump does not measure but that were reckoned from others; names apart from each other by blanks. */
export const estimatedOf = (pump: DeviceSnapshot | undefined): string =>
  Object.entries(pump?.metrics ?? {})
    .filter(([, { quality }]) => quality === 'estimated')
    .map(([metric]) => metric)
    .sort()
    .join(' ');
