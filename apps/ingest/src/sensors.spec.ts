import { batteryReported, quarantineAdded } from '@kilowatch/contracts';
import { eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { messagesIn, readingsIn, startIngest } from './suite/ingest-world.js';
import { sensorTopic } from './suite/sensors.js';

const noon = Date.parse('2026-01-01T12:00:00Z');

describe('what a sensor says', () => {
  it('becomes a reading beside the original message, a registry entry and a retained state', async () => {
    const world = await startIngest();
    const said = {
      value: '23.5',
      unit: '°C',
      timestamp: '2026-01-01T12:00:00',
      location: 'Room A',
      metadata: { calibrated: true },
      colour: 'green',
    };
    await world.mqtt.publish(sensorTopic('temp_01'), said);
    await eventually(() => expect(world.states).toHaveLength(1));
    const { receivedAtMs } = messagesIn(world)[0]!;
    expect(readingsIn(world)).toEqual([
      {
        ...{ device: 'sensor:temp_01', metric: 'temperature', value: 23.5 },
        ...{ atMs: noon, receivedAtMs, ordinal: 0 },
      },
    ]);
    expect(messagesIn(world)).toMatchObject([
      { source: `mqtt:${sensorTopic('temp_01')}`, device: 'sensor:temp_01', body: JSON.stringify(said) },
    ]);
    expect(world.states[0]?.body.metrics).toEqual({ temperature: { value: 23.5, atMs: noon } });
    await eventually(() =>
      expect(world.entries.map(({ body }) => [body.device, body.kind])).toEqual([
        ['sensor:temp_01', 'sensor'],
      ]),
    );
  });

  it('that changes from 1 to 1.5 to "abc" gives two readings, and the text is in quarantine', async () => {
    const { mqtt, quarantine, ...world } = await startIngest();
    for (const value of [1, 1.5, 'abc', 2 ** 64]) await mqtt.publish(sensorTopic('a'), { value });
    await eventually(() => expect(readingsIn(world).map(({ value }) => value)).toEqual([1, 1.5, 2 ** 64]));
    const { refusals, counts } = await quarantine();
    expect(counts).toEqual({ 'message.malformed': 1 });
    expect(refusals[0]).toMatchObject({ reason: expect.stringMatching(/"abc"/), isReplayable: true });
  });

  it.each([
    ['NaN', '{"value":NaN}', /not JSON/],
    ['a text for it', '{"value":"nan"}', /finite number.*"nan"/],
    ['an infinity', '{"value":-1e999}', /beyond all numbers/],
    ['a text for one', '{"value":"inf"}', /finite number.*"inf"/],
    ['no value', '{"unit":"°C"}', /"value" is missing/],
    ['a list', '{"value":[1]}', /finite number.*\[1\]/],
    ['a time that is none', '{"value":1,"timestamp":"yesterday"}', /ISO 8601.*"yesterday"/],
    ['a time that is a number', '{"value":1,"timestamp":1767268800}', /ISO 8601/],
    ['a device in the far future', '{"value":1,"timestamp":"2099-01-01T00:00:00Z"}', /600 s ahead/],
    ['a device in 1970', '{"value":1,"timestamp":"1970-01-01T00:00:00Z"}', /before the year 2000/],
    ['half a sequence', '{"value":1,"boot":"x"}', /belong together/],
    ['a sequence that is none', '{"value":1,"boot":"x","seq":0,"keptFrom":1}', /seq: /],
  ])('is refused with a reason, and its neighbours are taken: %s', async (_, payload, reason) => {
    const { mqtt, quarantine, ...world } = await startIngest();
    const payloads = ['{"value":1}', payload, '{"value":2}'];
    await Promise.all(payloads.map((each) => mqtt.publish(sensorTopic('a'), each)));
    await eventually(() => expect(readingsIn(world).map(({ value }) => value)).toEqual([1, 2]));
    await eventually(async () =>
      expect((await quarantine()).refusals).toMatchObject([{ reason: expect.stringMatching(reason) }]),
    );
  });

  it('loses nothing of a batch of 1,000 with one bad one in it', async () => {
    const { mqtt, quarantine, ...world } = await startIngest();
    const values = Array.from({ length: 1_000 }, (_, i) => (i === 500 ? 'x' : i));
    await Promise.all(values.map((value) => mqtt.publish(sensorTopic('a'), { value })));
    await eventually(() => expect(readingsIn(world)).toHaveLength(999));
    expect((await quarantine()).kept).toBe(1);
  });

  it('is numbered where it says so, as what a battery says', async () => {
    const world = await startIngest();
    const numbered = { boot: 'x', seq: 7, keptFrom: 5 };
    await world.mqtt.publish(sensorTopic('a'), { value: 1, ...numbered });
    await world.mqtt.publish(batteryReported.topic({ id: 'b' }), { socPct: 50, ...numbered });
    await eventually(() => expect(readingsIn(world)).toHaveLength(2));
    expect(readingsIn(world).map(({ ordinal }) => ordinal)).toEqual([7, 7]);
    const sequences = world.batches.flatMap(({ body }) => body.sequences ?? []);
    expect(new Set(sequences.map(({ device }) => device))).toEqual(new Set(['sensor:a', 'battery:b']));
    expect(sequences).toEqual(sequences.map(({ device }) => ({ device, ...numbered })));
  });
});

describe('a storm of refusals', () => {
  it('is counted in full and kept within its bounds, without the broker', async () => {
    const env = { INGEST_QUARANTINE_ROWS: '100' };
    const { mqtt, quarantine, ...world } = await startIngest({ env });
    const added = await mqtt.listen(quarantineAdded.filter);
    await Promise.all(Array.from({ length: 2_000 }, () => mqtt.publish(sensorTopic('a'), 'x')));
    await mqtt.publish(sensorTopic('a'), { value: 1 });
    await eventually(() => expect(readingsIn(world)).toHaveLength(1));
    expect(await quarantine()).toMatchObject({
      total: 2_000,
      kept: 100,
      counts: { 'message.malformed': 2_000 },
    });
    expect(added).toHaveLength(0);
  });
});
