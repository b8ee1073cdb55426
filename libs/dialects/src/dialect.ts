import type { DeviceSequence, HeatPumpBrand, Quality } from '@kilowatch/contracts';

/** A message of a device as the broker handed it over, or as it was posted. */
export interface DeviceMessage {
  /** Of MQTT; of HTTP its path, as `/sensor_data`. */
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The same as text, where the receiver has made that already. */
  readonly text?: string | undefined;
  readonly receivedAtMs: number;
  /** Handed over because we subscribed: state, not an event. How old it is, only a time in it can tell. */
  readonly isRetained: boolean;
}

/** One number as a device said it. */
export interface Measured {
  readonly metric: string;
  /** Where the device has several of one kind. */
  readonly index?: string;
  /** Finite. */
  readonly value: number;
  /** As the device says it (`mA`, `°F`); absent: that of the metric. The conversion is done behind the dialect. */
  readonly unit?: string | undefined;
  /** What the dialect itself knows: `estimated` where it was reckoned, `missing` for the word of a sensor that is not there, `suspect`. */
  readonly quality?: Quality;
}

/** What a message says of one device. */
export interface Said {
  /** `<kind>:<native id>`. */
  readonly device: string;
  readonly measured: readonly Measured[];
  /** The device's own time, not yet judged; absent: it gives none. */
  readonly own?: OwnTime;
  /** The device's own number of the message, where it has one: tells a second delivery from a second measurement. */
  readonly ordinal?: number | undefined;
  readonly sequence?: DeviceSequence | undefined;
  /** Of a last will, or of an `online` of the device itself. */
  readonly connection?: 'online' | 'offline';
  readonly about?: About;
  /** The piece of the message that says it, where that has several and each is worth something alone. */
  readonly piece?: string;
}

export interface OwnTime {
  readonly atMs: number;
  /** Microseconds below the millisecond. */
  readonly restUs?: number;
  /** Where it was, and what was there, for words to a person. */
  readonly key: string;
  readonly asSent: string;
  /** What an impossible time costs the message: it is refused (default), or counts as received, as where devices are known to have no clock. */
  readonly ifImpossible?: 'refuse' | 'receipt';
}

/** What a device says of itself beside measurements. */
export interface About {
  readonly model?: string;
  readonly location?: string;
  readonly brand?: HeatPumpBrand;
}

/** What of a message of several pieces cannot be taken; the others are. It makes a message of its own, to be sent again when it is mended. */
export interface BrokenPieces {
  readonly reason: string;
  readonly text: string;
}

/** What a dialect makes of a message. */
export type Heard =
  | {
      readonly kind: 'said';
      readonly said: readonly Said[];
      /** Pieces of it that could not be read: of several lines some may be malformed. */
      readonly refused?: BrokenPieces;
    }
  /** It cannot be read: what was wrong and what would be right. */
  | { readonly kind: 'refused'; readonly reason: string; readonly sequence?: DeviceSequence | undefined }
  /** It belongs to the dialect and measures nothing (a log line, a discovery, a reply). */
  | { readonly kind: 'nothing' };

export const nothing: Heard = { kind: 'nothing' };
export const heard = (...said: readonly Said[]): Heard => ({ kind: 'said', said });
export const refusedAs = (reason: string, sequence?: DeviceSequence): Heard => ({
  kind: 'refused',
  reason,
  ...(sequence && { sequence }),
});

/** `auto` finds out, `1`: as they are, `0.1`: whole numbers are tenths where decimals belong. */
export type HeatPumpScale = 'auto' | '1' | '0.1';

/** What a person has set that dialects must know. */
export interface DialectSettings {
  /** Of every heat pump that was not given one of its own. */
  readonly heatPumpBrand?: HeatPumpBrand | undefined;
  /** Of this device, as set in the registry. */
  readonly brandOf?: (device: string) => HeatPumpBrand | undefined;
  /** Whether the registry has this device: what a reader remembers of it may be from an earlier process. */
  readonly isKnown?: (device: string) => boolean;
  /** How gateways of heat pumps scale their numbers; absent: it is found out. */
  readonly heatPumpScale?: HeatPumpScale | undefined;
  /** Where the topics of a dialect have been moved to, by its name; of the others they are where they always are. */
  readonly filters?: Readonly<Record<string, readonly string[]>>;
}

/** How devices of one make speak. */
export interface Dialect {
  /** Kebab-case, shown in the registry. */
  readonly name: string;
  /** Whether a topic is of this dialect. Of several the first in the list counts. */
  readonly speaks: (topic: string) => boolean;
  /** A reader remembers, within bounds, what messages leave out; its answers depend on nothing else. */
  readonly reader: (settings: DialectSettings) => DialectReader;
}

export interface DialectReader {
  /** Never throws, whatever the bytes. */
  read(message: DeviceMessage): Heard;
  /** What must be said, at least every 30 s, so that devices go on speaking: topics and payloads. */
  keepAlives?(): readonly { readonly topic: string; readonly payload: string }[];
}
