import type { DeviceSnapshot, getDevices, ReplyOf } from '@kilowatch/contracts';
import { metricKeyOf, type SeriesKey, seriesKeyOf } from '../series/charted-series.js';
import type { Texts } from '../texts/en.js';
import { labelOf, nativeIdOf } from '../widgets/devices-of.js';
import { shownMetrics } from '../widgets/metric-words.js';

type Device = ReplyOf<typeof getDevices>['devices'][number];

/** A series that can be chosen, in words. */
export interface Choice extends SeriesKey {
  readonly words: string;
  readonly deviceName: string;
  readonly unit: string;
  readonly isSwitch: boolean;
  /** What is searched in, in small letters. */
  readonly searched: string;
}

/** Every series of every device, in the order of the devices. */
export function choicesOf(devices: readonly Device[], texts: Texts): Choice[] {
  const byLabel = Map.groupBy(devices, labelOf);
  return devices.flatMap((device) => {
    if (device.isIgnored) return [];
    const keys = new Map((device.series ?? []).map((one) => [metricKeyOf(one), one]));
    const metrics = Object.fromEntries([...keys.keys()].map((key) => [key, { value: 0, atMs: 0 }]));
    const label = labelOf(device);
    const isAlone = byLabel.get(label)?.length === 1;
    const deviceName = isAlone ? label : `${texts.overview.kind[device.kind]} ${label}`;
    return shownMetrics({ ...device, seq: 0, metrics }, texts.devices.metric).map(
      ({ key, words, unit, isSwitch }) => {
        const { metric, index } = keys.get(key)!;
        const place = [device.location, device.group].filter(Boolean).join(' ');
        return {
          ...{ device: device.device, metric, words, deviceName, unit, isSwitch },
          ...(index !== undefined && { index }),
          searched: [words, deviceName, device.device, key, place].join(' ').toLowerCase(),
        };
      },
    );
  });
}

/** Those that hold every word of the question and are not chosen yet. */
export function matching(
  choices: readonly Choice[],
  question: string,
  chosen: readonly SeriesKey[],
  most: number,
): Choice[] {
  const words = question.toLowerCase().split(/\s+/).filter(Boolean);
  const taken = new Set(chosen.map(seriesKeyOf));
  const found: Choice[] = [];
  for (const choice of choices) {
    if (found.length >= most) break;
    if (words.every((word) => choice.searched.includes(word)) && !taken.has(seriesKeyOf(choice)))
      found.push(choice);
  }
  return found;
}

/** A series of a device that is not in the registry, as one whose history was imported: in what words there are. */
export function unlisted(series: SeriesKey, texts: Texts): Omit<Choice, 'searched'> {
  const metrics = { [metricKeyOf(series)]: { value: 0, atMs: 0 } };
  const [shown] = shownMetrics({ metrics } as unknown as DeviceSnapshot, texts.devices.metric);
  return {
    ...series,
    words: shown?.words ?? series.metric,
    unit: shown?.unit ?? '',
    isSwitch: shown?.isSwitch === true,
    deviceName: nativeIdOf(series.device),
  };
}
