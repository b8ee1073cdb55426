import { inflateRawSync } from 'node:zlib';
import { predecessorAsked, type PredecessorQuestion } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { recordedAtMs, recordedCharts, recordedReadings, toSixDigits } from '../suite/heat-pump-history.js';
import { type Api, startApi } from '../suite/start-api.js';

const ask = async ({ client }: Api, question: PredecessorQuestion): Promise<unknown> => {
  const { deflated } = await client.request(predecessorAsked, {}, { question });
  return JSON.parse(inflateRawSync(Buffer.from(deflated, 'base64')).toString()) as unknown;
};
const graphs = { of: 'heat-pump-graphs', range: '24h' } as const;

describe('what the sockets of the predecessors ask', () => {
  it('is answered as over HTTP', async () => {
    const api = await startApi({ now: () => recordedAtMs });
    await api.store.append([{ readings: recordedReadings(), messages: [] }]);
    const { runtime, ...charts } = (await ask(api, graphs)) as Record<string, unknown>;
    expect(toSixDigits(charts)).toEqual(toSixDigits(recordedCharts));
    expect(runtime).toMatchObject({ compressor_percent: 69.6 });
  });

  it('is answered once for all who ask within a second', async () => {
    let nowMs = recordedAtMs;
    const api = await startApi({ now: () => nowMs, env: { PAGES_ANSWERS: '2' } });
    await api.store.append([{ readings: recordedReadings(), messages: [] }]);
    const questions = () => api.asked.series.length / 3;
    await Promise.all([ask(api, graphs), ask(api, graphs), ask(api, { ...graphs, range: '1h' })]);
    expect(questions()).toBe(2);
    nowMs += 999;
    await ask(api, graphs);
    expect(questions()).toBe(2);
    nowMs += 1;
    await ask(api, graphs);
    expect(questions()).toBe(3);
    for (const range of ['2h', '3h', '24h']) await ask(api, { ...graphs, range });
    expect(questions()).toBe(6);
  });

  it('is not answered with a failure again', async () => {
    const api = await startApi({ now: () => recordedAtMs });
    await api.store.append([{ readings: recordedReadings(), messages: [] }]);
    api.historian.mostWindows = 0;
    await expect(ask(api, graphs)).rejects.toMatchObject({ code: 'request.too-large' });
    api.historian.mostWindows = undefined;
    expect(await ask(api, graphs)).toHaveProperty('sankey.has_data', true);
  });
});
