import { describe, expect, it } from '@jest/globals';
import { quarantineAdded, telemetry } from '@kilowatch/contracts';
import { anOriginalMessage, aReading, aTelemetryBatch, eventually, testTimeMs } from '@kilowatch/testing';
import { HistorianWorld } from './suite/historian-world.js';

const behindForeignBroker = { MQTT_BROKER_HOST: '127.0.0.1' };

describe('telemetry', () => {
  it('becomes the latest reading and a part of the range', async () => {
    const historian = await HistorianWorld.start();
    const readings = [aReading(), aReading({ atMs: testTimeMs + 1_000, value: 43 })];
    await historian.send(readings);
    await eventually(async () => expect(await historian.latest()).toEqual([readings[1]]));
    const { points } = await historian.range();
    expect(points.map(({ value }) => value)).toEqual([42, 43]);
    const { windows } = await historian.range({ stepMs: 60_000 });
    expect(windows).toEqual([
      { metric: 'socPct', atMs: testTimeMs, count: 2, min: 42, max: 43, mean: 42.5, last: 43 },
    ]);
  });

  it('that is delivered twice is stored once, original messages too', async () => {
    const historian = await HistorianWorld.start();
    const batch = aTelemetryBatch({ messages: [anOriginalMessage()] });
    const publish = () => historian.world.client.publish(telemetry, { source: 'test' }, batch);
    await publish();
    await publish();
    await historian.send([aReading({ metric: 'voltageV' })], {
      batch: '019b7000-ffff-7000-8000-000000000000',
    });
    await eventually(async () => expect(await historian.latest()).toHaveLength(2));
    expect((await historian.range()).points).toHaveLength(1);
    const query = { device: 'battery:b1', fromMs: 0, toMs: testTimeMs + 1, limit: 10 };
    await eventually(async () =>
      expect((await historian.store.messages(query)).messages).toEqual([anOriginalMessage()]),
    );
  });

  it.each([
    ['not JSON', 'x=1'],
    ['empty', ''],
    ['of another shape', '{"batch":1}'],
    [
      'a value that is no number',
      JSON.stringify(aTelemetryBatch({ readings: [aReading({ value: '5' as never })] })),
    ],
    ['not UTF-8', Buffer.from([0xff, 0xfe, 0x00])],
  ])('that is %s goes to quarantine, and the next good one is stored', async (_case, payload) => {
    const historian = await HistorianWorld.start();
    const refusals = await historian.world.mqtt.hear(quarantineAdded);
    await historian.world.mqtt.publish('kw/v1/telemetry/test', payload, { qos: 1 });
    await historian.send([aReading({ value: 7 })]);
    await eventually(async () => expect(await historian.latest()).toMatchObject([{ value: 7 }]));
    await eventually(() => expect(refusals).toHaveLength(1));
    expect(refusals[0]?.body).toMatchObject({
      ...{ service: 'historian', code: 'message.malformed', origin: 'mqtt:kw/v1/telemetry/test' },
    });
  });

  it('with an impossible time loses that reading only, and the reason is kept', async () => {
    const historian = await HistorianWorld.start();
    const refusals = await historian.world.mqtt.hear(quarantineAdded);
    const past = aReading({ metric: 'past', atMs: 0 });
    const future = aReading({ metric: 'future', atMs: testTimeMs + 600_001 });
    const edge = aReading({ metric: 'edge', atMs: testTimeMs + 600_000 });
    await historian.send([past, future, edge]);
    await eventually(async () => expect(await historian.latest()).toEqual([edge]));
    await eventually(() => expect(refusals).toHaveLength(1));
    expect(refusals[0]?.body.reason).toMatch(/battery:b1 past, 1970-.*between 2000-01-01.* 1 more/);
    const again = telemetry.schema.parse(JSON.parse(refusals[0]?.body.payload?.data ?? ''));
    expect(again.readings).toEqual([past, future]);
  });

  it('that the store cannot take is shown at once, and stored as soon as it can', async () => {
    const historian = await HistorianWorld.start();
    const append = historian.store.append.bind(historian.store);
    let failures = 2;
    historian.store.append = async (batches) => {
      if (failures-- > 0) throw new Error('the disk is full');
      return append(batches);
    };
    await historian.send([aReading()]);
    await eventually(async () => expect(await historian.latest()).toHaveLength(1));
    await eventually(async () => expect(await historian.store.latest({})).toHaveLength(1));
    expect(failures).toBe(-1);
  });

  it('sent by a clock an hour ahead waits, unrefused, until the clocks agree', async () => {
    let offMs = -3_600_000;
    const historian = await HistorianWorld.start({ now: () => testTimeMs + offMs, env: behindForeignBroker });
    const refusals = await historian.world.mqtt.hear(quarantineAdded);
    await historian.send([aReading({ value: 7 })], { sentAtMs: testTimeMs });
    const problem = async (): Promise<string> =>
      (await fetch(`${historian.world.services.healthUrl}/health/ready`)).text();
    await eventually(async () =>
      expect(await problem()).toMatch(/3600 s behind that of test, .*set the clocks/),
    );
    offMs = 0;
    await eventually(async () => expect(await historian.latest()).toMatchObject([{ value: 7 }]));
    expect(refusals).toEqual([]);
  });

  it.each([
    ['no longer than it may', { MQTT_BROKER_HOST: '127.0.0.1', HISTORY_CLOCK_WAIT_S: '1' }],
    ['not at all behind the embedded broker: there is but one clock', {}],
  ])('sent by a clock an hour ahead waits %s', async (_, env) => {
    const historian = await HistorianWorld.start({ env });
    await historian.send([aReading({ value: 7 })], { sentAtMs: testTimeMs + 3_600_000 });
    await eventually(async () => expect(await historian.latest()).toMatchObject([{ value: 7 }]));
  });

  it('sent by a clock that was an hour ahead for a moment does not wait longer for what is right and comes between', async () => {
    const historian = await HistorianWorld.start({
      env: { ...behindForeignBroker, HISTORY_CLOCK_WAIT_S: '1' },
    });
    const ahead = { sentAtMs: testTimeMs + 3_600_000 };
    await historian.send([aReading({ metric: 'before' })], ahead);
    await historian.send([aReading({ metric: 'between' })]);
    await historian.send([aReading({ metric: 'after' })], ahead);
    await eventually(async () => expect(await historian.latest()).toHaveLength(3));
  });

  it('that claims to be from years ahead is not waited for', async () => {
    const historian = await HistorianWorld.start({ env: behindForeignBroker });
    await historian.send([aReading({ value: 8 })], { sentAtMs: testTimeMs + 1e12 });
    await eventually(async () => expect(await historian.latest()).toMatchObject([{ value: 8 }]));
  });
});
