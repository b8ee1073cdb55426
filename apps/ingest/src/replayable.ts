import { batteryReported, batteryStatus, type MessageContract, telemetry } from '@kilowatch/contracts';
import type { DialectBook } from '@kilowatch/dialects';

/** What may be played again: what ingest hears from devices, and what the historian refused of the stream. Never a command. */
const contracts: readonly MessageContract[] = [batteryReported, batteryStatus, telemetry];

const schemes = ['mqtt:', 'http:'];
/** Longer ones were cut when they were kept: where they came from is no longer known. */
const mostOrigin = 500;

/** The topic on which a refused input came in, or the path that it was posted to; undefined when that is not known. */
export function topicOf(origin: string): string | undefined {
  const scheme = schemes.find((each) => origin.startsWith(each));
  return scheme !== undefined && origin.length < mostOrigin ? origin.slice(scheme.length) : undefined;
}

export const isReplayable =
  (dialects: DialectBook) =>
  (origin: string): boolean => {
    const topic = topicOf(origin);
    if (topic === undefined) return false;
    return contracts.some((contract) => contract.params(topic)) || dialects.dialectOf(topic) !== undefined;
  };
