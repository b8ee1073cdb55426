import { eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { afterwards, type IngestWorld, messagesIn, readingsIn, startIngest } from './suite/ingest-world.js';

const entryOf = ({ entries }: IngestWorld, device: string) =>
  entries.findLast(({ body }) => body.device === device)?.body;

/** Device, metric, index and value of each reading, in their order. */
const valuesIn = (world: IngestWorld) =>
  readingsIn(world).map(({ device, metric, index, value }) => [device, metric, index, value]);

describe('what smart-home devices say', () => {
  it.each<[topic: string, body: unknown, device: string, values: unknown[][]]>([
    [
      'tele/plug1/SENSOR',
      { Time: '2025-01-01T12:00:00', ENERGY: { Total: 12.345, Power: 230 } },
      'meter:plug1',
      [
        ['energyTotalKwh', undefined, 12.345],
        ['activePowerW', undefined, 230],
      ],
    ],
    [
      'tele/attic/SENSOR',
      { AM2301: { Temperature: 70.7 }, TempUnit: 'F' },
      'sensor:attic',
      [['temperatureC', 'AM2301', 21.5]],
    ],
    [
      'zigbee2mqtt/cellar/gas',
      { gas: false, battery: 98, voltage: 3_100 },
      'sensor:cellar/gas',
      [
        ['gas', undefined, 0],
        ['batteryPct', undefined, 98],
        ['voltageV', undefined, 3.1],
      ],
    ],
    [
      'shellies/shellyplug-s-1A2B3C/relay/0/energy',
      '60000',
      'meter:shellyplug-s-1A2B3C',
      [['energyTotalKwh', undefined, 1]],
    ],
    [
      'shellyplus1pm-a1b2c3/events/rpc',
      { method: 'NotifyStatus', params: { ts: 1735732800.12, 'switch:0': { id: 0, apower: 120.5 } } },
      'meter:shellyplus1pm-a1b2c3',
      [['activePowerW', undefined, 120.5]],
    ],
    ['node1/sensor/battery_voltage/state', '3.71', 'sensor:node1', [['battery_voltage', undefined, 3.71]]],
    [
      'N/c0619ab12345/battery/512/Dc/0/Power',
      { value: -812 },
      'battery:c0619ab12345-512',
      [['activePowerW', undefined, 812]],
    ],
    ['values/kitchen/temperature', '21.5', 'sensor:kitchen', [['temperature', undefined, 21.5]]],
    ['influx/site', 'mem,host=pi used=12i', 'sensor:pi', [['mem_used', undefined, 12]]],
  ])('on %s becomes readings in our units, and stays as it was', async (topic, body, device, values) => {
    const world = await startIngest();
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    await world.mqtt.publish(topic, text);
    const expected = values.map((value) => [device, ...value]);
    await eventually(() => expect(valuesIn(world)).toEqual(expected));
    expect(messagesIn(world)).toMatchObject([{ device, source: `mqtt:${topic}`, body: text }]);
    await eventually(() => expect(entryOf(world, device)).toMatchObject({ device }));
  });

  it('of two devices in one message belongs to each of them', async () => {
    const world = await startIngest();
    await world.mqtt.publish('influx/site', 'a,device=one v=1\nbroken\na,device=two v=2');
    await eventually(() =>
      expect(valuesIn(world)).toEqual([
        ['sensor:one', 'v', undefined, 1],
        ['sensor:two', 'v', undefined, 2],
      ]),
    );
    await eventually(async () => expect((await world.quarantine()).refusals).toHaveLength(1));
    expect((await world.quarantine()).refusals[0]?.reason).toMatch(/line 2/);
  });

  it('as a last will makes them offline, after a restart of ours as well', async () => {
    const before = await startIngest();
    await before.mqtt.publish('tele/plug1/SENSOR', { ENERGY: { Power: 1 } });
    await before.mqtt.publish('node1/sensor/a/state', '1');
    await eventually(() => expect(entryOf(before, 'sensor:node1')).toBeDefined());
    await before.services.close();

    const after = await startIngest(afterwards(before));
    await after.mqtt.publish('tele/plug1/LWT', 'Offline', { retain: true });
    await after.mqtt.publish('node1/status', 'offline', { retain: true });
    for (const device of ['meter:plug1', 'sensor:node1'])
      await eventually(() => expect(entryOf(after, device)).toMatchObject({ connection: 'offline' }));
    expect(entryOf(after, 'sensor:plug1')).toBeUndefined();
  });

  it('and cannot be read is kept with its reason, and holds up nothing', async () => {
    const world = await startIngest();
    for (const topic of [
      'tele/x/SENSOR',
      'zigbee2mqtt/x',
      'x/status/switch:0',
      'values/x',
      'N/x/battery/1/Soc',
    ])
      await world.mqtt.publish(topic, '{"never closed":');
    await world.mqtt.publish('values/kitchen', { temperature: 1 });
    await eventually(() => expect(valuesIn(world)).toHaveLength(1));
    await eventually(async () => expect((await world.quarantine()).refusals).toHaveLength(5));
    for (const { reason } of (await world.quarantine()).refusals) expect(reason).toMatch(/not JSON/);
  });
});
