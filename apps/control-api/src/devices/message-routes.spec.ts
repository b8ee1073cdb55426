import { getMessages, type ReplyOf } from '@kilowatch/contracts';
import { aDeviceEntry } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { keep, register, sent } from '../suite/originals.js';
import { startApi } from '../suite/start-api.js';

const path = (device: string): string => `/api/v1/devices/${encodeURIComponent(device)}/messages`;

const start = async () => {
  const api = await startApi();
  await register(api, aDeviceEntry({ device: 'sensor:a', kind: 'sensor' }));
  const bodies = async (device: string, query = '') => {
    const { body } = await api.get(path(device) + query);
    return (body as ReplyOf<typeof getMessages>).messages.map((message) => message.body);
  };
  return { ...api, bodies };
};

describe('GET /api/v1/devices/{device}/messages', () => {
  it('has what this device has said, the newest first, as it came', async () => {
    const api = await start();
    const texts = ['{"value": 1}', ' 2 ', '<b>3</b>'];
    for (const [i, text] of texts.entries())
      await keep(api, sent('sensor:a', text, { secondsAgo: 9 - i }), sent('sensor:b', 'not this'));
    expect(await api.bodies('sensor:a')).toEqual(texts.toReversed());
    expect(await api.bodies('sensor:a', '?limit=1')).toEqual(['<b>3</b>']);
  });

  it('is empty for a device that is known and has said nothing that is kept', async () => {
    const api = await start();
    expect(await api.bodies('sensor:a')).toEqual([]);
  });

  it.each([
    ['sensor:nobody', '', 404, 'device.unknown'],
    ['toaster:a', '', 400, 'request.invalid'],
    ['sensor:a', '?limit=101', 400, 'request.invalid'],
    ['sensor:a', '?limit=0', 400, 'request.invalid'],
  ])('of %s%s is %d %s', async (device, query, status, code) => {
    const api = await start();
    expect(await api.get(path(device) + query)).toMatchObject({ status, body: { code } });
  });

  it('says nothing of a demo device that has retired', async () => {
    const api = await start();
    await keep(api, sent('sensor:demo', '1'), sent('sensor:real', '2'));
    const retired = aDeviceEntry({ device: 'sensor:demo', kind: 'sensor', isDemo: true, isRetired: true });
    await register(api, retired, aDeviceEntry({ device: 'sensor:real', kind: 'sensor' }));
    expect(await api.get(path('sensor:demo'))).toMatchObject({ status: 404 });
  });

  it('says why something may be missing', async () => {
    const api = await start();
    await keep(api, sent('sensor:a', '1'));
    api.historian.partial = 'The store is away';
    expect(await api.get(path('sensor:a'))).toMatchObject({ body: { partial: 'The store is away' } });
  });
});
