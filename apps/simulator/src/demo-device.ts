import { batteryReported, batteryStatus, demoId as id } from '@kilowatch/contracts';
import type { DeviceStatus, Door } from '@kilowatch/messaging';
import type { Log } from '@kilowatch/service-kit';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { SimulatorConfig } from './config.js';
import { type DemoBattery, restingBattery, step } from './demo-battery.js';
import { seededRandom } from '@kilowatch/simulation';
import { reportOf } from './report-of.js';

const longestStepMs = 5_000; // a process that was suspended goes on where it was

/** What the device runs on. */
export interface DemoSurroundings {
  readonly config: SimulatorConfig;
  readonly door: Door;
  readonly log: Log;
  /** UTC epoch ms. */
  readonly now: () => number;
}

/** The demo battery as a device: it follows setpoints, reports every tick, answers a new setpoint at once. */
export class DemoDevice implements OnApplicationBootstrap, OnModuleDestroy {
  readonly device = `battery:${id}`;
  readonly #random;
  #battery: DemoBattery;
  #setpointW = 0;
  #steppedAtMs: number;
  #reportedAtMs = 0;
  // Milliseconds at the start: with less than a thousand reports a second it rises over a restart as well.
  #heartbeat: number;
  #quiet: NodeJS.Timeout | undefined;
  #ticker: NodeJS.Timeout | undefined;
  #answer: NodeJS.Timeout | undefined;
  #status: DeviceStatus | undefined;
  #isOver = false;

  constructor(private readonly surroundings: DemoSurroundings) {
    const { config, now } = surroundings;
    this.#random = seededRandom(config.DEMO_SEED);
    this.#battery = restingBattery(
      config.DEMO_BATTERY_KW * 1_000,
      config.DEMO_BATTERY_KWH * 1_000,
      this.#random,
    );
    this.#steppedAtMs = now();
    this.#heartbeat = now();
  }

  // The registry entry is retained and follows the subscriptions, no broker says how soon: a device that has retired says
  // nothing at all.
  onApplicationBootstrap(): void {
    const { config, door } = this.surroundings;
    door.whenReady().then(
      () => {
        if (!this.#isOver) this.#quiet = setTimeout(() => this.#begin(), config.DEMO_QUIET_MS);
      },
      () => undefined, // closed before it began
    );
  }

  onModuleDestroy(): void {
    this.#isOver = true;
    clearTimeout(this.#quiet);
    clearInterval(this.#ticker);
    clearTimeout(this.#answer);
  }

  /** W, positive = discharge, 0 = stop. Beyond the rating the battery gives what it can. */
  follow(setpointW: number): void {
    if (this.#isOver) return;
    const { ratedW } = this.#battery;
    this.#advance();
    this.#setpointW = Math.min(ratedW, Math.max(-ratedW, setpointW));
    if (this.#setpointW !== setpointW)
      this.surroundings.log.warn(
        { setpointW, ratedW },
        'the setpoint is beyond the rating of the demo battery',
      );
    this.#answerSoon();
  }

  /** A real battery has spoken: the demo is over for good. */
  async retire(): Promise<void> {
    if (this.#isOver) return;
    this.onModuleDestroy();
    this.surroundings.log.info({ device: this.device }, 'a real battery is there: the demo battery retires');
    await this.#status?.close();
  }

  #begin(): void {
    if (this.#isOver) return;
    const { config, door } = this.surroundings;
    this.#status = door.keepStatus(batteryStatus, { id }, { present: 'online', absent: 'offline' });
    this.#ticker = setInterval(() => this.#tick(), config.DEMO_TICK_MS);
    this.#tick();
  }

  #tick(): void {
    this.#advance();
    this.#report();
  }

  #advance(): void {
    const nowMs = this.surroundings.now();
    const dtMs = Math.min(longestStepMs, nowMs - this.#steppedAtMs);
    this.#battery = step(this.#battery, this.#setpointW, dtMs, this.#random);
    this.#steppedAtMs = nowMs;
  }

  #answerSoon(): void {
    const { config, now } = this.surroundings;
    if (this.#answer) return;
    const waitMs = Math.min(config.DEMO_ANSWER_MS, this.#reportedAtMs + config.DEMO_ANSWER_MS - now());
    this.#answer = setTimeout(() => this.#report(), Math.max(0, waitMs));
  }

  #report(): void {
    clearTimeout(this.#answer);
    this.#answer = undefined;
    const { door, log, now } = this.surroundings;
    this.#reportedAtMs = now();
    this.#heartbeat += 1;
    const moment = { setpointW: this.#setpointW, atMs: this.#reportedAtMs, heartbeat: this.#heartbeat };
    door.client
      .publish(batteryReported, { id }, reportOf(this.#battery, moment))
      .catch((err: unknown) => log.debug({ err }, 'a report was lost'));
  }
}
