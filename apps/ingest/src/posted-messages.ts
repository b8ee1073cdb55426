import { Fault } from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import type { Arrival } from './arrival.js';
import { DeviceIntake } from './device-intake.js';
import { IngestSettings } from './ingest-settings.js';
import { TrafficReports } from './traffic-reports.js';

/** What became of a posted message. */
export type Posted =
  /** The broker has the telemetry. */
  | { readonly kind: 'taken'; readonly arrivals: readonly Arrival[] }
  /** It is in quarantine; `fault.message` says what was wrong and what would be right. */
  | { readonly kind: 'refused'; readonly fault: Fault }
  /** Nothing in it is a measurement, or no dialect speaks this path. */
  | { readonly kind: 'nothing' };

interface Waiting {
  readonly arrivals: readonly Arrival[];
  readonly bytes: number;
  readonly answer: PromiseWithResolvers<Posted>;
}

/** How many batches of them may be on their way to the broker. */
const atOnce = 4;
/** What a waiting post costs beside its bytes. */
const overheadBytes = 1_024;

/** Takes what devices post on the way of what they publish: what is posted at the same time leaves in one batch. */
@Injectable()
export class PostedMessages {
  #waiting: Waiting[] = [];
  #heldBytes = 0;
  #sending = 0;
  #isGathering = false;

  constructor(
    private readonly reports: TrafficReports,
    private readonly intake: DeviceIntake,
    private readonly settings: IngestSettings,
  ) {}

  /**
   * Resolves when the broker has what was posted, or when it is refused and in quarantine. Faults: `service.unavailable` when too much waits
   * already, and those of sending telemetry: the device is to post it again.
   *
   * @param path as `/sensor_data`: the topic of the message
   */
  async take(path: string, payload: Buffer, receivedAtMs = this.settings.now()): Promise<Posted> {
    const bytes = payload.length + overheadBytes;
    if (this.#heldBytes + bytes > this.settings.config.INGEST_POSTED_MIB * 1024 * 1024)
      throw new Fault('service.unavailable', 'Too many posts wait for the broker: post this again later');
    const arrivals = this.reports.read({
      ...{ origin: `http:${path}`, topic: path, payload, receivedAtMs, isRetained: false },
    });
    if (arrivals.length === 0) return { kind: 'nothing' };
    const answer = Promise.withResolvers<Posted>();
    this.#waiting.push({ arrivals, bytes, answer });
    this.#heldBytes += bytes;
    this.#gather();
    return answer.promise;
  }

  #gather(): void {
    if (this.#isGathering || this.#sending >= atOnce || this.#waiting.length === 0) return;
    this.#isGathering = true;
    setImmediate(() => {
      this.#isGathering = false;
      void this.#send(this.#waiting.splice(0));
    });
  }

  async #send(batch: readonly Waiting[]): Promise<void> {
    this.#sending += 1;
    try {
      const faults = await this.intake.takeEach(batch.map(({ arrivals }) => arrivals));
      for (const [i, { arrivals, answer }] of batch.entries()) {
        const fault = faults[i];
        answer.resolve(fault ? { kind: 'refused', fault } : { kind: 'taken', arrivals });
      }
    } catch (error) {
      for (const { answer } of batch) answer.reject(error);
    }
    for (const { bytes } of batch) this.#heldBytes -= bytes;
    this.#sending -= 1;
    this.#gather();
  }
}
