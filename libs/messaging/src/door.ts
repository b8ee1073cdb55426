import type {
  AddressOf,
  BodyOf,
  Fault,
  FaultCode,
  InstanceEntry,
  MessageContract,
  ReplyOf,
  RequestContract,
  ServiceName,
} from '@kilowatch/contracts';
import type { ClientProxy, CustomTransportStrategy } from '@nestjs/microservices';
import type * as z from 'zod';
import type { KeepNow, RefusalKeeper } from './consuming/refusals.js';
import type { MessagingLimits } from './limits.js';

/** Where the broker is. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

export interface DoorOptions {
  /** MQTT client id, status topic and quarantine entries carry this name. */
  readonly service: ServiceName;
  readonly broker: BrokerAddress;
  readonly limits: MessagingLimits;
  /**
   * Moved addresses: contract pattern → topic (`{ 'battery/charge': config.MQTT_TOPIC_CHARGE }`); filter of traffic → filters, with commas
   * between.
   */
  readonly addresses?: Readonly<Record<string, string>>;
  /** Only one process of this service may work at a time; others wait (docs/adr/0009). */
  readonly isFenced?: boolean;
  /** Of a fenced door: another instance has taken over, after this one had begun to work or to build on it. */
  readonly onYield?: (holder: InstanceEntry) => void;
  /** Told in words of what happens on the connection (connected, lost, refused input, …). */
  readonly log?: DoorLog;
  /** UTC epoch ms; tests pass their own. */
  readonly now?: () => number;
}

export interface DoorLog {
  info(context: object, message: string): void;
  warn(context: object, message: string): void;
  error(context: object, message: string): void;
}

/** One service's way to the broker: one MQTT.js connection for both, batch consumers have sessions of their own. */
export interface Door {
  readonly client: MessagingClient;
  /** The same in Nest's idiom: `proxy.send(requestContract, { address, body })`, `proxy.emit(messageContract, …)`. */
  readonly proxy: ClientProxy;
  /** For `app.connectMicroservice({ strategy: door.strategy })` or `NestFactory.createMicroservice`. */
  readonly strategy: CustomTransportStrategy;
  /** True while connected and every subscription of the strategy is acknowledged. */
  readonly isReady: () => boolean;
  /** Resolves when ready and, for a service with handlers, when the others know; rejects when the door is closed. */
  whenReady(): Promise<void>;
  /**
   * Resolves when this process may work; at once for a door that is not fenced. One that finds another instance at work waits
   * until that is gone; a broker that cannot be reached delays it no longer than `withinMs`. Rejects when the door is closed.
   */
  whenMine(withinMs: number): Promise<void>;
  /**
   * A consumer's own refusal: counted, logged and sent to quarantine. Of a message (as a retained command), or of a part of one,
   * as long as the part makes a whole message of its own on that topic: a payload up to `maxKeptPayloadBytes` can be replayed. In a batch
   * handler the messages are acknowledged after the refusals have been kept.
   */
  refuse(refused: Refusable, fault: Fault): void;
  /** For the service that owns the quarantine: what it refuses itself goes there directly, all of it, before it is acknowledged, or at once when what this returns is called. */
  keepRefusals(keeper: RefusalKeeper): KeepNow;
  /**
   * Resolves when the batch handler of a contract is done with what the broker had sent it when it heard of this call: with all that was
   * confirmed to its publisher before, unless more waits than the broker sends at a time. False when that takes longer.
   */
  caughtUp(contract: MessageContract, withinMs: number): Promise<boolean>;
  /**
   * Says a device's retained status for as long as this process lives: `present` now and after each reconnection, `absent`
   * as its last will, at `close()` of the status and at that of the door. For programs that are the device.
   */
  keepStatus<P extends string, S extends z.ZodType<string>>(
    contract: MessageContract<P, S>,
    address: AddressOf<MessageContract<P, S>>,
    words: { readonly present: z.input<S>; readonly absent: z.input<S> },
  ): DeviceStatus;
  /** What is wrong, in words; undefined while ready. */
  readonly problem: () => string | undefined;
  /** Counters for health and metrics. */
  readonly counters: Readonly<DoorCounters>;
  /** Stops taking messages, waits for handlers and outgoing messages (bounded by `limits.drainMs`), says `offline`, disconnects. */
  close(): Promise<void>;
}

/** The status of a device that this process is. */
export interface DeviceStatus {
  /** Says `absent`. */
  close(): Promise<void>;
}

export interface DoorCounters {
  received: number;
  refused: number;
  /** The same by reason. */
  refusals: Partial<Record<FaultCode, number>>;
  /** Messages of batch handlers that were lost on the way: sent with QoS 0, in our hands, and not taken before the end. */
  dropped: number;
  published: number;
  notConfirmed: number;
  reconnects: number;
}

/** Typed publish and request. */
export abstract class MessagingClient {
  /**
   * Resolves when the broker has confirmed (QoS 1) or the socket has taken (QoS 0) the message.
   * Faults: `broker.disconnected` at once while not connected, `outbox.full`, `message.malformed` for a body outside the
   * contract, `publish.not-confirmed` after `limits.publishDeadlineMs`: the message has then been taken out of the outgoing
   * store and will not be sent later.
   */
  abstract publish<P extends string, S extends z.ZodType>(
    contract: MessageContract<P, S>,
    address: AddressOf<MessageContract<P, S>>,
    body: z.input<S>,
  ): Promise<void>;

  /**
   * As {@link publish}, of a body that its maker has encoded, and answers for: it is not looked at again. For what is published by the
   * ten thousand a second.
   */
  publishText<P extends string, S extends z.ZodType>(
    contract: MessageContract<P, S>,
    address: AddressOf<MessageContract<P, S>>,
    text: string,
  ): Promise<void> {
    return this.publish(contract, address, JSON.parse(text) as z.input<S>);
  }

  /**
   * Asks the contract's responder. Faults: whatever the responder answered; `service.unavailable` at once when it is not
   * online (or goes offline while we wait); `request.deadline`; `broker.disconnected`.
   */
  abstract request<C extends RequestContract>(
    contract: C,
    address: AddressOf<C>,
    body: z.input<C['schema']>,
  ): Promise<ReplyOf<C>>;

  abstract readonly isConnected: boolean;
}

/** What can be refused: a message, or what would be one. */
export type Refusable = Pick<Received, 'topic'> &
  Partial<Pick<Received, 'receivedAtMs' | 'isRetained'>> &
  (Pick<Received, 'text'> | Pick<ReceivedBytes, 'payload'>) & {
    /** Where it came in, as `http:/sensor_data`; absent: over the broker. */
    readonly origin?: string | undefined;
  };

/** What a handler may know of a message beside its body. `@Ctx()` of an `@OnMessage` or `@OnRequest` handler. */
export interface Received<C = unknown> {
  readonly body: BodyOf<C>;
  readonly address: AddressOf<C>;
  readonly topic: string;
  readonly receivedAtMs: number;
  /** The payload as text. */
  readonly text: string;
  readonly isRetained: boolean;
  readonly isDuplicate: boolean;
}

/** A message of {@link TrafficContract}. */
export interface ReceivedBytes extends Pick<
  Received,
  'topic' | 'receivedAtMs' | 'isRetained' | 'isDuplicate'
> {
  /** A view of the bytes as they were read; whoever keeps it for long copies it. */
  readonly payload: Buffer;
}
