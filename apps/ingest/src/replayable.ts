import {
  batteryReported,
  batteryStatus,
  type MessageContract,
  sensorReported,
  telemetry,
} from '@kilowatch/contracts';

/** What may be played again: what ingest hears from devices, and what the historian refused of the stream. Never a command. */
const contracts: readonly MessageContract[] = [sensorReported, batteryReported, batteryStatus, telemetry];

const scheme = 'mqtt:';
/** Longer ones were cut when they were kept: where they came from is no longer known. */
const mostOrigin = 500;

/** The topic on which a refused input came in; undefined when it did not come over the broker. */
export const topicOf = (origin: string): string | undefined =>
  origin.startsWith(scheme) && origin.length < mostOrigin ? origin.slice(scheme.length) : undefined;

export function isReplayable(origin: string): boolean {
  const topic = topicOf(origin);
  return topic !== undefined && contracts.some((contract) => contract.params(topic) !== undefined);
}
