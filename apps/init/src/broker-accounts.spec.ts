import { describe, expect, it } from '@jest/globals';
import { isMosquittoOnPath } from '@kilowatch/messaging/mosquitto';
import { eventually } from '@kilowatch/testing';
import { BrokerWorld } from './suite/broker-world.js';

const guests = { cellar: 'device', attic: 'device', grafana: 'observer' } as const;
const describeWithMosquitto = isMosquittoOnPath() ? describe : describe.skip;

/** Who may publish where, and who then hears it. The last message of each test is one that is let through. */
describeWithMosquitto('the accounts on a real Mosquitto', () => {
  it('lets nobody in without one, or with a wrong password', async () => {
    const world = await BrokerWorld.start(guests);
    await expect(world.with({})).rejects.toThrow('Not authorized');
    await expect(world.with({ username: 'historian', password: 'guess' })).rejects.toThrow('Not authorized');
    await expect(world.with({ username: 'nobody', password: 'x' })).rejects.toThrow('Not authorized');
    await world.as('historian');
  });

  it.each(['battery/charge', 'battery/discharge'])('only mqtt-publisher commands on %s', async (topic) => {
    const world = await BrokerWorld.start(guests);
    const device = await (await world.as('cellar')).listen(topic);
    for (const name of [
      'control-api',
      'historian',
      'ingest',
      'simulator',
      'realtime-gateway',
      'attic',
      'grafana',
    ])
      await tryTo(async () => (await world.as(name)).publish(topic, name));
    await (await world.as('mqtt-publisher')).publish(topic, 'mqtt-publisher');
    await eventually(() => expect(device.length).toBeGreaterThan(0));
    expect(device.map(({ text }) => text)).toEqual(['mqtt-publisher']);
  });

  it('a device speaks for itself only', async () => {
    const world = await BrokerWorld.start(guests);
    const heard = await (await world.as('grafana')).listen('batteries/#');
    await tryTo(async () => (await world.as('attic')).publish('batteries/cellar/state', 'attic'));
    await tryTo(async () => (await world.as('cellar')).publish('batteries/cellar/cmd', 'cellar'));
    await tryTo(async () => (await world.as('cellar')).publish('kw/v1/telemetry/ingest', 'cellar'));
    await (await world.as('cellar')).publish('batteries/cellar/state', 'cellar');
    await eventually(() => expect(heard.length).toBeGreaterThan(0));
    expect(heard.map(({ topic, text }) => [topic, text])).toEqual([['batteries/cellar/state', 'cellar']]);
  });

  it('a device speaks in words of its own where its name is, and ingest hears it', async () => {
    const world = await BrokerWorld.start(guests);
    const heard = await (await world.as('ingest')).listen('#');
    const own = ['tele/cellar/SENSOR', 'cellar/HP/0007', 'gas/cellar/data', 'N/cellar/system/0/Serial'];
    const foreign = ['tele/attic/SENSOR', 'attic/HP/0007', 'zigbee2mqtt/cellar', 'nibe/x'];
    for (const topic of foreign) await tryTo(async () => (await world.as('cellar')).publish(topic, 'x'));
    for (const topic of own) await (await world.as('cellar')).publish(topic, 'x');
    await eventually(() => expect(heard.map(({ topic }) => topic)).toEqual(own));
  });

  it('a device that falls silent alone is told by ingest that somebody listens', async () => {
    const world = await BrokerWorld.start(guests);
    const device = await (await world.as('cellar')).listen('R/#');
    for (const name of ['attic', 'cellar'])
      await (await world.as('ingest')).publish(`R/${name}/keepalive`, '');
    await eventually(() => expect(device.map(({ topic }) => topic)).toEqual(['R/cellar/keepalive']));
  });

  it('a device hears nothing of the others', async () => {
    const world = await BrokerWorld.start(guests);
    const heard = await (await world.as('attic')).listen('#');
    await (await world.as('cellar')).publish('batteries/cellar/state', '{}');
    await (await world.as('ingest')).publish('kw/v1/telemetry/ingest', '{}');
    await (await world.as('mqtt-publisher')).publish('batteries/attic/cmd', 'go');
    await eventually(() => expect(heard.length).toBeGreaterThan(0));
    expect(heard.map(({ topic }) => topic)).toEqual(['batteries/attic/cmd']);
  });

  it('an observer hears everything but questions and answers, and says nothing', async () => {
    const world = await BrokerWorld.start(guests);
    const observer = await world.as('grafana');
    const heard = await observer.listen('#');
    await tryTo(() => observer.publish('batteries/grafana/state', '{}'));
    await (await world.as('control-api')).publish('kw/v1/history/latest', '{}');
    await (await world.as('control-api')).publish('kw/v1/commands/battery%3Ax/apply', '{}');
    await (await world.as('historian')).publish('kw/v1/inbox/control-api-1', '{}');
    await (await world.as('mqtt-publisher')).publish('kw/v1/commands/battery%3Ax/changed', '{}');
    await eventually(() => expect(heard.length).toBeGreaterThan(0));
    expect(heard.map(({ topic }) => topic)).toEqual(['kw/v1/commands/battery%3Ax/changed']);
  });

  it('an answer reaches the client that asked, and no other', async () => {
    const world = await BrokerWorld.start(guests);
    const asker = await (await world.as('control-api', 'control-api-1')).listen('kw/v1/inbox/+');
    const other = await (await world.as('realtime-gateway', 'realtime-gateway-1')).listen('kw/v1/inbox/+');
    const historian = await world.as('historian');
    await historian.publish('kw/v1/inbox/control-api-1', 'to the asker');
    await historian.publish('kw/v1/inbox/realtime-gateway-1', 'to the other');
    await eventually(() => expect([asker.length, other.length]).toEqual([1, 1]));
    expect(asker[0]?.text).toBe('to the asker');
  });
});

// Mosquitto confirms what it does not pass on, or closes the connection, as its version likes.
const tryTo = (publish: () => Promise<void>): Promise<void> => publish().catch(() => undefined);
