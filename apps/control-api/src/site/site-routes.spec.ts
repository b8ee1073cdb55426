import { quarantineList } from '@kilowatch/contracts';
import { answering, aRefusal, standIn, startWorld } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { controlApiService } from '../control-api-service.js';
import { startApi } from '../suite/start-api.js';
import { version } from './version.js';

describe('/api/v1/site', () => {
  it('says what the dashboard must know', async () => {
    const { get } = await startApi({ env: { BATTERY_RATED_KW: '10.1', TIME_ZONE: 'Europe/Berlin' } });
    expect((await get('/api/v1/site')).body).toEqual({
      version,
      auth: 'loopback',
      ratedPowerW: 10_100,
      timeZone: 'Europe/Berlin',
    });
  });

  it('admits that everybody may do everything, and that no rating is known', async () => {
    const { get } = await startApi({ env: { AUTH: 'open', BATTERY_RATED_KW: '' } });
    expect((await get('/api/v1/site')).body).toMatchObject({ auth: 'open', ratedPowerW: null });
  });
});

describe('/api/v1/quarantine', () => {
  const refusals = [aRefusal(), aRefusal({ atMs: 1 })];
  const ingest = standIn(
    'ingest',
    answering(quarantineList, ({ limit }) => ({ total: 7, refusals: refusals.slice(0, limit) })),
  );

  it('lists what ingest keeps', async () => {
    const { url } = await startWorld([controlApiService, ingest]);
    const list = async (query: string) => (await fetch(`${url}/api/v1/quarantine${query}`)).json();
    expect(await list('')).toEqual({ total: 7, refusals });
    expect(await list('?limit=1')).toEqual({ total: 7, refusals: refusals.slice(0, 1) });
    expect(await list('?limit=many')).toMatchObject({ code: 'request.invalid' });
  });
});
