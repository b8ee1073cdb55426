import {
  type AddressOf,
  chargeCommanded,
  historyLatest,
  historyRange,
  legacyBattery,
  type LatestQuery,
  type RangeQuery,
  type Reading,
  telemetry,
  type TelemetryBatch,
} from '@kilowatch/contracts';
import { MemoryHistoryStore } from '@kilowatch/history-store';
import { defineService } from '@kilowatch/service-kit';
import {
  aTelemetryBatch,
  aUuid,
  startWorld,
  testTimeMs,
  type World,
  type WorldOptions,
} from '@kilowatch/testing';
import { HistorianModule } from '../historian-module.js';
import { historianService } from '../historian-service.js';

/** The historian with a store that the test can look into, at the time of tests. */
export class HistorianWorld {
  private batches = 0;

  private constructor(
    readonly world: World,
    readonly store: MemoryHistoryStore,
  ) {}

  static async start(options: WorldOptions = {}): Promise<HistorianWorld> {
    const store = new MemoryHistoryStore();
    const definition = defineService({
      ...historianService,
      addresses: (config) => historianService.addresses?.(config) ?? {},
      module: (context) => HistorianModule.with(context, async () => store),
    });
    const world = await startWorld(definition, { now: () => testTimeMs, ...options });
    return new HistorianWorld(world, store);
  }

  async send(readings: Reading[], parts: Partial<TelemetryBatch> = {}): Promise<void> {
    const batch = aTelemetryBatch({ batch: aUuid(this.batches++), readings, ...parts });
    await this.world.client.publish(telemetry, { source: 'test' }, batch);
  }

  async command(body: object, options: { retain?: boolean; topic?: string } = {}): Promise<void> {
    const { topic = chargeCommanded.pattern, retain = false } = options;
    await this.world.mqtt.publish(topic, body, { qos: 1, retain });
  }

  async latest(query: LatestQuery = {}): Promise<Reading[]> {
    return (await this.world.client.request(historyLatest, noAddress, query)).readings;
  }

  range(query: Partial<RangeQuery> = {}) {
    const whole = { fromMs: testTimeMs - 86_400_000, toMs: testTimeMs + 86_400_000 };
    const battery = { device: 'battery:b1', metrics: ['socPct'] };
    return this.world.client.request(historyRange, noAddress, { ...battery, ...whole, ...query });
  }

  /** Stored commands of the battery, in order. */
  async charges(): Promise<number[]> {
    const { points } = await this.range({ device: legacyBattery, metrics: ['charge'] });
    return points.map(({ value }) => value);
  }
}

const noAddress: AddressOf<typeof historyLatest> = {};
