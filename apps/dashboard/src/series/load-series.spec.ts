import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Refused } from '../api/ask.js';
import { loadSeries } from './load-series.js';

const question = {
  series: [{ device: 'sensor:a', metric: 'temperatureC' }],
  span: { fromMs: 0, toMs: 60_000 },
  maxPoints: 60,
};
const answer = (body: string, status: number): void =>
  void jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(body, { status }));

describe('the history of a series', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('is empty where the server knows no such series', async () => {
    answer('{"error":"no such series","code":"series.unknown"}', 404);
    const { buffers } = await loadSeries(question);
    expect([...buffers.values()].map(({ length }) => length)).toEqual([0]);
  });

  it('is not empty but unknown where something else has no such address', async () => {
    answer('<h1>Not found</h1>', 404);
    await expect(loadSeries(question)).rejects.toBeInstanceOf(Refused);
  });
});
