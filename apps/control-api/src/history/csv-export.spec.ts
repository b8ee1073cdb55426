import { get as httpGet, type IncomingMessage } from 'node:http';
import { Fault, historyRange } from '@kilowatch/contracts';
import { answering, aReading, eventually, standIn, testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { type Api, type ApiOptions, startApi } from '../suite/start-api.js';

const path = (query: Record<string, string>) =>
  `/api/v1/history?${new URLSearchParams({ devices: 'battery:b1', metrics: 'socPct', format: 'csv', ...query }).toString()}`;

const startWith = async (count: number, options?: ApiOptions): Promise<Api> => {
  const api = await startApi(options);
  const readings = Array.from({ length: count }, (_, i) =>
    aReading({ atMs: testTimeMs - (count - i) * 1_000, value: i + 1 }),
  );
  await api.store.append([{ readings, messages: [] }]);
  return api;
};
/** The API before a historian whose points never end. */
const startEndless = async (env: Record<string, string> = {}) => {
  let pages = 0;
  const points = Array.from({ length: 4_000 }, (_, i) => ({
    metric: 'socPct',
    atMs: testTimeMs + i,
    value: i,
  }));
  const endless = answering(historyRange, () => ({ points, windows: [], next: String(++pages) }));
  const api = await startApi({ env, isHistorianAway: true, beside: [standIn('historian', endless)] });
  return { ...api, pages: () => pages };
};
const rowsOf = (text: string): string[] => text.trimEnd().split('\r\n');

describe('CSV of a history', () => {
  it('has raw points with quality, device by device, names quoted where they must be', async () => {
    const api = await startWith(2);
    const odd = { device: 'gas:a,"b"', metric: 'socPct', index: '3', quality: 'suspect' as const };
    await api.store.append([
      { readings: [aReading({ ...odd, atMs: testTimeMs - 500, value: -1e-7 })], messages: [] },
    ]);
    const answer = await api.get(path({ step: 'raw' }));
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="history\.csv"$/);
    expect(answer.text).toBe(
      'time,device,metric,index,value,quality\r\n' +
        '2025-12-31T23:59:58.000Z,battery:b1,socPct,,1,\r\n' +
        '2025-12-31T23:59:59.000Z,battery:b1,socPct,,2,\r\n',
    );
    const { readings } = { readings: await api.store.latest({ devices: [odd.device] }) };
    expect(readings).toHaveLength(1);
  });

  it('has windows, and is also given for Accept: text/csv', async () => {
    const api = await startWith(4);
    const init = { headers: { accept: 'text/csv, */*;q=0.1' } };
    const { text } = await api.send(
      path({ step: '2s', aggregate: 'count,mean' }).replace('format=csv&', ''),
      init,
    );
    expect(rowsOf(text)).toEqual([
      'time,device,metric,index,count,mean',
      '2025-12-31T23:59:56.000Z,battery:b1,socPct,,2,1.5',
      '2025-12-31T23:59:58.000Z,battery:b1,socPct,,2,3.5',
    ]);
  });

  it('has no limit: page by page, whatever the step is, past years of silence', async () => {
    const api = await startWith(2_500);
    api.historian.page = 100;
    await api.store.append([
      { readings: [aReading({ atMs: Date.UTC(2005, 0, 1), value: 7 })], messages: [] },
    ]);
    const query = { from: '2000-01-01T00:00:00Z' };
    expect(rowsOf((await api.get(path({ ...query, step: 'raw' }))).text)).toHaveLength(2_502);
    const windows = rowsOf((await api.get(path({ ...query, step: '1s', aggregate: 'last' }))).text);
    expect(windows).toHaveLength(2_502);
    expect(windows[1]).toBe('2005-01-01T00:00:00.000Z,battery:b1,socPct,,7');
    expect(api.asked.series.length).toBeLessThan(10);
  });

  it('is only made as fast as it is read, and not at all for who has gone', async () => {
    const api = await startEndless();
    const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
    httpGet(api.url + path({ step: 'raw' }), resolve).on('error', () => undefined);
    const response = await promise;
    response.on('error', () => undefined).pause();
    const stalled = await untilStill(api.pages);
    expect(stalled).toBeLessThan(200); // what fits into the buffers of two sockets
    response.destroy();
    expect((await untilStill(api.pages)) - stalled).toBeLessThan(5);
  });

  it('goes on when the historian is back', async () => {
    let pages = 0;
    const points = [{ metric: 'socPct', atMs: testTimeMs, value: 1 }];
    const stumbling = answering(historyRange, () => {
      pages += 1;
      if (pages === 2) throw new Fault('history.unavailable', 'The store is away');
      return { points, windows: [], ...(pages < 3 && { next: 'more' }) };
    });
    const api = await startApi({ isHistorianAway: true, beside: [standIn('historian', stumbling)] });
    expect(rowsOf((await api.get(path({ step: 'raw' }))).text)).toHaveLength(3);
  });

  it('breaks off where it cannot be whole', async () => {
    const api = await startWith(5_000);
    api.historian.page = 1_000;
    const breakAfter = async (fail: () => void) => {
      const response = await fetch(api.url + path({ from: '-1d', step: 'raw' }));
      fail();
      return response.text();
    };
    await expect(breakAfter(() => (api.historian.partial = 'The store is away'))).rejects.toThrow();
  });

  it('is sent so many times at a time', async () => {
    const api = await startEndless({ HISTORY_EXPORTS: '1' });
    const first = await fetch(api.url + path({ step: 'raw' }));
    expect(await api.get(path({ step: 'raw' }))).toMatchObject({
      status: 429,
      body: { code: 'history.busy', error: expect.stringMatching(/HISTORY_EXPORTS/) },
    });
    await first.body!.cancel();
    await eventually(async () => {
      const next = await fetch(api.url + path({ step: 'raw' }));
      await next.body!.cancel();
      expect(next.status).toBe(200);
    });
  });

  it('HEAD asks for nothing', async () => {
    const api = await startWith(1);
    const { status, text } = await api.send(path({}), { method: 'HEAD' });
    expect([status, text, api.asked.series]).toEqual([200, '', []]);
  });
});

/** The count when it has stopped rising: the same at so many looks in a row, a while between them. */
async function untilStill(count: () => number): Promise<number> {
  let [before, still] = [-1, 0];
  await eventually(() => {
    still = count() === before ? still + 1 : 0;
    before = count();
    expect(still).toBeGreaterThan(20);
  });
  return before;
}
