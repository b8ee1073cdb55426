import { deviceRegistered, type DeviceEntry, getDevices, type OriginalMessage } from '@kilowatch/contracts';
import { anOriginalMessage, eventually, testTimeMs } from '@kilowatch/testing';
import { expect } from '@jest/globals';
import type { Api } from './start-api.js';

let arrivals = 0;

/** What a device sent so many seconds before the test time. */
export const sent = (
  device: string,
  body: unknown,
  { secondsAgo = 0, ...parts }: Partial<OriginalMessage> & { secondsAgo?: number } = {},
): OriginalMessage =>
  anOriginalMessage({
    ...{ device, source: 'http:/test', arrival: arrivals++, receivedAtMs: testTimeMs - secondsAgo * 1_000 },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...parts,
  });

/** Puts originals into the history. */
export const keep = async (api: Api, ...messages: OriginalMessage[]): Promise<void> => {
  await api.store.append([{ readings: [], messages }]);
};

/** Resolves when the API knows the devices as they are here. */
export async function register(api: Api, ...entries: DeviceEntry[]): Promise<void> {
  for (const entry of entries) await api.client.publish(deviceRegistered, { device: entry.device }, entry);
  const shown = entries.filter(({ isRetired }) => !isRetired).map(({ device }) => device);
  await eventually(async () => {
    const { devices } = (await api.get(getDevices.path)).body as { devices: DeviceEntry[] };
    expect(devices.map(({ device }) => device)).toEqual(expect.arrayContaining(shown));
  });
}
