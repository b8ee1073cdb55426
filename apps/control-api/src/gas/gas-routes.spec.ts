import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aDeviceEntry, eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { keep, register, sent } from '../suite/originals.js';
import { startApi } from '../suite/start-api.js';

interface Recorded {
  readonly http?: string;
  readonly case?: string;
  readonly req?: object;
  readonly status?: number;
  readonly res?: object;
}
const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../libs/compat/vectors/gas-meter.json'), 'utf8'),
) as Recorded[];
const answerTo = (http: string, which?: string) => {
  const { status, res } = recorded.find((one) => one.http === http && one.case === which)!;
  return { status, body: res };
};
const body = recorded.find(({ http }) => http === 'POST /receive-json')!.req!;
const receivedAtMs = 1_737_450_000_000;
const sentAt = (seconds: number, pct: number, device = 'gas:g1') =>
  sent(device, { pct, id: 'x' }, { receivedAtMs: receivedAtMs + seconds * 1_000 });

const since = (systemTime: string | number) => `/get-data-from-timestamp?system_time=${systemTime}`;
const startWith = async (...seconds: number[]) => {
  const api = await startApi();
  for (const [i, second] of seconds.entries()) await keep(api, sentAt(second, i, `gas:g${i % 2}`));
  const pcts = async (systemTime: string | number) =>
    ((await api.get(since(systemTime))).body as { pct: number }[]).map(({ pct }) => pct);
  return { ...api, pcts };
};

describe('GET /get-last-entity', () => {
  it('answers as recorded', async () => {
    const api = await startApi();
    await keep(api, sent('gas:handheld 1', body, { receivedAtMs }), sentAt(-1, 1));
    expect(await api.get('/get-last-entity')).toMatchObject(answerTo('GET /get-last-entity'));
  });

  it('is 404 where nothing has spoken', async () => {
    const api = await startApi();
    expect(await api.get('/get-last-entity')).toMatchObject(answerTo('GET /get-last-entity', 'empty'));
  });

  it('survives a quote in a text of the sensors, and brings everything back as it was', async () => {
    const api = await startApi();
    const sensors: unknown = JSON.parse(
      '[{"type":"a \\"quote\\"","val":1.5,"__proto__":{"x":1},"e":"\\u0000🔥"},null]',
    );
    await keep(api, sent('gas:g1', { pct: 0, id: 'g1', sensors }));
    const { text } = await api.get('/get-last-entity');
    expect(JSON.parse(text)).toMatchObject({ pct: 0 });
    expect(text).toContain(JSON.stringify(sensors));
  });

  it('is not of a demo device where a real one is known', async () => {
    const api = await startApi();
    await keep(api, sentAt(0, 1, 'gas:demo'));
    expect(await api.get('/get-last-entity')).toMatchObject({ body: { device_id: 'demo' } });
    await register(api, aDeviceEntry({ device: 'gas:g1', kind: 'gas' }));
    expect(await api.get('/get-last-entity')).toMatchObject({ status: 404 });
  });
});

describe('GET /get-data-from-timestamp', () => {
  it('answers as recorded', async () => {
    const api = await startApi();
    await keep(api, sent('gas:handheld 1', body, { receivedAtMs }));
    expect(await api.get(since(1_737_449_000))).toMatchObject(answerTo(`GET ${since(1_737_449_000)}`));
    expect(await api.get(since(4_102_444_800))).toMatchObject(answerTo(`GET ${since(4_102_444_800)}`));
  });

  it('has everything from that second on, of all devices, ascending, ties in the order of arrival', async () => {
    const { pcts } = await startWith(0, 1, 1.2, 1, 1.999, 2, 60);
    const second = receivedAtMs / 1_000;
    expect(await pcts(second)).toEqual([0, 1, 3, 2, 4, 5, 6]);
    expect(await pcts(second + 1)).toEqual([1, 3, 2, 4, 5, 6]);
    expect(await pcts(second + 2)).toEqual([5, 6]);
    expect(await pcts(second + 3)).toEqual([6]);
  });

  it.each([0, -5, 1, '+0', '1_000'])('%s means everything', async (systemTime) => {
    const { pcts } = await startWith(0, 1);
    expect(await pcts(systemTime)).toEqual([0, 1]);
  });

  it.each(['', 'abc', '1.5', '1e9', '0x10', '2025-01-21T09:00:00Z'])(
    '%j is no whole number, also where there is nothing at all',
    async (systemTime) => {
      const api = await startApi();
      const refused = answerTo('GET /get-data-from-timestamp');
      expect(await api.get(since(systemTime))).toMatchObject(refused);
      expect(await api.get('/get-data-from-timestamp')).toMatchObject(refused);
    },
  );

  it('is 404 where there is nothing, and where there is nothing any more', async () => {
    const api = await startApi();
    expect(await api.get(since(0))).toMatchObject({ status: 404, body: { error: 'No data found' } });
    await keep(api, sentAt(0, 1));
    for (const late of [receivedAtMs / 1_000 + 1, '9'.repeat(30)])
      expect(await api.get(since(late))).toMatchObject({
        status: 404,
        body: { error: 'No data found for the provided system time' },
      });
  });

  it('has no upper bound: page after page, also of what has to be read twice', async () => {
    const api = await startApi();
    const long = 'x'.repeat(50_000);
    const messages = Array.from({ length: 300 }, (_, i) =>
      sent('gas:g1', { pct: i, id: 'g1', sensors: long }, { secondsAgo: 300 - i }),
    );
    await keep(api, ...messages);
    api.historian.page = 20;
    const { body: all } = await api.get(since(0));
    expect((all as { pct: number }[]).map(({ pct }) => pct)).toEqual(messages.map((_, i) => i));
    const pages = new Set(api.asked.originals.map(({ cursor }) => cursor)).size;
    expect(api.asked.originals.length).toBeGreaterThan(pages); // some were read twice …
    expect(api.asked.originals.length).toBeLessThan(2 * pages - 10); // … and some remembered
  }, 20_000);

  it('is sent so many times at a time, and not on to who has gone', async () => {
    const api = await startApi({ env: { HISTORY_LISTS: '1' } });
    const long = 'x'.repeat(50_000);
    await keep(
      api,
      ...Array.from({ length: 400 }, (_, i) => sent('gas:g1', { pct: i, id: 1, sensors: long })),
    );
    const first = await fetch(api.url + since(0));
    expect(await api.get(since(0))).toMatchObject({
      status: 429,
      body: { error: expect.stringMatching(/HISTORY_LISTS/) },
    });
    await first.body!.cancel();
    await eventually(async () => {
      const next = await fetch(api.url + since(0));
      await next.body!.cancel();
      expect(next.status).toBe(200);
    });
  }, 20_000);

  it('breaks off where it cannot be whole', async () => {
    const api = await startApi();
    const long = 'x'.repeat(50_000);
    await keep(
      api,
      ...Array.from({ length: 300 }, (_, i) => sent('gas:g1', { pct: i, id: 1, sensors: long })),
    );
    let again = 0;
    api.historian.beforeOriginals = ({ cursor }) => {
      if (api.asked.originals.filter((one) => one.cursor === cursor).length > 1) again += 1;
      if (again > 20) throw new Error('gone');
    };
    await expect(api.get(since(0))).rejects.toThrow();
  }, 20_000);
});

it('is an unexpected error in the words of the predecessor when the history cannot be asked', async () => {
  const api = await startApi({ isHistorianAway: true });
  const trouble = { status: 500, body: answerTo('any', 'exception').body };
  expect(await api.get('/get-last-entity')).toMatchObject(trouble);
  expect(await api.get(since(0))).toMatchObject(trouble);
});

it.each(['/get-last-entity', since(0)])('%s is not to be posted to', async (path) => {
  const api = await startApi();
  expect(await api.post(path, {})).toMatchObject({ status: 405, body: { error: expect.any(String) } });
});
