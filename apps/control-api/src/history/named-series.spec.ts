import { aReading, testTimeMs } from '@kilowatch/testing';
import type { getSeries, ReplyOf } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { startApi } from '../suite/start-api.js';

type SeriesAnswer = ReplyOf<typeof getSeries>;

describe('a question about series', () => {
  it('takes each name in a parameter of its own, with a comma in it, beside a list with commas', async () => {
    const api = await startApi();
    const devices = ['sensor:a,b', 'sensor:c', 'sensor:d'];
    const readings = devices.flatMap((device) =>
      ['tempC', 'x,y'].map((metric) => aReading({ device, metric, value: 1, atMs: testTimeMs - 1_000 })),
    );
    await api.store.append([{ readings, messages: [] }]);
    const named = 'device=sensor%3Aa%2Cb&device=sensor%3Ac&devices=sensor:c,sensor:d&metric=x%2Cy';
    for (const step of ['1m', 'raw']) {
      const { body } = await api.get(`/api/v1/history?${named}&step=${step}`);
      expect((body as SeriesAnswer).series.map(({ device, metric }) => [device, metric]).sort()).toEqual(
        devices.map((device) => [device, 'x,y']),
      );
    }
    const { body } = await api.get('/api/v1/latest?device=sensor%3Aa%2Cb&metric=tempC&metric=x%2Cy');
    expect(body).toMatchObject({
      readings: ['tempC', 'x,y'].map((metric) => ({ device: 'sensor:a,b', metric })),
    });
  });

  it.each([
    ['metrics=socPct', /devices: must be there, or device/],
    ['device=battery:b1', /metrics: must be there, or metric/],
    ['device=b1&metric=socPct', /device.*must be "<kind>:<native id>"/],
    ['device=battery:b1&device=b2&metric=socPct', /device.*must be "<kind>:<native id>"/],
  ])('says what is wrong with %s', async (query, words) => {
    const api = await startApi();
    expect(await api.get(`/api/v1/history?${query}`)).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(words) },
    });
  });
});
