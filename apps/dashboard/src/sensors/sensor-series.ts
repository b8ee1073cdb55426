import type { DeviceSnapshot } from '@kilowatch/contracts';
import type { Texts } from '../texts/en.js';
import { labelOf } from '../widgets/devices-of.js';
import { metricWords, shownMetrics, splitKey } from '../widgets/metric-words.js';

/** One thing that one device measures, with all that a list of many of them says but for its values. */
export interface SensorSeries {
  readonly id: string;
  readonly device: string;
  /** `metric`, or `metric/index`. */
  readonly key: string;
  readonly metric: string;
  readonly index: string | undefined;
  /** What the device is called. */
  readonly name: string;
  /** What is measured: the same words for all devices. */
  readonly type: string;
  /** Which of several in one device. */
  readonly part: string | undefined;
  readonly unit: string;
  /** 0 is off, 1 is on. */
  readonly isSwitch: boolean;
  readonly place: string | undefined;
  readonly isDemo: boolean;
}

type Names = Texts['devices']['metric'];

export const seriesId = (device: string, key: string): string => `${device}\n${key}`;

/** Everything that a device measures. */
export function seriesOf(device: DeviceSnapshot, names: Names): SensorSeries[] {
  const place = [device.location, device.group].filter(Boolean).join(' · ') || undefined;
  return shownMetrics(device, names).map(({ key, words, unit, isSwitch }) => {
    const [metric, index] = splitKey(key);
    return {
      id: seriesId(device.device, key),
      ...{ device: device.device, key, metric, index, unit, isSwitch, place, isDemo: device.isDemo },
      name: labelOf(device),
      type: metricWords(metric, names),
      part: index === undefined ? undefined : words,
    };
  });
}

interface Kept {
  readonly device: DeviceSnapshot;
  readonly outline: string;
  readonly series: readonly SensorSeries[];
}

/**
 * What all of many devices measure. Values change many times a second, what is measured hardly ever: the same list comes back until
 * that changes, so that nothing is laid out again.
 */
export class SeriesList {
  private kept: ReadonlyMap<string, Kept> = new Map();
  private list: readonly SensorSeries[] = [];
  private names: Names | undefined;

  of(devices: Iterable<DeviceSnapshot>, names: Names): readonly SensorSeries[] {
    const before = names === this.names ? this.kept : undefined;
    const next = new Map<string, Kept>();
    let isSame = before !== undefined;
    for (const device of devices) {
      const known = before?.get(device.device);
      const kept = keptOf(device, known, names);
      isSame &&= kept.series === known?.series;
      next.set(device.device, kept);
    }
    isSame &&= next.size === before?.size;
    this.kept = next;
    this.names = names;
    if (!isSame) this.list = [...next.values()].flatMap(({ series }) => series);
    return this.list;
  }
}

function keptOf(device: DeviceSnapshot, known: Kept | undefined, names: Names): Kept {
  if (known?.device === device) return known;
  const outline = outlineOf(device);
  const series = known?.outline === outline ? known.series : seriesOf(device, names);
  return { device, outline, series };
}

const outlineOf = ({ name, location, group, metrics, series = [] }: DeviceSnapshot): string =>
  JSON.stringify([name, location, group, Object.keys(metrics), series.map(({ unit }) => unit)]);

/** What it measures, and which of several it is. */
export const seriesWords = ({ type, part }: Pick<SensorSeries, 'type' | 'part'>): string =>
  [type, part].filter(Boolean).join(' · ');
