import { type DeviceSequence, kindOf, metricName, type Reading } from '@kilowatch/contracts';
import { type Canonical, toCanonical } from '@kilowatch/domain';
import { refused, type RefusedReport } from './device-sequence.js';
import { timeProblem } from './device-time.js';
import type { Measured, OwnTime, Said } from './dialect.js';

/** What the receiver knows of a message beside what it says. */
export interface Reception {
  readonly receivedAtMs: number;
  /** Where it is read later than it came, as after a replay. */
  readonly nowMs?: number | undefined;
  /** Delivered by the broker because we subscribed: how old it is, only a time of its own can tell. */
  readonly isRetained: boolean;
  /** Numbers what a device says at the same `receivedAtMs`; keeps what has no time apart. Asked only for that. */
  readonly position: (device: string) => number;
  /** ms; a device's time further ahead of our clock than this is impossible. */
  readonly maxAheadMs: number;
}

/** What a message says of one device, as it is stored. */
export interface Completed {
  readonly isAccepted: true;
  readonly device: string;
  readonly readings: readonly Reading[];
  /** Of each reading what its unit is, and what the device calls it. */
  readonly units: readonly Omit<Canonical, 'value'>[];
  /** UTC epoch ms by the device's own clock; undefined when it gives no time, or one that cannot be. */
  readonly ownAtMs: number | undefined;
  readonly sequence: DeviceSequence | undefined;
}

/**
 * Makes readings of what a message says of a device: values in canonical units, at the device's own time where that can be, else at
 * that of receipt. What is retained and has no time is `stale`: a value that may be a week old must not look fresh.
 */
export function completed(said: Said, reception: Reception): Completed | RefusedReport {
  const { device, sequence } = said;
  const own = ownTimeOf(said.own, reception);
  if (typeof own === 'string') return refused(own, sequence);
  const { receivedAtMs } = reception;
  const atMs = own?.atMs ?? receivedAtMs;
  // A second delivery must get the same number, where the device gives anything to tell it by.
  const ordinal =
    counted(said.ordinal) ?? sequence?.seq ?? (own ? (own.restUs ?? 0) : reception.position(device));
  const isOfUnknownAge = own === undefined && reception.isRetained;

  const kind = kindOf(device);
  const readings: Reading[] = [];
  const units: Canonical[] = [];
  for (const { metric, index, value: saidValue, unit, quality } of said.measured) {
    const problem = problemOf(metric, index, saidValue);
    if (problem) return refused(problem, sequence);
    const canonical = toCanonical(kind, metric, saidValue, unit, index);
    const reading: Reading = { device, metric, value: canonical.value, atMs, receivedAtMs, ordinal };
    if (index !== undefined) reading.index = index;
    if (isOfUnknownAge && quality !== 'missing') reading.quality = 'stale';
    else if (quality) reading.quality = quality;
    readings.push(reading);
    units.push(canonical);
  }
  return { isAccepted: true, device, readings, units, ownAtMs: own?.atMs, sequence };
}

/** In words, why the message is refused for its time. */
function ownTimeOf(own: OwnTime | undefined, reception: Reception): OwnTime | string | undefined {
  if (!own) return undefined;
  const problem = timeProblem(own.key, own.asSent, own.atMs, reception);
  if (!problem) return Number.isInteger(own.atMs) ? own : { ...own, atMs: Math.floor(own.atMs) };
  return own.ifImpossible === 'receipt' ? undefined : problem;
}

const counted = (ordinal: number | undefined): number | undefined =>
  ordinal !== undefined && Number.isSafeInteger(ordinal) && ordinal >= 0 ? ordinal : undefined;

const plain = /^[\x20-\x7e]{1,100}$/; // what nearly all names are; the schema decides on the others

const isName = (name: string): boolean =>
  plain.test(name) || (metricName.safeParse(name).success && name.isWellFormed());

function problemOf(
  metric: Measured['metric'],
  index: Measured['index'],
  value: Measured['value'],
): string | undefined {
  if (!isName(metric) || (index !== undefined && !isName(index)))
    return 'The name of what is measured must have 1 to 100 characters';
  return Number.isFinite(value) ? undefined : `${metric} must be a finite number`;
}
