import { isUtf8 } from 'node:buffer';
import { kindOf } from '@kilowatch/contracts';
import {
  type BrokenPieces,
  completed,
  type Completed,
  DialectBook,
  type Heard,
  type Reception,
  type Said,
  type SpokenDialect,
} from '@kilowatch/dialects';
import { Injectable } from '@nestjs/common';
import { type Arrival, type DeviceInput, refusedArrival } from './arrival.js';
import { ArrivalPositions } from './arrival-positions.js';
import { IngestSettings } from './ingest-settings.js';
import { Judge } from './judge.js';

/** What came in as bytes. Its topic says in which dialect; of HTTP it is the path. */
export type Bytes = Extract<DeviceInput, { readonly payload: Buffer }> & { readonly isRetained: boolean };
/** The same with its text, where it is one: made once, for the dialect and for the original. */
type Message = Bytes & { readonly text?: string };
type SaidOfIt = Extract<Heard, { readonly kind: 'said' }>;

/** Numbers what a device says at the same time of receipt. */
export type Positions = (device: string, receivedAtMs: number) => number;

const none: readonly Arrival[] = [];

/** What devices say in words of their own, each by its dialect. */
@Injectable()
export class TrafficReports {
  /** Messages, since the process began, that nobody understands, and that measure nothing. */
  readonly counters = { ofUnknownTopics: 0, withoutMeasurement: 0 };
  readonly #positions = new ArrivalPositions();
  readonly #maxAheadMs: number;
  #last: Reception | undefined;
  #lastPositions: Positions | undefined;

  constructor(
    private readonly settings: IngestSettings,
    private readonly dialects: DialectBook,
    private readonly judge: Judge,
  ) {
    this.#maxAheadMs = settings.config.INGEST_MAX_AHEAD_S * 1_000;
  }

  /** One arrival for each device that it says something of, or the one refusal of all of it. */
  read(received: Bytes, positions: Positions = this.#positions.next): readonly Arrival[] {
    const dialect = this.dialects.dialectOf(received.topic);
    if (!dialect) {
      this.counters.ofUnknownTopics += 1;
      return none;
    }
    const { topic, payload, receivedAtMs, isRetained, origin } = received;
    const message: Message = isUtf8(payload)
      ? { topic, payload, text: payload.toString(), receivedAtMs, isRetained, origin }
      : received;
    try {
      return this.#said(dialect, message, positions);
    } catch (error) {
      // Neither a dialect nor what follows it ever throws. Should one do so all the same, it must not hold up what comes after.
      const { name } = dialect;
      this.settings.log.error({ topic, dialect: name, err: error }, 'a dialect failed on a message');
      const words = `Its dialect, ${name}, failed on it: this is ours to mend; replay it then`;
      return [refusedArrival(received, words)];
    }
  }

  #said({ name, reader }: SpokenDialect, message: Message, positions: Positions): readonly Arrival[] {
    const heard = reader.read(message);
    if (heard.kind === 'said') return this.#arrivals(heard, message, name, positions);
    if (heard.kind === 'refused') return [refusedArrival(message, heard.reason, heard.sequence)];
    this.counters.withoutMeasurement += 1;
    return none;
  }

  #arrivals(
    { said, refused }: SaidOfIt,
    received: Bytes,
    dialect: string,
    positions: Positions,
  ): readonly Arrival[] {
    const reception = this.#receptionOf(received, positions);
    const arrivals: Arrival[] = [];
    const broken: BrokenPieces[] = refused ? [refused] : [];
    for (const each of said) {
      const result = completed(each, reception);
      if (!result.isAccepted) {
        if (each.piece === undefined) return [refusedArrival(received, result.reason, result.sequence)];
        broken.push({ reason: result.reason, text: each.piece });
        continue;
      }
      this.judge.judge(result.readings, kindOf(result.device), received.receivedAtMs);
      arrivals.push(arrivalOf(each, result, received, dialect));
    }
    return broken.length === 0 ? arrivals : withShortcoming(arrivals, broken, received);
  }

  /** What is the same for all messages of a batch is made once. */
  #receptionOf({ receivedAtMs, isRetained }: Bytes, positions: Positions): Reception {
    const last = this.#last;
    const isSame = last?.receivedAtMs === receivedAtMs && last.isRetained === isRetained;
    if (isSame && this.#lastPositions === positions) return last;
    this.#lastPositions = positions;
    this.#last = {
      receivedAtMs,
      nowMs: this.settings.now(),
      isRetained,
      position: (device) => positions(device, receivedAtMs),
      maxAheadMs: this.#maxAheadMs,
    };
    return this.#last;
  }
}

function arrivalOf(
  { own, connection, about }: Said,
  { device, readings, units, ownAtMs, sequence }: Completed,
  received: Bytes,
  dialect: string,
): Arrival {
  const isSpeaking = connection !== 'offline';
  return {
    received,
    device,
    receivedAtMs: received.receivedAtMs,
    aliveAtMs: isSpeaking ? aliveAt(ownAtMs, received) : undefined,
    ownAtMs: own?.atMs,
    isSpeaking,
    connection,
    readings,
    units,
    sequence,
    dialect,
    about,
  };
}

/** Nothing but broken pieces is a broken message. */
function withShortcoming(
  [first, ...others]: readonly Arrival[],
  broken: readonly BrokenPieces[],
  received: Bytes,
): readonly Arrival[] {
  const [reason, ...more] = broken.map((piece) => piece.reason);
  const words = more.length > 0 ? `${reason}; and ${more.length} more` : reason!;
  if (!first) return [refusedArrival(received, words)];
  const text = broken.map((piece) => piece.text.replace(/\n?$/, '\n')).join('');
  return [{ ...first, shortcoming: { reason: words, text } }, ...others];
}

/** A retained message says when the device was there only if it has a time. */
const aliveAt = (ownAtMs: number | undefined, { receivedAtMs, isRetained }: Bytes): number | undefined => {
  if (!isRetained) return receivedAtMs;
  return ownAtMs === undefined ? undefined : Math.min(ownAtMs, receivedAtMs);
};
