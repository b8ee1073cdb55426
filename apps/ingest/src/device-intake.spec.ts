import { batteryReported, telemetry } from '@kilowatch/contracts';
import { handlersOf, type Received } from '@kilowatch/messaging';
import {
  aBatteryReport,
  aService,
  aTemporaryFolder,
  eventually,
  onTestEnd,
  startWorld,
  testTimeMs,
} from '@kilowatch/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { BatteryListener } from './battery-listener.js';
import { DeviceDirectory } from './device-directory.js';
import { DeviceIntake } from './device-intake.js';
import { DeviceRegistry } from './device-registry.js';
import { BatteryReports } from './battery-reports.js';
import { DeviceStates } from './device-states.js';
import { IngestFile } from './ingest-file.js';
import { Judge } from './judge.js';
import { KeptMessages, settingsAt } from './suite/kept-messages.js';
import { TelemetryOutlet } from './telemetry-outlet.js';

type Report = Received<typeof batteryReported>;

const settings = settingsAt(() => testTimeMs);

let broker: KeptMessages;
let refusals: string[];
let isQuarantineWritable: boolean;
let listener: BatteryListener;

beforeEach(async () => {
  const file = IngestFile.open(await aTemporaryFolder());
  onTestEnd(() => file.close());
  broker = new KeptMessages();
  refusals = [];
  isQuarantineWritable = true;
  const registry = new DeviceRegistry(file, {
    devices: 10,
    lastSeenMs: 10_000,
    series: 100,
    newPerMinute: 100,
  });
  const states = new DeviceStates(broker, settings);
  onTestEnd(() => states.onModuleDestroy());
  const directory = new DeviceDirectory(registry, states, broker, settings);
  const desk = {
    refuse: (_: Received, { message }: Error) => void refusals.push(message),
    keepNow: () => isQuarantineWritable,
  };
  const intake = new DeviceIntake(directory, new TelemetryOutlet(broker, settings), desk, states);
  listener = new BatteryListener(intake, new BatteryReports(settings, new Judge(settings)));
});

const received = (id: string, body: Report['body']): Report => ({
  body,
  address: { id },
  topic: batteryReported.topic({ id }),
  receivedAtMs: testTimeMs,
  text: JSON.stringify(body),
  isRetained: false,
  isDuplicate: false,
});

describe('DeviceIntake', () => {
  it('sends a batch that failed again as it was, so that the historian can tell', async () => {
    const batch = [
      received('b1', { socPct: 1 }),
      received('b1', { hello: 1 }),
      received('b1', { socPct: 2 }),
    ];
    broker.isConnected = false;
    await expect(listener.states(batch)).rejects.toMatchObject({ code: 'broker.disconnected' });
    await expect(listener.states(batch)).rejects.toMatchObject({ code: 'broker.disconnected' });
    broker.isConnected = true;
    await listener.states(batch);
    await listener.states(batch);
    const [first, second] = broker.of(telemetry);
    expect(first?.readings.map(({ value, ordinal }) => [value, ordinal])).toEqual([
      [1, 0],
      [2, 2],
    ]);
    expect(second).toEqual(first);
    expect(refusals).toHaveLength(1);
  });

  it('tells the number of a refused message in its place, and only when the refusal is in quarantine', async () => {
    const numbered = (seq: number, more = {}) =>
      received('b1', { socPct: 1, boot: 'x', seq, keptFrom: seq, ...more });
    const ahead = { at: '2199-01-01T00:00:00Z' };
    await listener.states([numbered(1), numbered(2, ahead), numbered(3)]);
    await listener.states([numbered(4, ahead)]);
    isQuarantineWritable = false;
    await listener.states([numbered(5), numbered(6, ahead)]);
    const batches = broker.of(telemetry);
    expect(batches.map(({ sequences }) => sequences?.map(({ seq }) => seq))).toEqual([[1, 2, 3], [4], [5]]);
    expect(batches[1]).toMatchObject({ readings: [], messages: [] });
    expect(refusals).toHaveLength(3);
  });

  it('leaves out what a demo device said just before the first real one spoke', async () => {
    await listener.states([
      received('demo', aBatteryReport()),
      received('b1', aBatteryReport()),
      received('demo', {}),
    ]);
    const messages = broker.of(telemetry).flatMap((batch) => batch.messages);
    expect(messages.map(({ device }) => device)).toEqual(['battery:b1']);
  });

  it('can tell a batch that failed because the door offers the same array again', async () => {
    const offered: (readonly Report[])[] = [];
    @Controller()
    class FailsOnce {
      @(handlersOf('ingest').OnBatch(batteryReported, { isPersistent: false }))
      async take(@Payload() batch: readonly Report[]): Promise<void> {
        offered.push(batch);
        if (offered.length === 1) throw new Error('once');
      }
    }
    const { client } = await startWorld(aService('ingest', () => ({ controllers: [FailsOnce] })));
    await client.publish(batteryReported, { id: 'b1' }, { socPct: 1 });
    await eventually(() => expect(offered).toHaveLength(2));
    expect(offered[1]).toBe(offered[0]);
  });
});
