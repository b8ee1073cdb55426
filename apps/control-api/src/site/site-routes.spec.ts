import { usualDisplay } from '@kilowatch/contracts';
import { version } from '@kilowatch/service-kit';
import { describe, expect, it } from '@jest/globals';
import { startApi } from '../suite/start-api.js';

describe('/api/v1/site', () => {
  it('says what the dashboard must know', async () => {
    const { get, broker } = await startApi({ env: { BATTERY_RATED_KW: '10.1', TIME_ZONE: 'Europe/Berlin' } });
    expect((await get('/api/v1/site')).body).toEqual({
      version,
      auth: 'loopback',
      ratedPowerW: 10_100,
      timeZone: 'Europe/Berlin',
      display: usualDisplay,
      connect: {
        mqtt: {
          ...{ host: '127.0.0.1', port: broker.port, account: 'none' },
          ...{ isLocal: true, openedBy: 'MQTT_HOST' },
        },
      },
    });
  });

  it('says what this site shows in its own way', async () => {
    const { get } = await startApi({ env: { DISPLAY_SETTINGS: '{"gasDangerPpm":{"CO":100}}' } });
    expect((await get('/api/v1/site')).body).toMatchObject({
      display: { gasDangerPpm: { ...usualDisplay.gasDangerPpm, CO: 100 } },
    });
  });

  it('admits that everybody may do everything, and that no rating is known', async () => {
    const { get } = await startApi({ env: { AUTH: 'open', BATTERY_RATED_KW: '' } });
    expect((await get('/api/v1/site')).body).toMatchObject({ auth: 'open', ratedPowerW: null });
  });
});
