import { aReading, testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { startApi } from '../suite/start-api.js';

const key = 'kw_a-key-of-a-test-0123456789';
const start = async (env: Record<string, string> = {}) => {
  const api = await startApi({ env });
  const readings = [5, 4, 3, 2, 1].map((seconds) =>
    aReading({ atMs: testTimeMs - seconds * 1_000, value: seconds }),
  );
  await api.store.append([{ readings, messages: [] }]);
  const remove = (query: Record<string, string>, headers: Record<string, string> = {}) =>
    api.send(`/api/v1/history?${new URLSearchParams(query).toString()}`, { method: 'DELETE', headers });
  return { ...api, remove };
};
const range = { device: 'battery:b1', metrics: 'socPct', from: '-4s', to: '-2s' };

describe('DELETE /api/v1/history', () => {
  it('deletes a range of a device, and says how much and to whom', async () => {
    const { remove, store, asked } = await start();
    expect(await remove(range)).toMatchObject({ status: 200, body: { device: 'battery:b1', points: 2 } });
    const { points } = await store.points({
      ...range,
      metrics: ['socPct'],
      fromMs: 0,
      toMs: testTimeMs,
      limit: 10,
    });
    expect(points.map(({ value }) => value)).toEqual([5, 2, 1]);
    expect(asked.deletions).toEqual([
      {
        device: 'battery:b1',
        metrics: ['socPct'],
        fromMs: testTimeMs - 4_000,
        toMs: testTimeMs - 2_000,
        by: 'anybody at 127.0.0.1',
      },
    ]);
  });

  it('names who has shown the key, or has a session', async () => {
    const { remove, asked, post, url } = await start({ API_KEY: key });
    expect((await remove(range)).status).toBe(401);
    await remove(range, { 'x-api-key': key });
    const login = await post('/api/v1/session', { key });
    const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
    await remove(range, { cookie, origin: url });
    expect(asked.deletions).toMatchObject([{ by: 'key from 127.0.0.1' }, { by: 'session from 127.0.0.1' }]);
  });

  it.each<[Record<string, string>, number, string]>([
    [{ ...range, device: 'battery:b9' }, 404, 'device.unknown'],
    [{ ...range, device: 'b1' }, 400, 'request.invalid'],
    [{ ...range, from: '-1s' }, 400, 'request.invalid'],
    [{ ...range, to: 'soon' }, 400, 'request.invalid'],
    [{ ...range, metrics: '' }, 400, 'request.invalid'],
    [{ device: 'battery:b1' }, 400, 'request.invalid'],
  ])('deletes nothing for %j', async (query, status, code) => {
    const { remove, asked } = await start();
    expect(await remove(query)).toMatchObject({ status, body: { code } });
    expect(asked.deletions).toEqual([]);
  });
});

it('copies the history when asked, and says where to', async () => {
  const api = await startApi();
  expect(await api.post('/api/v1/history/backup', {})).toMatchObject({
    status: 200,
    body: { file: '/data/backup/history.sqlite', bytes: 4_096 },
  });
});
