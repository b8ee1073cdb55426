import { beforeEach, describe, expect, it } from '@jest/globals';
import { historySeries, type SeriesQuery } from '@kilowatch/contracts';
import { aReading, eventually, testTimeMs } from '@kilowatch/testing';
import { HistorianWorld } from './suite/historian-world.js';

const hourMs = 3_600_000;
const socPct = { device: 'battery:b1', metric: 'socPct' };
const berlin = 'Europe/Berlin';

describe('a question for series', () => {
  let historian: HistorianWorld;
  const ask = (query: Partial<SeriesQuery>) =>
    historian.world.client.request(
      historySeries,
      {},
      {
        ...{ series: [socPct], fromMs: testTimeMs, toMs: testTimeMs + 60_000 },
        ...{ aggregates: ['mean', 'min', 'max'], ...query },
      },
    );
  beforeEach(async () => {
    historian = await HistorianWorld.start();
  });

  it('is answered in columns, one entry per window that has readings', async () => {
    const values = [1, 3, 8, 2];
    await historian.send(
      values.map((value, i) => aReading({ value, atMs: testTimeMs + [0, 5_000, 20_000, 59_999][i]! })),
    );
    await eventually(async () => expect(await historian.latest()).toHaveLength(1));
    expect(await ask({ stepMs: 10_000 })).toEqual({
      series: [
        {
          ...{ ...socPct, level: 'raw', atMs: [0, 20_000, 50_000].map((ms) => testTimeMs + ms) },
          ...{ mean: [2, 8, 2], min: [1, 8, 2], max: [3, 8, 2] },
        },
      ],
    });
    const all = ['count', 'sum', 'last', 'timeWeightedMean'] as const;
    expect((await ask({ stepMs: 60_000, aggregates: [...all] })).series).toMatchObject([
      {
        count: [4],
        sum: [14],
        last: [2],
        timeWeightedMean: [expect.closeTo((5 + 45 + 319_992 / 1_000) / 60, 2)],
      },
    ]);
  });

  it('knows how long days are where clocks change', async () => {
    const start = Date.parse('2025-10-25T22:00:00Z'); // midnight in Berlin
    await historian.send(
      Array.from({ length: 25 }, (_, hour) => aReading({ atMs: start + hour * hourMs, value: hour })),
    );
    await eventually(async () => expect(await historian.latest()).toMatchObject([{ value: 24 }]));
    const span = { fromMs: start, toMs: start + 25 * hourMs, aggregates: ['count' as const] };
    const hours = await ask({ ...span, calendar: { unit: 'hour', timeZone: berlin } });
    expect(hours.series[0]?.atMs).toHaveLength(25);
    const days = await ask({ ...span, calendar: { unit: 'day', timeZone: berlin } });
    expect(days.series).toMatchObject([{ atMs: [start], count: [25] }]);
  });

  it('cuts the first and the last window at the range', async () => {
    await historian.send([0, 30_000, 61_000].map((ms) => aReading({ atMs: testTimeMs + ms })));
    await eventually(async () => expect(await historian.latest()).toHaveLength(1));
    const { series } = await ask({
      ...{ stepMs: 60_000, aggregates: ['count'] },
      ...{ fromMs: testTimeMs + 1, toMs: testTimeMs + 61_000 },
    });
    expect(series).toMatchObject([{ atMs: [testTimeMs], count: [1] }]);
  });

  it('of an unknown metric has no answer', async () => {
    expect(await ask({ series: [{ ...socPct, metric: `'; DROP TABLE points; --` }], stepMs: 1_000 })).toEqual(
      {
        series: [],
      },
    );
  });

  it.each([
    ['no step', {}, /exactly one of stepMs and calendar/],
    ['two steps', { stepMs: 1, calendar: { unit: 'day', timeZone: berlin } }, /exactly one/],
    ['an end before its beginning', { stepMs: 1, fromMs: 2, toMs: 1 }, /fromMs must be before toMs/],
    ['an empty range', { stepMs: 1, fromMs: 2, toMs: 2 }, /fromMs must be before toMs/],
    ['ten years at a second', { stepMs: 1_000, fromMs: 0, toMs: 3.2e11 }, /320000000 windows, at most 50000/],
    [
      'hours of a thousand years',
      { fromMs: 0, toMs: 3.2e13, calendar: { unit: 'hour', timeZone: berlin } },
      /window/,
    ],
    ['a time zone of nowhere', { calendar: { unit: 'day', timeZone: 'Mars/Olympus' } }, /Mars/],
  ] as const)('with %s is refused', async (_, query, reason) => {
    await expect(ask(query as Partial<SeriesQuery>)).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringMatching(reason),
    });
  });
});

describe('an answer about series', () => {
  it('that does not fit into a message is refused with what would', async () => {
    const historian = await HistorianWorld.start({ env: { HISTORY_SERIES_NUMBERS: '5' } });
    await historian.send([0, 1, 2].map((ms) => aReading({ atMs: testTimeMs + ms })));
    await eventually(async () => expect(await historian.latest()).toHaveLength(1));
    const query = { series: [socPct], fromMs: testTimeMs, toMs: testTimeMs + 3, stepMs: 1 };
    const ask = historian.world.client.request(historySeries, {}, { ...query, aggregates: ['min'] });
    await expect(ask).rejects.toMatchObject({ code: 'request.too-large' });
  });
});

describe('too many questions at a time', () => {
  it('are refused, those before are answered', async () => {
    const env = { HISTORY_QUERIES: '1', HISTORY_QUERIES_WAITING: '1' };
    const historian = await HistorianWorld.start({ env });
    await historian.send([aReading()]);
    await eventually(async () => expect(await historian.store.latest({})).toHaveLength(1));
    const { promise: opened, resolve: open } = Promise.withResolvers<void>();
    const points = historian.store.points.bind(historian.store);
    historian.store.points = async (query) => {
      await opened;
      return points(query);
    };
    const asked = [historian.range(), historian.range(), historian.range()];
    await expect(
      Promise.any(
        asked.map((one) =>
          one.then(
            () => Promise.reject(new Error('answered')),
            (error: unknown) => error,
          ),
        ),
      ),
    ).resolves.toMatchObject({ code: 'history.busy' });
    open();
    const settled = await Promise.allSettled(asked);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect((await historian.range()).points).toHaveLength(1);
  });

  it('that take too long are ended', async () => {
    const historian = await HistorianWorld.start({ env: { HISTORY_QUERY_MS: '20' } });
    historian.store.points = () => new Promise(() => undefined);
    await expect(historian.range()).rejects.toMatchObject({
      code: 'request.deadline',
      message: expect.stringMatching(/longer than 20 ms/),
    });
  });
});
