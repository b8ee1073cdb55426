import { describe, expect, it } from '@jest/globals';
import { healthDetails, quarantineAdded, telemetry } from '@kilowatch/contracts';
import { anOriginalMessage, aReading, eventually, testTimeMs } from '@kilowatch/testing';
import { HistorianWorld } from './suite/historian-world.js';

const flowOf = async ({ world }: HistorianWorld) => {
  const answer = await fetch(`${world.services.healthUrl}/health/details`);
  return healthDetails.parse(await answer.json()).services[0]?.flow;
};
const readingsIn = (text = '') => telemetry.schema.parse(JSON.parse(text)).readings;

describe('readings that are not taken', () => {
  it('by the store go to quarantine as a batch that can be played again; the others are stored', async () => {
    const historian = await HistorianWorld.start();
    const refusals = await historian.world.mqtt.hear(quarantineAdded);
    const append = historian.store.append.bind(historian.store);
    historian.store.append = async (batches) => {
      const good = batches.map((batch) => ({
        ...batch,
        readings: batch.readings.filter(({ value }) => value !== 13),
      }));
      const outcomes = await append(good);
      return outcomes.map((outcome, i) => {
        const bad = batches[i]!.readings.filter(({ value }) => value === 13);
        return { ...outcome, refused: bad.map((reading) => ({ reading, reason: 'thirteen is no value' })) };
      });
    };
    const readings = Array.from({ length: 1_000 }, (_, i) =>
      aReading({ atMs: testTimeMs + i, value: i === 500 ? 13 : 0 }),
    );
    await historian.send(readings);
    await eventually(() => expect(refusals).toHaveLength(1));
    expect(refusals[0]?.body).toMatchObject({
      ...{ service: 'historian', code: 'history.refused', reason: 'thirteen is no value' },
      origin: 'mqtt:kw/v1/telemetry/test',
    });
    expect(readingsIn(refusals[0]?.body.payload?.data)).toEqual([readings[500]]);
    await eventually(async () =>
      expect(await flowOf(historian)).toEqual({
        ...{ received: 1, readings: 1_000, journalled: 1_000, stored: 999 },
        ...{ duplicate: 0, quarantined: 1, waiting: 0, deleted: 0, dropped: 0 },
      }),
    );
  });

  it('do not hold up the others when an original of theirs is too large for the quarantine', async () => {
    const historian = await HistorianWorld.start();
    const refusals = await historian.world.mqtt.hear(quarantineAdded);
    const append = historian.store.append.bind(historian.store);
    historian.store.append = async (batches) => {
      const outcomes = await append(batches.map((batch) => ({ ...batch, messages: [] })));
      return outcomes.map((outcome, i) => ({
        ...outcome,
        refused: batches[i]!.messages.map((message) => ({ message, reason: 'too old' })),
      }));
    };
    await historian.send([aReading()], { messages: [anOriginalMessage({ body: 'x'.repeat(140_000) })] });
    await eventually(() => expect(refusals).toHaveLength(1));
    expect(refusals[0]?.body).toMatchObject({ code: 'history.refused', reason: 'too old' });
    expect(refusals[0]?.body.payload).toBeUndefined();
    await eventually(async () => expect(await flowOf(historian)).toMatchObject({ stored: 1, waiting: 0 }));
  });

  it('for their time go there in pieces that are kept whole, and everything is accounted for', async () => {
    const historian = await HistorianWorld.start();
    const refusals = await historian.world.mqtt.hear(quarantineAdded);
    const impossible = Array.from({ length: 1_000 }, (_, i) => aReading({ atMs: i, value: i }));
    await historian.send([...impossible, aReading()]);
    await historian.send([aReading()]); // known already
    await historian.world.mqtt.publish('kw/v1/telemetry/test', 'no JSON', { qos: 1 });
    await eventually(async () =>
      expect(await flowOf(historian)).toEqual({
        ...{ received: 3, readings: 1_003, journalled: 2, stored: 1 },
        ...{ duplicate: 1, quarantined: 1_001, waiting: 0, deleted: 0, dropped: 0 },
      }),
    );
    const kept = refusals.filter(({ body }) => body.bytes > 100);
    expect(kept.length).toBeGreaterThan(1);
    expect(kept.flatMap(({ body }) => readingsIn(body.payload?.data))).toEqual(impossible);
  });
});
