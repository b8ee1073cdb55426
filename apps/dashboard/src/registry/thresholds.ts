import type { Concern, DeviceEntry, DisplaySettings, Threshold } from '@kilowatch/contracts';

export type Thresholds = Readonly<Record<string, Threshold>>;

/** The metric of a key: what stands before its index. */
export const metricOf = (key: string): string => key.replace(/\/.*/s, '');

/** What holds for one series (key: `metric` or `metric/index`): what was set for the device, else what is usual at the site. */
export function thresholdOf(
  { kind, thresholds }: Pick<DeviceEntry, 'kind' | 'thresholds'>,
  key: string,
  display: Pick<DisplaySettings, 'thresholds'> | undefined,
): Threshold | undefined {
  const own = thresholds?.[key] ?? thresholds?.[metricOf(key)];
  return own ?? usualThreshold(kind, key, display);
}

/** What is usual at the site for a series of such a device. */
export const usualThreshold = (
  kind: DeviceEntry['kind'],
  key: string,
  display: Pick<DisplaySettings, 'thresholds'> | undefined,
): Threshold | undefined => {
  const usual = display?.thresholds[kind];
  return usual?.[key] ?? usual?.[metricOf(key)];
};

/** How much a value is to be worried about. Undefined: nothing was said about such values. */
export function concernOf(value: number, threshold: Threshold | undefined): Concern | undefined {
  if (!threshold || Object.keys(threshold).length === 0) return undefined;
  const {
    criticalAbove = Infinity,
    warningAbove = Infinity,
    warningBelow = -Infinity,
    criticalBelow = -Infinity,
  } = threshold;
  if (value > criticalAbove || value < criticalBelow) return 'critical';
  return value > warningAbove || value < warningBelow ? 'warning' : 'good';
}
