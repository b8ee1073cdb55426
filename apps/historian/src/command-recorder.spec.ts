import { describe, expect, it } from '@jest/globals';
import { legacyBattery, quarantineAdded } from '@kilowatch/contracts';
import { eventually, testTimeMs } from '@kilowatch/testing';
import { HistorianWorld } from './suite/historian-world.js';

const timestamp = new Date(testTimeMs).toISOString();

describe('a command seen on the battery topics', () => {
  it.each([
    [{ charge: 10 }, 10],
    [{ charge: 10, unit: 'kW' }, 10],
    [{ charge: 2_500, unit: 'W' }, 2.5],
    [{ charge: 0.07, unit: 'MW' }, 70],
    [{ charge: 0, unit: 'kW', note: 'extra keys are allowed' }, 0],
  ])('%j is recorded as %d kW', async (body, value) => {
    const historian = await HistorianWorld.start();
    await historian.command({ ...body, timestamp });
    await eventually(async () =>
      expect(await historian.latest()).toMatchObject([
        { device: legacyBattery, metric: 'charge', value, atMs: testTimeMs },
      ]),
    );
  });

  it('is recorded from topics that were moved, at the time of receipt where it says none', async () => {
    const env = { MQTT_TOPIC_CHARGE: 'site/c', MQTT_TOPIC_DISCHARGE: 'site/d' };
    const historian = await HistorianWorld.start({ env, now: () => testTimeMs + 7 });
    await historian.command({ discharge: 3 }, { topic: 'site/d' });
    await eventually(async () =>
      expect(await historian.latest()).toMatchObject([
        { metric: 'discharge', value: 3, atMs: testTimeMs + 7 },
      ]),
    );
  });

  it('is kept beside another of the same millisecond, the later one is the latest', async () => {
    const historian = await HistorianWorld.start();
    for (const charge of [10, 0, 10, 10]) await historian.command({ charge, timestamp });
    await historian.command({ discharge: 1, timestamp }, { topic: 'battery/discharge' });
    await eventually(async () => expect(await historian.charges()).toEqual([10, 0, 10]));
    await eventually(async () => expect(await historian.latest()).toHaveLength(2));
    expect(await historian.latest({ metrics: ['charge'] })).toMatchObject([{ value: 10 }]);
  });

  it('is ignored when it was retained, and the reason goes to quarantine', async () => {
    const historian = await HistorianWorld.start();
    const { broker, mqtt } = historian.world;
    await historian.command({ charge: 99, timestamp }, { retain: true }); // live: somebody commanded just now
    await eventually(async () => expect(await historian.charges()).toEqual([99]));

    await historian.world.services.close(); // two at once would take the session from each other
    const refusals = await mqtt.hear(quarantineAdded);
    const later = await HistorianWorld.start({ broker });
    await eventually(() =>
      expect(refusals.map(({ body }) => body.code)).toEqual(['message.retained-command']),
    );
    expect(refusals[0]?.body.reason).toMatch(/without the retain flag/);
    expect(await later.store.latest({})).toEqual([]);
  });

  it.each([
    ['1999', { charge: 1, timestamp: '1999-12-31T23:59:59Z' }, /between 2000/],
    ['the future', { charge: 1, timestamp: '2026-01-01T00:10:00.001Z' }, /between 2000/],
    ['no time at all', { charge: 1, timestamp: 'yesterday' }, /timestamp/],
    ['a negative power', { charge: -1, timestamp }, /charge/],
    ['an unknown unit', { charge: 1, unit: 'PS', timestamp }, /unit/],
    ['a power beyond all numbers', { charge: 1e308, unit: 'MW', timestamp }, /charge/],
  ])('of %s is refused with the reason, and the next good one is recorded', async (_case, body, reason) => {
    const historian = await HistorianWorld.start();
    const refusals = await historian.world.mqtt.hear(quarantineAdded);
    await historian.command(body);
    await historian.command({ charge: 5, timestamp });
    await eventually(async () => expect(await historian.charges()).toEqual([5]));
    await eventually(() => expect(refusals).toHaveLength(1));
    expect(refusals[0]?.body).toMatchObject({ service: 'historian', origin: 'mqtt:battery/charge' });
    expect(refusals[0]?.body.reason).toMatch(reason);
  });
});
