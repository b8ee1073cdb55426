import { deviceId, Fault, maxBatchBytes, type Reading, type TelemetryBatch } from '@kilowatch/contracts';
import type { Received } from '@kilowatch/messaging';
import { Injectable } from '@nestjs/common';
import { DeviceDirectory } from './device-directory.js';
import type { Sighting } from './device-registry.js';
import { DeviceStates } from './device-states.js';
import { Refusals } from './ingest-settings.js';
import { TelemetryOutlet } from './telemetry-outlet.js';
import { fits, type TelemetryPart } from './telemetry-parts.js';

/** A device message after its dialect: what it says, or why it is refused. */
export interface Arrival extends Omit<Sighting, 'receivedAtMs'> {
  readonly received: Received;
  readonly readings: readonly Reading[];
  readonly refusal?: string | undefined;
}

/** Decides what becomes of device messages of every dialect: telemetry, quarantine, or nothing for a retired demo device. */
@Injectable()
export class DeviceIntake {
  // The door offers a batch that failed as the same array again. What it became stays, with its ids, so that the historian
  // recognises a batch that had reached the broker after all.
  readonly #made = new WeakMap<object, readonly TelemetryBatch[]>();
  #arrival = 0;

  constructor(
    private readonly directory: DeviceDirectory,
    private readonly telemetry: TelemetryOutlet,
    private readonly refusals: Refusals,
    private readonly states: DeviceStates,
  ) {}

  /** Resolves when the broker has confirmed the telemetry: only then may the device messages be acknowledged. */
  async take<C>(batch: readonly Received<C>[], read: (received: Received<C>) => Arrival): Promise<void> {
    const made = this.#made.get(batch) ?? this.#make(batch.map(read));
    this.#made.set(batch, made);
    await this.telemetry.send(made);
    // Last, because live values must not wait for it; meanwhile a demo device may have retired.
    const readings = made.flatMap((one) => one.readings);
    this.states.update(readings.filter(({ device }) => !this.directory.isRetired(device)));
  }

  #make(arrivals: readonly Arrival[]): TelemetryBatch[] {
    const admitted = arrivals.flatMap((arrival) => this.#admit(arrival) ?? []);
    this.directory.announce(); // first: a retirement goes out before the values of who caused it
    // A demo device may have been retired by a later message of the same batch.
    const parts = admitted.filter(({ message }) => !this.directory.isRetired(message.device));
    return this.telemetry.pack(parts);
  }

  #admit(arrival: Arrival): TelemetryPart | undefined {
    const { received, device } = arrival;
    const part = this.#partOf(arrival);
    const problem = problemOf(arrival, part);
    if (problem) return this.#refuse(received, problem);
    const admission = this.directory.sees({ ...arrival, receivedAtMs: received.receivedAtMs });
    if (admission === 'full') return this.#refuse(received, registryFull(device));
    return part;
  }

  #refuse(received: Received, fault: Fault): undefined {
    this.refusals.refuse(received, fault);
  }

  #partOf({ received, device, readings }: Arrival): TelemetryPart {
    const { topic, receivedAtMs, text } = received;
    // Microseconds of a kind: rising, also over a restart.
    this.#arrival = Math.max(this.#arrival + 1, receivedAtMs * 1_000);
    const message = {
      source: `mqtt:${topic}`.slice(0, 500),
      device,
      receivedAtMs,
      arrival: this.#arrival,
      body: text,
    };
    return { readings, message };
  }
}

function problemOf({ refusal, device }: Arrival, part: TelemetryPart): Fault | undefined {
  if (refusal !== undefined) return new Fault('message.malformed', refusal);
  if (!deviceId.safeParse(device).success)
    return new Fault(
      'message.malformed',
      'The name of the device in the topic must have 1 to 190 characters',
    );
  if (!fits(part, maxBatchBytes))
    return new Fault('message.too-large', `A device message must encode to less than ${maxBatchBytes} bytes`);
  return undefined;
}

const registryFull = (device: string): Fault =>
  new Fault('device.unknown', `${device} is new, and the registry is full: raise INGEST_DEVICES to take it`);
