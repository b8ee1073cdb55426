import { deviceRegistered, predecessorGreetings, type SensorRow } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { GatewayWorld } from '../suite/gateway-world.js';
import { aGasMessage, anOriginal, aSensorMessage } from '../suite/originals.js';
import { anEntry, aReading } from '../suite/readings.js';
import { Answers, stubControlApi } from '../suite/stub-control-api.js';

const posted = {
  device_id: 'ESP32_01',
  voltage: 3.7,
  current_ma: 150.5,
  note: { deep: ['😀', null] },
};

describe.each(['websocket', 'polling'])("a predecessor's page over %s", (transport) => {
  it('is greeted as by each predecessor, and then hears what is posted, as posted', async () => {
    const world = await GatewayWorld.start();
    const page = await world.page({ transports: [transport] });
    expect(page.bodies('response')).toEqual([predecessorGreetings.response]);
    expect(page.bodies('status')).toEqual([predecessorGreetings.status]);
    expect(page.bodies('connection_status')).toEqual([predecessorGreetings.connection_status]);
    await world.originals(anOriginal({ said: posted }));
    expect(await page.first('new_data')).toEqual(posted);
  });
});

describe("the predecessors' pages", () => {
  it('hear nothing of ours, and ours nothing of theirs', async () => {
    const world = await GatewayWorld.start();
    const page = await world.page();
    const client = await world.connect();
    await world.telemetry(aReading());
    await world.originals(anOriginal({ said: posted }));
    await world.telemetry(aReading({ atMs: 2_000 }));
    await page.first('new_data');
    await client.until(() => client.bodies('delta').length === 2);
    expect(page.heard.map(({ event }) => event)).toEqual([
      'connect',
      'response',
      'status',
      'connection_status',
      'new_data',
    ]);
    expect(client.heard.map(({ event }) => event)).toEqual([
      'connect',
      'snapshot',
      'beat',
      'device',
      'delta',
      'delta',
    ]);
  });

  it('hear every reading of a sensor, the same one twice when it was said twice', async () => {
    const world = await GatewayWorld.start();
    const page = await world.page();
    const one = aSensorMessage(21);
    await world.originals(one, { ...one, arrival: one.arrival + 1 }, aSensorMessage(22));
    await page.first<SensorRow>('sensor_update', ({ value }) => value === 22);
    expect(page.bodies<SensorRow>('sensor_update').map(({ value }) => value)).toEqual([21, 21, 22]);
    expect(page.bodies<SensorRow>('sensor_update')[0]).toMatchObject({
      ...{ sensor_id: 'temp_01', sensor_type: 'temperature', unit: '°C', location: null, metadata: {} },
      timestamp: expect.stringMatching(/^2025-01-21T09:00:00\.\d{3}\+00:00$/),
    });
  });

  it('hear of sensors on topics of the IoT predecessor only, wherever these are', async () => {
    const world = await GatewayWorld.start({ MQTT_TOPICS: 'home/+/temperature,home/+/humidity' });
    const page = await world.page();
    await world.originals(
      aSensorMessage(1),
      aSensorMessage(2, { source: 'mqtt:zigbee2mqtt/temp_01' }),
      aSensorMessage(3, { source: 'mqtt:home/temp_01/humidity' }),
    );
    const { value, sensor_type } = await page.first<SensorRow>('sensor_update');
    expect([value, sensor_type]).toEqual([3, 'humidity']);
  });

  it('get the newest message of the gas meters when it comes, when they come, and again and again', async () => {
    const world = await GatewayWorld.start({ PAGES_GAS_HEARTBEAT_MS: '20' });
    const page = await world.page();
    await world.originals(aGasMessage(90), aGasMessage(89, 'gas:handheld 2'));
    await page.until(() => page.bodies('update_data').length >= 4);
    const said = page.bodies<{ pct: number; device_id: string }>('update_data');
    expect(said.map(({ pct }) => pct).slice(0, 4)).toEqual([90, 89, 89, 89]);
    expect(said[1]).toMatchObject({ device_id: 'handheld 2' });
    expect(await (await world.page()).first('update_data')).toMatchObject({ pct: 89 });
  });

  it('get the newest stored message of the gas meters after a restart', async () => {
    const world = await GatewayWorld.start();
    const entity = { pct: 84, device_id: 'h', system_time: 1, system_datetime: 'then', sensors: [] };
    await world.runBeside(stubControlApi(new Answers({ 'gas-latest': entity })));
    expect(await (await world.page()).first('update_data')).toEqual(entity);
  });

  it('hear demo devices until a real one of the kind speaks, then never again', async () => {
    const world = await GatewayWorld.start();
    const page = await world.page();
    const demo = 'cell:demo';
    const entry = anEntry({ device: demo, kind: 'cell', isDemo: true });
    const say = (voltage: number, device = demo) => anOriginal({ device, said: { voltage } });
    await world.originals(say(1)); // it may have retired before we started
    await world.publish(deviceRegistered, { device: demo }, entry);
    await world.originals(say(2), say(3, 'cell:ESP32_01'), say(4));
    await world.originals(aGasMessage(1));
    await page.first('update_data');
    expect(page.bodies('new_data')).toEqual([{ voltage: 2 }, { voltage: 3 }]);
  });

  it('hear nothing of demo devices whose kind has had a real one before the start', async () => {
    const world = await GatewayWorld.start();
    const page = await world.page();
    const entry = { kind: 'gas', isDemo: true } as const;
    await world.publish(
      deviceRegistered,
      { device: 'gas:demo_1' },
      anEntry({ ...entry, device: 'gas:demo_1' }),
    );
    await world.publish(
      deviceRegistered,
      { device: 'gas:demo_2' },
      anEntry({ ...entry, device: 'gas:demo_2', isRetired: true }),
    );
    await world.originals(aGasMessage(1, 'gas:demo_1'), aGasMessage(2, 'gas:demo_2'));
    await world.originals(anOriginal({ said: posted }));
    await page.first('new_data');
    expect(page.bodies('update_data')).toEqual([]);
  });

  it('hear nothing of what is imported, and of what a cell says in other words', async () => {
    const world = await GatewayWorld.start();
    const page = await world.page();
    await world.originals(
      anOriginal({ source: 'import:twin.db', said: posted }),
      anOriginal({ source: 'mqtt:influx/x', body: 'cell,device=cell:ESP32_01 voltage=3.7' }),
      anOriginal({ body: '[1]' }),
      anOriginal({ said: { voltage: 3.9 } }),
    );
    expect(await page.first('new_data')).toEqual({ voltage: 3.9 });
  });

  it('go on when something cannot be said, as it is nested deeper than the stack', async () => {
    const world = await GatewayWorld.start();
    const page = await world.page();
    const deep = `{"a":${'['.repeat(60_000)}${']'.repeat(60_000)}}`;
    await world.originals(anOriginal({ body: deep }), anOriginal({ said: posted }));
    expect(await page.first('new_data')).toEqual(posted);
    expect(world.inside.counters.unsendable).toBe(1);
  });
});
