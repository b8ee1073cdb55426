import type { TrafficContract } from '@kilowatch/contracts';
import { tooLarge } from '../consuming/decode.js';
import type { ConsumingParts } from '../consuming/message-route.js';
import { TopicRouter } from '../consuming/topic-router.js';
import type { ReceivedBytes } from '../door.js';
import type { BatchSource } from './batch-source.js';
import type { ArrivedPublish } from './packet-reader.js';

interface Part {
  readonly filter: string;
  readonly traffic: TrafficContract;
}

/** Which of the traffic handlers of a service has a topic: the first that covers it, so that no message is taken twice. */
export class TrafficOwners {
  private readonly router = new TopicRouter<Part>();

  add(traffic: TrafficContract, filters: readonly string[]): void {
    for (const filter of filters) this.router.add({ filter, traffic });
  }

  has(traffic: TrafficContract, topic: string): boolean {
    return this.router.routesOf(topic)[0]?.traffic === traffic;
  }
}

/** Bytes as they are. A session that outlives a change of its filters still hears the old ones: that is left out. */
export function trafficSource(
  traffic: TrafficContract,
  owners: TrafficOwners,
  parts: ConsumingParts,
): BatchSource {
  const filters = parts.addresses.filtersOf(traffic);
  owners.add(traffic, filters);
  return {
    filters,
    read: (packets) => {
      const receivedAtMs = parts.now();
      const batch: ReceivedBytes[] = [];
      for (const packet of packets) {
        if (!owners.has(traffic, packet.topic)) continue;
        parts.counters.received += 1;
        const received = receivedOf(packet, receivedAtMs);
        const refused = tooLarge(packet.payload, parts.limits.maxPayloadBytes);
        if (refused) parts.refusals.refuse(received, refused.code, refused.reason);
        else batch.push(received);
      }
      return batch;
    },
  };
}

const receivedOf = (
  { topic, payload, retain: isRetained, dup: isDuplicate }: ArrivedPublish,
  receivedAtMs: number,
): ReceivedBytes => ({ topic, payload, receivedAtMs, isRetained, isDuplicate });
