import { eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { messagesIn, readingsIn, startIngest } from './suite/ingest-world.js';
import { sensorTopic } from './suite/sensors.js';

const minuteMs = 60_000;

describe('when much comes at once', () => {
  it('takes a thousand devices', async () => {
    const world = await startIngest();
    const ids = Array.from({ length: 1_000 }, (_, n) => `s${n}`);
    await Promise.all(
      ids.flatMap((id) => [
        world.mqtt.publish(sensorTopic(id), { value: 21.5, unit: '°C' }),
        world.mqtt.publish(sensorTopic(id, 'humidity'), { value: 40, unit: '%' }),
      ]),
    );
    await eventually(() => expect(readingsIn(world)).toHaveLength(2_000));
    await eventually(() => expect(new Set(world.entries.map(({ body }) => body.device)).size).toBe(1_000));
    expect(await world.quarantine()).toMatchObject({ total: 0 });
    const last = () => world.entries.findLast(({ body }) => body.device === 'sensor:s999')?.body;
    await eventually(() =>
      expect(last()?.series).toEqual([
        { metric: 'humidity', unit: '%' },
        { metric: 'temperature', unit: '°C' },
      ]),
    );
  });

  it('takes the backlog of a week from one device, and shows what is newest', async () => {
    const world = await startIngest();
    const nowMs = Math.floor(Date.now() / minuteMs) * minuteMs;
    const times = Array.from({ length: 7 * 24 * 12 }, (_, n) => nowMs - n * 5 * minuteMs).reverse();
    await Promise.all(
      times.map((atMs, n) =>
        world.mqtt.publish(sensorTopic('b1'), {
          value: 20 + (n % 10) / 10,
          timestamp: new Date(atMs).toISOString(),
        }),
      ),
    );
    await eventually(() => expect(messagesIn(world)).toHaveLength(times.length));
    expect(readingsIn(world).map(({ atMs }) => atMs)).toEqual(times);
    expect(readingsIn(world).filter(({ quality }) => quality !== undefined)).toEqual([]);
    await eventually(() => expect(world.states.at(-1)?.body.metrics['temperature']?.atMs).toBe(nowMs));
    const entry = world.entries.at(-1)?.body;
    expect(entry).not.toHaveProperty('silentSinceMs');
    expect(entry?.lastSeenAtMs).toBeGreaterThanOrEqual(nowMs);
  });
});
