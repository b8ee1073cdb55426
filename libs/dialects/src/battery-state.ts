import {
  type BatteryReport,
  batteryMetrics,
  batteryReport,
  type DeviceSequence,
  type Reading,
} from '@kilowatch/contracts';
import { refused, type RefusedReport, sequenceOf } from './device-sequence.js';
import { timeProblem } from './device-time.js';

const metrics = Object.keys(batteryMetrics).filter((metric) => metric in batteryReport.shape) as Extract<
  keyof typeof batteryMetrics,
  keyof typeof batteryReport.shape
>[];

/** What the receiver knows of a report beside its body. */
export interface BatteryArrival {
  /** The `{id}` of the topic. */
  readonly nativeId: string;
  readonly receivedAtMs: number;
  /** Where it is read later than it came, as after a replay. */
  readonly nowMs?: number | undefined;
  /** Delivered by the broker because we subscribed: how old it is, only its own `at` can tell. */
  readonly isRetained: boolean;
  /** How many reports of this battery already came in at the same `receivedAtMs`; keeps those without a time apart. */
  readonly position: number;
  /** ms; an `at` further ahead of our clock than this is refused. */
  readonly maxAheadMs: number;
}

export type BatteryReadings =
  | {
      readonly isAccepted: true;
      readonly readings: Reading[];
      readonly sequence: DeviceSequence | undefined;
    }
  | RefusedReport;

/**
 * Readings of one report on `batteries/{id}/state`. Units and signs are ours already: power and current are positive while
 * discharging. A report without a time of its own counts as measured when received, unless it is a retained one: its age is
 * unknown then, and its readings are marked stale.
 */
export function readBatteryReport(report: BatteryReport, arrival: BatteryArrival): BatteryReadings {
  if (!Object.keys(batteryReport.shape).some((key) => key in report))
    return refused(`nothing in it is known; a battery report has at least one of ${metrics.join(', ')}`);

  const ownAtMs = report.at === undefined ? undefined : Date.parse(report.at);
  const device = `battery:${arrival.nativeId}`;
  const sequence = sequenceOf(report, device);
  const problem = ownAtMs === undefined ? undefined : timeProblem('at', report.at, ownAtMs, arrival);
  if (problem) return refused(problem, sequence);
  if (typeof sequence === 'string') return refused(sequence);

  const isOfUnknownAge = ownAtMs === undefined && arrival.isRetained;
  const common = {
    device,
    atMs: ownAtMs ?? arrival.receivedAtMs,
    receivedAtMs: arrival.receivedAtMs,
    ordinal: report.heartbeat ?? report.seq ?? (ownAtMs === undefined ? arrival.position : 0),
    ...(isOfUnknownAge && { quality: 'stale' as const }),
  };
  const readings: Reading[] = [];
  for (const metric of metrics) {
    const value = report[metric];
    if (value !== undefined) readings.push({ ...common, metric, value });
  }
  return { isAccepted: true, readings, sequence };
}
