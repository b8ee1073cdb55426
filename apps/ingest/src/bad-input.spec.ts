import { batteryReported, batteryStatus, quarantineAdded } from '@kilowatch/contracts';
import { aBatteryReport, aRefusal, eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { afterwards, messagesIn, readingsIn, startIngest } from './suite/ingest-world.js';

const reported = (id: string) => batteryReported.topic({ id });
const status = (id: string) => batteryStatus.topic({ id });

describe('bad input', () => {
  const megabyte = Buffer.alloc(1024 * 1024, 0x20);
  const notUtf8 = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
  const big = JSON.stringify({ socPct: 1, padding: 'x'.repeat(300 * 1024) });
  it.each<[string, string, string | Buffer, RegExp]>([
    ['not JSON', reported('b1'), 'socPct=42', /not JSON/],
    ['a wrong shape', reported('b1'), '[1, 2]', /expected object/],
    ['a value out of range', reported('b1'), '{"socPct":420}', /socPct: .*100/],
    ['a text for a number', reported('b1'), '{"voltageV":"400"}', /voltageV: .*number/],
    ['a number beyond all numbers', reported('b1'), '{"voltageV":1e999}', /voltageV: .*number/],
    ['null', reported('b1'), 'null', /expected object/],
    ['nothing that is known', reported('b1'), '{"hello":1}', /at least one of socPct/],
    [
      'an impossible time',
      reported('b1'),
      '{"at":"1970-01-01T00:00:00Z","socPct":1}',
      /before the year 2000/,
    ],
    ['a time ahead', reported('b1'), '{"at":"2199-01-01T00:00:00Z","socPct":1}', /600 s ahead/],
    ['an empty payload', reported('b1'), '', /empty/],
    ['a payload of 1 MB', reported('b1'), megabyte, /1048576 bytes are more/],
    ['a message that no batch can hold', reported('b1'), big, /less than 262144 bytes/],
    ['bytes that are not UTF-8', reported('b1'), notUtf8, /not UTF-8/],
    ['a device without a name', 'batteries//state', '{"socPct":1}', /name of the device/],
    ['a name without an end', `batteries/${'x'.repeat(300)}/state`, '{"socPct":1}', /name of the device/],
    ['an unknown status', status('b1'), 'perhaps', /online.*offline/],
  ])(
    '%s is refused with a reason, counted and shown, and the next good message works',
    async (_, topic, payload, reason) => {
      const { mqtt, quarantine, ...world } = await startIngest();
      await mqtt.publish(topic, payload);
      await mqtt.publish(reported('good'), aBatteryReport());
      await eventually(() => expect(messagesIn(world).map(({ device }) => device)).toEqual(['battery:good']));
      await eventually(async () => expect((await quarantine()).total).toBe(1));
      expect((await quarantine()).refusals).toEqual([
        expect.objectContaining({
          service: 'ingest',
          origin: `mqtt:${topic}`,
          reason: expect.stringMatching(reason),
          bytes: Buffer.byteLength(payload),
        }),
      ]);
      expect(world.services.isReady()).toBe(true);
    },
  );

  it('does not spoil the good messages it arrives with', async () => {
    const { mqtt, quarantine, ...world } = await startIngest();
    const payloads = ['{"socPct":1}', 'x', '{"socPct":2}', '{"hello":1}', '{"socPct":3}'];
    await Promise.all(payloads.map((payload) => mqtt.publish(reported('b1'), payload)));
    await eventually(() => expect(readingsIn(world).map(({ value }) => value)).toEqual([1, 2, 3]));
    await eventually(async () => expect((await quarantine()).total).toBe(2));
  });

  it('of other services is kept as well, over a restart', async () => {
    const world = await startIngest();
    await world.client.publish(quarantineAdded, {}, aRefusal({ service: 'control-api', reason: 'one' }));
    await world.client.publish(quarantineAdded, {}, aRefusal({ service: 'historian', reason: 'two' }));
    await eventually(async () => expect((await world.quarantine()).total).toBe(2));
    await world.services.close();
    const again = await startIngest(afterwards(world));
    expect(await again.quarantine(1)).toEqual({
      total: 2,
      kept: 2,
      bytes: expect.any(Number),
      counts: { 'message.malformed': 2 },
      keptCounts: { 'message.malformed': 2 },
      refusals: [{ ...aRefusal({ service: 'historian', reason: 'two' }), number: 2, isReplayable: false }],
      next: 2,
    });
  });

  it('includes one device more than the registry may hold', async () => {
    const { mqtt, quarantine, ...world } = await startIngest({ env: { INGEST_DEVICES: '1' } });
    for (const id of ['b1', 'b2', 'b1']) await mqtt.publish(reported(id), aBatteryReport());
    await eventually(() =>
      expect(messagesIn(world).map(({ device }) => device)).toEqual(['battery:b1', 'battery:b1']),
    );
    await eventually(async () =>
      expect((await quarantine()).refusals[0]?.reason).toMatch(/battery:b2 is new.*raise INGEST_DEVICES/),
    );
  });
});
