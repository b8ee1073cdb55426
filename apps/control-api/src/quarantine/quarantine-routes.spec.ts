import {
  Fault,
  quarantineDelete,
  quarantineGet,
  quarantineList,
  quarantineReplay,
  type RefusalChoice,
} from '@kilowatch/contracts';
import { answering, aRefusal, standIn } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { startApi } from '../suite/start-api.js';

const kept = { ...aRefusal(), number: 7, isReplayable: true };
const payload = { encoding: 'utf8' as const, data: 'x=1' };
const nothing = { accepted: 0, refused: 0, notReplayable: 0, remaining: 0 };

/** The API beside an ingest that keeps one refusal. */
const start = async () => {
  const asked: object[] = [];
  const choices: RefusalChoice[] = [];
  const ingest = standIn(
    'ingest',
    answering(quarantineList, (query) => {
      asked.push(query);
      const counts = { counts: { 'message.malformed': 9 }, keptCounts: { 'message.malformed': 1 } };
      return { total: 9, kept: 1, bytes: 3, ...counts, refusals: [kept], next: 7 };
    }),
    answering(quarantineGet, ({ number }) => {
      if (number !== 7) throw new Fault('quarantine.unknown', `No refusal ${number} is kept`);
      return { ...kept, payload };
    }),
    answering(quarantineReplay, (choice) => {
      choices.push(choice);
      return { ...nothing, accepted: 1 };
    }),
    answering(quarantineDelete, (choice) => {
      choices.push(choice);
      return { deleted: 1 };
    }),
  );
  const api = await startApi({ beside: [ingest] });
  const remove = (path: string) => api.send(`/api/v1/quarantine${path}`, { method: 'DELETE' });
  return { ...api, asked, choices, remove };
};

describe('/api/v1/quarantine', () => {
  it('lists what ingest keeps, a page at a time, of one reason if asked', async () => {
    const { get, asked } = await start();
    const { status, body } = await get('/api/v1/quarantine?limit=10&before=8&code=message.malformed');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      total: 9,
      kept: 1,
      counts: { 'message.malformed': 9 },
      keptCounts: { 'message.malformed': 1 },
      refusals: [kept],
      next: 7,
    });
    await get('/api/v1/quarantine');
    expect(asked).toEqual([{ limit: 10, before: 8, code: 'message.malformed' }, { limit: 50 }]);
  });

  it('shows one with what was sent, and says when there is none', async () => {
    const { get } = await start();
    expect((await get('/api/v1/quarantine/7')).body).toEqual({ ...kept, payload });
    expect(await get('/api/v1/quarantine/8')).toMatchObject({
      status: 404,
      body: { code: 'quarantine.unknown' },
    });
    for (const number of ['0', 'x', '1.5', '-1'])
      expect(await get(`/api/v1/quarantine/${number}`)).toMatchObject({
        status: 400,
        body: { code: 'request.invalid' },
      });
  });

  it('replays and deletes what is chosen', async () => {
    const { post, remove, choices } = await start();
    const replayed = await post('/api/v1/quarantine/replay', { numbers: [7] });
    expect(replayed).toMatchObject({ status: 200, body: { ...nothing, accepted: 1 } });
    expect(await remove('/7')).toMatchObject({ status: 200, body: { deleted: 1 } });
    await remove('?code=message.malformed');
    await remove('?all=true');
    expect(choices).toEqual([
      { numbers: [7] },
      { numbers: [7] },
      { code: 'message.malformed' },
      { all: true },
    ]);
  });

  it('does nothing for who does not say what', async () => {
    const { post, remove, choices, get } = await start();
    for (const body of [{}, { all: true, code: 'message.malformed' }, { all: false }, { numbers: [] }])
      expect(await post('/api/v1/quarantine/replay', body)).toMatchObject({ status: 400 });
    for (const query of ['', '?all=yes', '?all=true&code=message.malformed', '?code=nonsense'])
      expect(await remove(query)).toMatchObject({ status: 400 });
    expect(await get('/api/v1/quarantine?limit=many')).toMatchObject({ status: 400 });
    expect(choices).toEqual([]);
  });
});
