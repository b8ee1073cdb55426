import { Fault, quarantineReplay, type RefusalChoice, type ReplyOf } from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import { DeviceIntake } from './device-intake.js';
import { FormerReports, type Playable } from './former-reports.js';
import { type KeptWhole, Quarantine } from './quarantine.js';
import { topicOf } from './replayable.js';
import { TelemetryOutlet } from './telemetry-outlet.js';

type Outcome = ReplyOf<typeof quarantineReplay>;

const atOnce = 100;
/** Well below the deadline of the question. */
const mostMs = 20_000;

/** Takes refused input in once more, on the way of the first time, and with the time of that. One replay at a time. */
@Injectable()
export class QuarantineReplay {
  #isAtWork = false;

  constructor(
    private readonly quarantine: Quarantine,
    private readonly reports: FormerReports,
    private readonly intake: DeviceIntake,
    private readonly telemetry: TelemetryOutlet,
  ) {}

  /** Oldest first. Faults: `service.unavailable` while another one is at work; those of sending telemetry. */
  async replay(choice: RefusalChoice): Promise<Outcome> {
    if (this.#isAtWork)
      throw new Fault('service.unavailable', 'A replay is at work: wait for its end, then ask again');
    this.#isAtWork = true;
    try {
      return await this.#replayAll(this.quarantine.numbersOf(choice));
    } finally {
      this.#isAtWork = false;
    }
  }

  async #replayAll(numbers: readonly number[]): Promise<Outcome> {
    const endMs = performance.now() + mostMs;
    const outcome = { accepted: 0, refused: 0, notReplayable: 0, remaining: 0 };
    let at = 0;
    for (; at < numbers.length && performance.now() < endMs; at += atOnce) {
      const found = numbers.slice(at, at + atOnce).flatMap((number) => this.quarantine.get(number) ?? []);
      const playable = found.flatMap((refusal) => playableOf(refusal) ?? []);
      const refused = await this.#play(playable);
      outcome.notReplayable += found.length - playable.length;
      outcome.refused += refused;
      outcome.accepted += playable.length - refused;
    }
    return { ...outcome, remaining: Math.max(0, numbers.length - at) };
  }

  /** Answers how many of them are refused again. */
  async #play(playable: readonly Playable[]): Promise<number> {
    const faults = new Map<number, Fault>();
    const read = playable.flatMap((message) => {
      try {
        return { message, said: this.reports.read(message) };
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        faults.set(message.number, error);
        return [];
      }
    });
    const parts = read.flatMap(({ said }) => ('batch' in said ? said : []));
    await Promise.all(parts.map((part) => this.telemetry.sendAgain(part)));
    const arrivals = read.flatMap(({ message, said }) => ('batch' in said ? [] : { message, said }));
    const answers = await this.intake.retake(arrivals.map(({ said }) => said));
    for (const [i, fault] of answers.entries()) if (fault) faults.set(arrivals[i]!.message.number, fault);
    this.quarantine.refuseAgain([...faults].map(([number, fault]) => ({ number, fault })));
    this.quarantine.delete(playable.flatMap(({ number }) => (faults.has(number) ? [] : number)));
    return faults.size;
  }
}

function playableOf({ number, origin, atMs, isReplayable, payload }: KeptWhole): Playable | undefined {
  const topic = topicOf(origin);
  if (!isReplayable || topic === undefined || !payload) return undefined;
  const { data, encoding, isRetained = false } = payload;
  return { number, origin, topic, payload: Buffer.from(data, encoding), receivedAtMs: atMs, isRetained };
}
