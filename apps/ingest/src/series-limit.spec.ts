import { quarantineReplay } from '@kilowatch/contracts';
import { eventually, testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { afterwards, readingsIn, startIngest } from './suite/ingest-world.js';
import { sensorTopic } from './suite/sensors.js';

describe('new series', () => {
  it('beyond the limit of a minute go to quarantine, and are taken from there later', async () => {
    let nowMs = testTimeMs;
    const env = { INGEST_NEW_SERIES_PER_MINUTE: '100' };
    const { mqtt, client, quarantine, ...world } = await startIngest({ env, now: () => nowMs });
    const say = (id: number, value: number) => mqtt.publish(sensorTopic(`s${id}`), { value });
    await Promise.all(Array.from({ length: 250 }, (_, id) => say(id, 1)));
    await say(0, 2); // a known one is not concerned
    await eventually(() => expect(readingsIn(world)).toHaveLength(101));
    const { counts, refusals } = await quarantine();
    expect(counts).toEqual({ 'series.too-many': 150 });
    expect(refusals[0]?.reason).toMatch(/is new, and 100 series .*INGEST_NEW_SERIES_PER_MINUTE/);
    nowMs += 60_000;
    const replayed = await client.request(quarantineReplay, {}, { code: 'series.too-many' });
    expect(replayed).toEqual({ accepted: 100, refused: 50, notReplayable: 0, remaining: 0 });
    await eventually(() => expect(readingsIn(world)).toHaveLength(201));
    expect((await quarantine()).kept).toBe(50);
    expect(
      readingsIn(world)
        .slice(101)
        .map(({ atMs, receivedAtMs }) => [atMs, receivedAtMs]),
    ).toEqual(Array.from({ length: 100 }, () => [testTimeMs, testTimeMs]));
  });

  it('are new no longer after a restart', async () => {
    const env = { INGEST_NEW_SERIES_PER_MINUTE: '2' };
    const world = await startIngest({ env });
    for (const id of ['a', 'b', 'c']) await world.mqtt.publish(sensorTopic(id), { value: 1 });
    await eventually(async () => expect((await world.quarantine()).kept).toBe(1));
    await world.services.close();
    const { broker, env: folder } = afterwards(world);
    const again = await startIngest({ ...(broker && { broker }), env: { ...folder, ...env } });
    for (const id of ['a', 'b', 'd', 'e']) await again.mqtt.publish(sensorTopic(id), { value: 2 });
    await eventually(() =>
      expect(readingsIn(again).map(({ device }) => device)).toEqual([
        ...['sensor:a', 'sensor:b', 'sensor:d', 'sensor:e'],
      ]),
    );
  });

  it('in all are bounded as well, those of a report together', async () => {
    const { mqtt, quarantine, ...world } = await startIngest({ env: { INGEST_SERIES: '2' } });
    for (const type of ['a', 'b', 'c', 'a']) await mqtt.publish(sensorTopic('s', type), { value: 1 });
    await eventually(() => expect(readingsIn(world).map(({ metric }) => metric)).toEqual(['a', 'b', 'a']));
    expect((await quarantine()).refusals).toMatchObject([{ reason: expect.stringMatching(/INGEST_SERIES/) }]);
  });
});
