import { deviceId, Fault, maxBatchBytes } from '@kilowatch/contracts';
import type { Received } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import type { Arrival } from './arrival.js';
import { DeviceDirectory } from './device-directory.js';
import { DeviceStates } from './device-states.js';
import { Refusals } from './ingest-settings.js';
import { type PackedBatch, TelemetryOutlet } from './telemetry-outlet.js';
import { fits, partOf, partOfRefused, type TelemetryPart } from './telemetry-parts.js';

/** Decides what becomes of device messages of every dialect: telemetry, quarantine, or nothing for a retired demo device. */
@Injectable()
export class DeviceIntake {
  /** Since the process began. */
  readonly counters = { messages: 0, readings: 0, refused: 0, ofRetiredDevices: 0 };
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
  async take<C>(batch: readonly Received<C>[], read: (received: Received<C>) => Arrival): Promise<void> {
    const made = this.#made.get(batch) ?? this.#make(batch.map(read));
    this.#made.set(batch, made);
    await this.#send(made);
  }

  /** Takes messages out of quarantine in. Answers for each of them why it is refused again, or undefined. */
  async retake(arrivals: readonly Arrival[]): Promise<(Fault | undefined)[]> {
    const admissions = arrivals.map((arrival) => this.#admit(arrival));
    await this.#send(this.#packed(admissions.filter(isPart)));
    return admissions.map((admission) => (admission instanceof Fault ? admission : undefined));
  }

  #make(arrivals: readonly Arrival[]): PackedBatch[] {
    const parts: TelemetryPart[] = [];
    const ofRefused = new Set<TelemetryPart>();
    for (const arrival of arrivals) {
      const admission = this.#admit(arrival);
      const part = admission instanceof Fault ? this.#refuse(arrival, admission) : admission;
      if (part) parts.push(part);
      if (part && admission instanceof Fault) ofRefused.add(part);
    }
    this.counters.messages += arrivals.length;
    // Synced to the quarantine before their numbers are even packed, so that no number can become durable before its refusal;
    // where that fails the device is left to send the message again.
    const areKept = ofRefused.size === 0 || this.refusals.keepNow();
    return this.#packed(areKept ? parts : parts.filter((part) => !ofRefused.has(part)));
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
    // Last, because live values must not wait for it; meanwhile a demo device may have retired.
    for (const { readings } of made) {
      this.counters.readings += readings.length;
      this.states.update(readings.filter(({ device }) => !this.directory.isRetired(device)));
    }
  }

  /** Returns what tells the historian of its number, if it has one. */
  #refuse({ received, sequence }: Arrival, fault: Fault): TelemetryPart | undefined {
    this.counters.refused += 1;
    this.refusals.refuse(received, fault);
    return sequence && deviceId.safeParse(sequence.device).success ? partOfRefused(sequence) : undefined;
  }

  #admit(arrival: Arrival): TelemetryPart | Fault {
    const { refusal, device, readings, sequence } = arrival;
    if (refusal !== undefined) return new Fault('message.malformed', refusal);
    if (!this.directory.knows(device) && !deviceId.safeParse(device).success)
      return new Fault(
        'message.malformed',
        'The name of the device in the topic must have 1 to 190 characters',
      );
    const part = partOf(this.#originalOf(arrival), readings, sequence);
    if (!fits(part, maxBatchBytes))
      return new Fault(
        'message.too-large',
        `A device message must encode to less than ${maxBatchBytes} bytes`,
      );
    return this.directory.admits(arrival, readings) ?? part;
  }

  #originalOf({ received: { topic, receivedAtMs, text }, device }: Arrival) {
    // Microseconds of a kind: rising, also over a restart.
    this.#arrival = Math.max(this.#arrival + 1, receivedAtMs * 1_000);
    const source = `mqtt:${topic}`.slice(0, 500);
    return { source, device, receivedAtMs, arrival: this.#arrival, body: text };
  }
}

const isPart = (admission: TelemetryPart | Fault): admission is TelemetryPart =>
  !(admission instanceof Fault);
