import type { MessageContract } from '@kilowatch/contracts';
import { decode } from '../consuming/decode.js';
import type { ConsumingParts } from '../consuming/message-route.js';
import { type Incoming, ReceivedMessage } from '../consuming/received-message.js';
import type { ArrivedPublish } from './packet-reader.js';

/** What of the packets is a body of the contract; the rest is refused. */
export function decodeBatch(
  packets: readonly ArrivedPublish[],
  contract: MessageContract,
  parts: ConsumingParts,
): ReceivedMessage[] {
  const receivedAtMs = parts.now();
  const batch: ReceivedMessage[] = [];
  parts.counters.received += packets.length;
  for (const { topic, payload, retain: isRetained, dup: isDuplicate } of packets) {
    const incoming: Incoming = { topic, payload, isRetained, isDuplicate, receivedAtMs };
    const decoded = decode(contract, payload, parts.limits.maxPayloadBytes);
    if (decoded.isRefused) parts.refusals.refuse(incoming, decoded.code, decoded.reason);
    else batch.push(new ReceivedMessage(incoming, decoded, contract, parts.addresses));
  }
  return batch;
}
