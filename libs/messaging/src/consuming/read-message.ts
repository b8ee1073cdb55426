import { Fault, type MessageContract } from '@kilowatch/contracts';
import { Addresses } from '../connection/addresses.js';
import type { Received } from '../door.js';
import { decode } from './decode.js';
import { ReceivedMessage } from './received-message.js';
import type { Unwanted } from './refusals.js';

const nowhereElse = new Addresses();

/** A message of another time, out of quarantine. */
export interface FormerMessage extends Unwanted {
  readonly receivedAtMs: number;
}

/** Reads a message that does not come from the broker as if it did. Throws the Fault that it would be refused with. */
export function readMessage<C extends MessageContract>(contract: C, message: FormerMessage): Received<C> {
  const { topic, payload, receivedAtMs, isRetained = false } = message;
  const decoded = decode(contract, payload, payload.length);
  if (decoded.isRefused) throw new Fault(decoded.code, decoded.reason);
  const incoming = { topic, payload, receivedAtMs, isRetained, isDuplicate: false };
  return new ReceivedMessage(incoming, decoded, contract, nowhereElse);
}
