import type * as z from 'zod';
import { type Address, type AddressParams, defineAddress } from './address.js';
import type { ServiceName } from './request.js';

/** How a message travels. `text` payloads are bare UTF-8 (as `online`), everything else is JSON. */
export interface Delivery {
  readonly qos: 0 | 1;
  readonly retain: boolean;
  readonly encoding: 'json' | 'text';
  /** Whose persistent session must exist before the first of these is published: sooner, it would be lost. */
  readonly keptBy?: ServiceName;
  /** A quick yes to what the schema accepts as it is, for messages that come by the ten thousand; the schema decides on the rest. */
  readonly isPlain?: (value: unknown) => boolean;
}

/** A message that any MQTT client can publish or read: address, payload schema, delivery. */
export interface MessageContract<P extends string = string, S extends z.ZodType = z.ZodType>
  extends Address<P>, Delivery {
  readonly kind: 'message';
  readonly schema: S;
}

/** The body a contract's handler receives. */
export type BodyOf<C> = C extends { schema: infer S extends z.ZodType } ? z.output<S> : never;

/** The address parameters of a contract's topic. */
export type AddressOf<C> = C extends Address<infer P> ? AddressParams<P> : never;

/** Declares a message. Defaults: QoS 1, not retained, JSON. */
export function defineMessage<const P extends string, S extends z.ZodType>(
  pattern: P,
  schema: S,
  delivery: Partial<Delivery> = {},
): MessageContract<P, S> {
  return {
    kind: 'message',
    ...defineAddress(pattern),
    schema,
    qos: 1,
    retain: false,
    encoding: 'json',
    ...delivery,
  };
}
