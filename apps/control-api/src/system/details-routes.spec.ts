import { type ServiceDetails, serviceDetailsChanged, serviceStatus } from '@kilowatch/contracts';
import { eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { startApi } from '../suite/start-api.js';

const ingest: ServiceDetails = { service: 'ingest', flow: { received: 3, quarantined: 1, dropped: 0 } };

describe('/api/v1/health/details', () => {
  it('has the newest word of each service that works', async () => {
    const api = await startApi();
    const services = async () =>
      ((await api.get('/api/v1/health/details')).body as { services: ServiceDetails[] }).services.filter(
        ({ service }) => service === 'ingest',
      );
    const say = (details: ServiceDetails) =>
      api.client.publish(serviceDetailsChanged, { name: 'ingest' }, details);
    await say(ingest);
    await eventually(async () => expect(await services()).toEqual([ingest]));
    const later = { ...ingest, flow: { received: 4, quarantined: 1, dropped: 0 } };
    await say(later);
    await eventually(async () => expect(await services()).toEqual([later]));
    await api.client.publish(serviceStatus, { name: 'ingest' }, 'offline');
    await eventually(async () => expect(await services()).toEqual([]));
    await api.client.publish(serviceStatus, { name: 'ingest' }, 'online');
    await eventually(async () => expect(await services()).toEqual([later]));
  });
});
