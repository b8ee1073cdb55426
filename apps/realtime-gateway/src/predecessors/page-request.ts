import { asObject } from '@kilowatch/compat';
import { Fault, graphRange } from '@kilowatch/contracts';
import type { SocketEvent } from '../socket-event.js';
import { firstRange } from './predecessor-page.js';

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members | undefined =>
  Buffer.isBuffer(value) ? undefined : asObject(value);

/**
 * The range that a page of the heat pump wants; `{}` means the first one. Throws `request.invalid` for one that cannot be read, and
 * `message.malformed` for what was left unanswered: anything but one object.
 */
export function rangeIn({ name, payload, hasMore }: SocketEvent): string {
  const members = membersOf(payload);
  if (!members || hasMore)
    throw new Fault('message.malformed', `${name} must bring one object, as {"range":"24h"}`);
  const range = graphRange.safeParse(members['range'] ?? firstRange);
  if (range.success) return range.data;
  throw new Fault('request.invalid', `range ${range.error.issues[0]?.message}`);
}

export interface SensorRequest {
  /** As sent: it comes back in the answer. */
  readonly sensorId: unknown;
  /** 0: what was sent is no number of hours. */
  readonly hours: number;
}

/** Which readings a page of the IoT sensors wants. Throws `request.invalid` where it says nothing of it. */
export function sensorRequestIn({ name, payload }: SocketEvent): SensorRequest {
  const members = membersOf(payload);
  if (!members)
    throw new Fault('request.invalid', `${name} must bring an object, as {"sensor_id":"temp_01","hours":24}`);
  const { sensor_id: sensorId = null, hours = 24 } = members;
  return { sensorId, hours: typeof hours === 'number' ? hours : 0 };
}
