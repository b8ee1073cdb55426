import type { AddressOf, BodyOf } from '@kilowatch/contracts';
import type { Addressed, Addresses } from '../connection/addresses.js';
import type { Received } from '../door.js';
import type { Decoded } from './decode.js';

/** A message as it came off the wire. */
export interface Incoming {
  readonly topic: string;
  readonly payload: Buffer;
  readonly isRetained: boolean;
  readonly isDuplicate: boolean;
  readonly receivedAtMs: number;
}

/** What handlers see of a message. The address is worked out only for those who ask. */
export class ReceivedMessage implements Received<unknown> {
  readonly body: BodyOf<unknown>;
  readonly topic: string;
  readonly text: string;
  readonly receivedAtMs: number;
  readonly isRetained: boolean;
  readonly isDuplicate: boolean;
  #address: Record<string, string> | undefined;

  constructor(
    incoming: Incoming,
    decoded: Decoded,
    private readonly contract: Addressed,
    private readonly addresses: Addresses,
  ) {
    this.body = decoded.body as BodyOf<unknown>;
    this.text = decoded.text;
    this.topic = incoming.topic;
    this.receivedAtMs = incoming.receivedAtMs;
    this.isRetained = incoming.isRetained;
    this.isDuplicate = incoming.isDuplicate;
  }

  get address(): AddressOf<unknown> {
    this.#address ??= this.addresses.paramsOf(this.contract, this.topic);
    return this.#address as AddressOf<unknown>;
  }
}
