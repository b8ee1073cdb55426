import {
  type ChargeMessage,
  type Direction,
  type DischargeMessage,
  Fault,
  type Reading,
  type RequestedPower,
} from '@kilowatch/contracts';
import { legacyReading } from './battery-bodies.js';
import { readInstant } from './instant.js';

/** The device payload of a setpoint, its keys in the predecessor's order: number and unit as asked for, the time in ms. */
export function legacyCommand<D extends Direction>(
  direction: D,
  { value, unit }: RequestedPower,
  atMs: number,
): D extends 'charge' ? ChargeMessage : DischargeMessage {
  const message = { [direction]: value, unit, timestamp: new Date(atMs).toISOString() };
  return message as D extends 'charge' ? ChargeMessage : DischargeMessage;
}

/**
 * What a message on one of the battery's command topics means for the history, whoever published it: a reading in kW at
 * the message's own time, else at its receipt.
 * Faults: `setpoint.out-of-range`, `message.malformed` (a time before 1970).
 */
export function readLegacyCommand<D extends Direction>(
  direction: D,
  message: D extends 'charge' ? ChargeMessage : DischargeMessage,
  received: { receivedAtMs: number; ordinal: number },
): Reading {
  const { unit, timestamp } = message;
  const atMs = timestamp === undefined ? received.receivedAtMs : readInstant(timestamp);
  if (atMs === undefined || atMs < 0)
    throw new Fault(
      'message.malformed',
      `timestamp must be a time since 1970; got ${JSON.stringify(timestamp)}`,
    );
  return legacyReading(direction, { value: message[direction] as number, unit }, { ...received, atMs });
}
