import { aTemporaryFolder, onTestEnd, testTimeMs } from '@kilowatch/testing';
import { deviceRegistered, Fault } from '@kilowatch/contracts';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DeviceDirectory } from './device-directory.js';
import { DeviceRegistry } from './device-registry.js';
import { DeviceStates } from './device-states.js';
import { IngestFile } from './ingest-file.js';
import { KeptMessages, settingsAt } from './suite/kept-messages.js';

const retryMs = 1_000;

let broker: KeptMessages;
let directory: DeviceDirectory;
let warnings: number;

beforeEach(async () => {
  const file = IngestFile.open(await aTemporaryFolder());
  onTestEnd(() => file.close());
  jest.useFakeTimers();
  warnings = 0;
  broker = new KeptMessages();
  const quiet = settingsAt(() => testTimeMs);
  const settings = { ...quiet, log: { ...quiet.log, warn: () => void (warnings += 1) } };
  const limits = { devices: 10, lastSeenMs: 10_000, series: 100, newPerMinute: 100 };
  const registry = new DeviceRegistry(file, limits);
  directory = new DeviceDirectory(registry, new DeviceStates(broker, settings), broker, settings);
  directory.onApplicationBootstrap();
});

afterEach(() => {
  directory.onModuleDestroy();
  jest.useRealTimers();
});

const see = (device: string) =>
  directory.admits({ device, receivedAtMs: testTimeMs, aliveAtMs: testTimeMs, isSpeaking: true }, []);

describe('DeviceDirectory', () => {
  it('does not try again with every batch what the broker has no room for, nor says it for each device', async () => {
    const publish = jest.spyOn(broker, 'publish').mockRejectedValue(new Fault('outbox.full', 'no room'));
    for (const device of ['sensor:a', 'sensor:b', 'sensor:c']) see(device);
    for (let batch = 0; batch < 5; batch += 1) {
      directory.announce();
      await jest.advanceTimersByTimeAsync(0);
    }
    expect([publish.mock.calls.length, warnings]).toEqual([3, 1]);
    publish.mockRestore();
    await jest.advanceTimersByTimeAsync(retryMs);
    expect(broker.of(deviceRegistered).map(({ device }) => device)).toEqual([
      'sensor:a',
      'sensor:b',
      'sensor:c',
    ]);
  });
});
