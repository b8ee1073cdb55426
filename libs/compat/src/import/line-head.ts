import { deviceId, deviceKind, legacyBattery, legacyBatteryMetrics } from '@kilowatch/contracts';
import { type ImportedSeries, importedSeries } from './imported-series.js';
import { shown } from './number-text.js';

/** What stands before the fields of a line: `measurement,tag=value,…`. */
export interface LineHead {
  readonly text: string;
  /** Written by Kilowatch itself: the value is in `value`, other fields tell more of it. */
  readonly isOwn: boolean;
  /** The series that a field belongs to, or why there is none. */
  seriesOf(field: string): ImportedSeries | string;
}

/** A name without the backslashes before characters that would end it. */
export const unescaped = (text: string): string => text.replace(/\\([,= ])/g, '$1');

/** Names in our own layout have percent codes where line protocol could not carry a character. */
const ownText = (text: string): string =>
  text.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const tagsOf = (parts: readonly string[]): Map<string, string> =>
  new Map(
    parts.map((part) => {
      const equals = part.search(/(?<!\\)=/);
      return [unescaped(part.slice(0, equals)), unescaped(part.slice(equals + 1))];
    }),
  );

const isDeviceId = (text: string | undefined): text is string => deviceId.safeParse(text).success;

const deviceMissing = (given: string | undefined): string =>
  `no device: give the line a tag device=<kind>:<id> with a kind of ${deviceKind.options.join(', ')}, or the request ?device=…` +
  (given === undefined ? '' : `; got the tag device=${shown(given)}`);

/**
 * Reads what stands before the fields; why not, when it cannot be read. Which device and metric a field is of, the first that fits:
 * the layout in which Kilowatch fills InfluxDB (a measurement per kind, tags `device`, `name`, `index`); `charge` and `discharge` of
 * `battery_data`, the predecessor's; a tag `device` with an id of ours; `fallback`. The metric is the name of the field, or
 * the tag `name` of a field `value`.
 */
export function readLineHead(head: string, fallback: string | undefined): LineHead | string {
  const [measurementText = '', ...parts] = head.split(/(?<!\\),/);
  if (parts.some((part) => !/^.+?(?<!\\)=./s.test(part)))
    return `a tag must be name=value; got ${shown(head)}`;
  const [measurement, tags] = [unescaped(measurementText), tagsOf(parts)];
  const [given, name, index] = ['device', 'name', 'index'].map((tag) => tags.get(tag));
  if (name !== undefined && given?.startsWith(`${measurement}:`)) {
    const own = importedSeries(
      ownText(given),
      ownText(name),
      index === undefined ? undefined : ownText(index),
    );
    return { text: head, isOwn: true, seriesOf: () => own };
  }
  const device = isDeviceId(given) ? given : fallback;
  const isLegacy = (field: string): boolean =>
    measurement === 'battery_data' && field in legacyBatteryMetrics;
  return {
    text: head,
    isOwn: false,
    seriesOf: (field) => {
      if (!isDeviceId(given) && isLegacy(field)) return importedSeries(legacyBattery, field, undefined);
      if (device === undefined) return deviceMissing(given);
      return importedSeries(device, field === 'value' && name !== undefined ? name : field, index);
    },
  };
}
