import { demoId, demoSensorIds } from '@kilowatch/contracts';
import type { Door } from '@kilowatch/messaging';
import type { Log } from '@kilowatch/service-kit';
import {
  demoSensors,
  type DeviceMaker,
  seededRandom,
  simulatedCell,
  type SimulatedDevice,
  simulatedGasDetector,
  simulatedHusdata,
  simulatedSensor,
  truth,
  withFaults,
} from '@kilowatch/simulation';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import type { SimulatorConfig } from './config.js';
import type { DemoSurroundings } from './demo-device.js';
import { utter } from './utter.js';

interface DemoModel {
  readonly id: string;
  readonly make: DeviceMaker;
  readonly everyMs: number;
}

const modelsOf = (config: SimulatorConfig): DemoModel[] => [
  { id: demoId, make: simulatedCell, everyMs: config.DEMO_CELL_MS },
  { id: demoId, make: simulatedGasDetector, everyMs: config.DEMO_GAS_MS },
  { id: demoId, make: simulatedHusdata('thermia'), everyMs: config.DEMO_HEAT_PUMP_MS },
  ...demoSensorIds.map((id) => ({
    id,
    make: simulatedSensor(demoSensors[id]),
    everyMs: config.DEMO_SENSOR_MS,
  })),
];

/** The demo devices that measure: each speaks as its make does, until a real device of its kind is there. */
export class DemoFleet implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #speaking = new Map<string, { readonly device: SimulatedDevice; readonly everyMs: number }>();
  readonly #tickers = new Map<string, NodeJS.Timeout>();
  readonly #door: Door;
  readonly #log: Log;
  #quiet: NodeJS.Timeout | undefined;

  constructor(private readonly surroundings: DemoSurroundings) {
    const { config, door, log } = surroundings;
    this.#door = door;
    this.#log = log;
    const plan = { kinds: config.DEMO_FAULTS, share: config.DEMO_FAULT_SHARE };
    for (const [i, { id, make, everyMs }] of modelsOf(config).entries()) {
      const random = seededRandom(config.DEMO_SEED + i);
      const device = withFaults(make, plan)(id, { random, sense: truth });
      this.#speaking.set(device.device, { device, everyMs });
    }
  }

  /** Those that still speak. */
  get devices(): readonly string[] {
    return [...this.#speaking.keys()];
  }

  // As with the battery: whoever has retired says nothing at all, and its entry follows the subscriptions.
  onApplicationBootstrap(): void {
    const { config } = this.surroundings;
    this.#door.whenReady().then(
      () => {
        if (this.#speaking.size > 0) this.#quiet = setTimeout(() => this.#begin(), config.DEMO_QUIET_MS);
      },
      () => undefined, // closed before it began
    );
  }

  onModuleDestroy(): void {
    clearTimeout(this.#quiet);
    for (const ticker of this.#tickers.values()) clearInterval(ticker);
    this.#tickers.clear();
    this.#speaking.clear();
  }

  /** A real device of its kind has spoken: this one never speaks again. Others go on. */
  retire(device: string): void {
    if (!this.#speaking.delete(device)) return;
    clearInterval(this.#tickers.get(device));
    this.#tickers.delete(device);
    this.#log.info({ device }, 'a real device of its kind is there: the demo device retires');
  }

  #begin(): void {
    for (const [name, { device, everyMs }] of this.#speaking) {
      this.#tickers.set(
        name,
        setInterval(() => this.#speak(device), everyMs),
      );
      this.#speak(device);
    }
  }

  #speak(device: SimulatedDevice): void {
    for (const utterance of device.saysAt(this.surroundings.now()))
      utter(this.#door.client, utterance).catch((err: unknown) =>
        this.#log.debug({ err, device: device.device }, 'a message of a demo device was lost'),
      );
  }
}
