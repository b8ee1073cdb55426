import { deviceId, Fault, maxBatchBytes } from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import type { Arrival, DeviceInput } from './arrival.js';
import { DeviceDirectory } from './device-directory.js';
import { DeviceStates } from './device-states.js';
import { Refusals } from './ingest-settings.js';
import { type PackedBatch, TelemetryOutlet } from './telemetry-outlet.js';
import { fits, partOf, partOfRefused, type TelemetryPart } from './telemetry-parts.js';

/** Decides what becomes of device messages of every dialect: telemetry, quarantine, or nothing for a retired demo device. */
@Injectable()
export class DeviceIntake {
  /** Since the process began. */
  readonly counters = { messages: 0, readings: 0, refused: 0, ofRetiredDevices: 0, ofIgnoredDevices: 0 };
  // The door offers a batch that failed as the same array again. What it became stays, with its ids, so that the historian
  // recognises a batch that had reached the broker after all.
  readonly #made = new WeakMap<object, readonly PackedBatch[]>();
  #arrival = 0;

  constructor(
    private readonly directory: DeviceDirectory,
    private readonly telemetry: TelemetryOutlet,
    private readonly refusals: Refusals,
    private readonly states: DeviceStates,
  ) {}

  /** Batches that the broker has not confirmed yet. */
  get waiting(): number {
    return this.telemetry.waiting;
  }

  /** Resolves when the broker has confirmed the telemetry: only then may the device messages be acknowledged. */
  async take<M extends DeviceInput>(
    batch: readonly M[],
    read: (received: M) => readonly Arrival[],
  ): Promise<void> {
    const made = this.#made.get(batch) ?? this.#make(oneByOne(batch, read)).made;
    this.#made.set(batch, made);
    await this.#send(made);
  }

  /** The same, of messages whose senders wait for an answer: why each of them is refused, or undefined. */
  async takeEach(messages: readonly (readonly Arrival[])[]): Promise<(Fault | undefined)[]> {
    const { made, faults } = this.#make(messages);
    await this.#send(made);
    return faults;
  }

  /** Takes messages out of quarantine in. Answers for each of them why it is refused again, or undefined. */
  async retake(messages: readonly (readonly Arrival[])[]): Promise<(Fault | undefined)[]> {
    const admissions = messages.map((arrivals) => this.#admit(arrivals));
    await this.#send(this.#packed(admissions.flatMap((admission) => (isFault(admission) ? [] : admission))));
    return admissions.map((admission, i) => (isFault(admission) ? admission : shortcomingOf(messages[i]!)));
  }

  #make(messages: Iterable<readonly Arrival[]>) {
    const parts: TelemetryPart[] = [];
    const ofRefused = new Set<TelemetryPart>();
    const faults: (Fault | undefined)[] = [];
    for (const arrivals of messages) {
      const admission = this.#admit(arrivals);
      faults.push(isFault(admission) ? admission : undefined);
      if (isFault(admission)) {
        const part = this.#refuse(arrivals[0]!, admission);
        if (part) ofRefused.add(part);
        if (part) parts.push(part);
        continue;
      }
      for (const part of admission) parts.push(part);
      const shortcoming = shortcomingOf(arrivals);
      if (shortcoming) this.#refuse({ received: brokenPartOf(arrivals[0]!) }, shortcoming);
      if (shortcoming) faults[faults.length - 1] = shortcoming;
    }
    this.counters.messages += faults.length;
    // Synced to the quarantine before their numbers are even packed, so that no number can become durable before its refusal;
    // where that fails the device is left to send the message again.
    const areKept = ofRefused.size === 0 || this.refusals.keepNow();
    const made = this.#packed(areKept ? parts : parts.filter((part) => !ofRefused.has(part)));
    return { made, faults };
  }

  #packed(parts: readonly TelemetryPart[]): PackedBatch[] {
    this.directory.announce(); // first: a retirement goes out before the values of who caused it
    // A demo device may have been retired by a later message of the same batch.
    const active = parts.filter(({ device }) => !this.directory.isRetired(device));
    this.counters.ofRetiredDevices += parts.length - active.length;
    return this.telemetry.pack(active);
  }

  async #send(made: readonly PackedBatch[]): Promise<void> {
    await this.telemetry.send(made);
    // Last, because live values must not wait for it; meanwhile a device may have retired, or been forgotten.
    for (const { readings } of made) {
      this.counters.readings += readings.length;
      this.states.update(readings.filter(({ device }) => this.directory.isActive(device)));
    }
  }

  /** Returns what tells the historian of its number, if it has one. */
  #refuse(
    { received, sequence }: Pick<Arrival, 'received' | 'sequence'>,
    fault: Fault,
  ): TelemetryPart | undefined {
    this.counters.refused += 1;
    this.refusals.refuse(received, fault);
    return sequence && deviceId.safeParse(sequence.device).success ? partOfRefused(sequence) : undefined;
  }

  /** A message is taken or refused whole. */
  #admit(arrivals: readonly Arrival[]): readonly TelemetryPart[] | Fault {
    const parts: TelemetryPart[] = [];
    let isFirst = true; // the original goes with it
    for (const arrival of arrivals) {
      if (this.directory.isIgnored(arrival.device)) {
        this.counters.ofIgnoredDevices += 1;
        if (arrival.sequence) parts.push(partOfRefused(arrival.sequence)); // so that it is not sent for ever
        continue;
      }
      const part = this.#partOf(arrival, isFirst);
      if (isFault(part)) return part;
      parts.push(part);
      isFirst = false;
    }
    for (const arrival of arrivals) {
      const fault = this.directory.admits(arrival, arrival.readings);
      if (fault) return fault;
    }
    return parts;
  }

  #partOf(arrival: Arrival, isFirst: boolean): TelemetryPart | Fault {
    const { received, refusal, device, readings, sequence } = arrival;
    if (refusal !== undefined) return new Fault('message.malformed', refusal);
    if (!this.directory.knows(device) && !deviceId.safeParse(device).success)
      return new Fault('message.malformed', nameless);
    const part = partOf(device, readings, isFirst ? this.#originalOf(received) : undefined, sequence);
    if (fits(part, maxBatchBytes)) return part;
    return new Fault('message.too-large', `A device message must encode to less than ${maxBatchBytes} bytes`);
  }

  #originalOf(received: DeviceInput) {
    const { topic, receivedAtMs, origin = `mqtt:${topic}` } = received;
    // Microseconds of a kind: rising, also over a restart.
    this.#arrival = Math.max(this.#arrival + 1, receivedAtMs * 1_000);
    const body = 'text' in received ? received.text : received.payload.toString();
    return { source: origin.slice(0, 500), receivedAtMs, arrival: this.#arrival, body };
  }
}

// Each is worked off before the next is read: ten thousand a second that live for a batch are what the garbage collector has to carry.
function* oneByOne<M>(batch: readonly M[], read: (received: M) => readonly Arrival[]) {
  for (const received of batch) yield read(received);
}

const nameless = 'The name of the device must have 1 to 190 characters, each of them whole';

const shortcomingOf = ([first]: readonly Arrival[]): Fault | undefined =>
  first?.shortcoming && new Fault('message.malformed', first.shortcoming.reason);

/** Only what was not taken is kept: played again, the rest would be there twice. */
const brokenPartOf = ({ received, shortcoming }: Arrival): DeviceInput => ({
  topic: received.topic,
  receivedAtMs: received.receivedAtMs,
  isRetained: received.isRetained,
  origin: received.origin,
  payload: Buffer.from(shortcoming?.text ?? ''),
});

const isFault = (admission: unknown): admission is Fault => admission instanceof Fault;
