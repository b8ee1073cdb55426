import { eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { messagesIn, readingsIn } from '../suite/ingest-world.js';
import { startBehindProxy, startPosting } from '../suite/posts.js';

const cell = {
  ...{ device_id: 'ESP32_01', voltage: 3.7, current_ma: 150.5, power_mw: 555.85 },
  ...{ temperature: 25.3, acs_current_a: 0.155, wifi_rssi: -45 },
};
const firmware = {
  ...{ device_id: 'ESP32_01', bus_voltage: 3.7, ina_current_mA: 150.5 },
  ...{ temp: 25.3, acs_current_A: 0.155, wifi_rssi: -45 },
};
const handheld = {
  ...{ pct: 90, id: 'handheld 1', ts: 1_673_049_150 },
  sensors: [{ type: 'CH4', val: 200 }, ...[1280, 726, 3856].map((val) => ({ type: 'CO', val }))],
};
const saved = { status: 'success', message: 'Data saved' };

describe('what a device posts', () => {
  it.each([
    ['/sensor_data', cell, 0.55585],
    ['/data', firmware, 0.55685],
  ])(
    'to %s is in the stream when it is answered, in our units, with its original',
    async (path, body, powerW) => {
      const { post, ...world } = await startPosting();
      expect(await post(path, body)).toEqual({ status: 200, body: saved });
      await eventually(() => expect(messagesIn(world)).toHaveLength(1));
      expect(messagesIn(world)).toMatchObject([
        { source: `http:${path}`, device: 'cell:ESP32_01', body: JSON.stringify(body) },
      ]);
      const values = Object.fromEntries(readingsIn(world).map(({ metric, value }) => [metric, value]));
      expect(values).toEqual({
        ...{ voltageV: 3.7, currentA: 0.1505, powerW: expect.closeTo(powerW, 6), temperatureC: 25.3 },
        ...{ acsCurrentA: 0.155, wifiRssiDbm: -45 },
      });
    },
  );

  it('as a gas meter is answered with what it said; sensors for one gas stay apart', async () => {
    const { post, ...world } = await startPosting({ now: () => 1_737_450_000_999 });
    const answer = await post('/receive-json', handheld, { 'Content-Type': 'application/vnd.x+json' });
    expect(answer).toEqual({ status: 200, body: { received: handheld, system_time: 1_737_450_000 } });
    await eventually(() => expect(readingsIn(world)).toHaveLength(5));
    expect(readingsIn(world).map(({ index, value }) => [index, value])).toEqual([
      ...[['CH4/0', 200], ['CO/0', 1280], ['CO/1', 726], ['CO/2', 3856]], // prettier-ignore
      [undefined, 90],
    ]);
    expect(messagesIn(world)).toMatchObject([{ device: 'gas:handheld 1', source: 'http:/receive-json' }]);
  });

  it('may have extra keys, 100 levels, odd characters and two of one key', async () => {
    const { post, ...world } = await startPosting();
    const deep = '['.repeat(100) + ']'.repeat(100);
    const bodies = [
      `{"device_id":"a/+#\\u0000🔋","voltage":"3.7","extra":${deep},"__proto__":{"voltage":1}}`,
      '{"device_id":"x","voltage":1,"voltage":2}',
    ];
    for (const body of bodies) expect(await post('/sensor_data', body)).toMatchObject({ status: 200 });
    await eventually(() => expect(readingsIn(world).map(({ value }) => value)).toEqual([3.7, 2]));
    expect(messagesIn(world).map(({ device }) => device)).toEqual(['cell:a/+#\u0000🔋', 'cell:x']);
  });

  it('a thousand at once is all there', async () => {
    // All of them wait for the first byte to be read on a machine that has other work too.
    const env = { INGEST_NEW_SERIES_PER_MINUTE: '10000', HTTP_REQUEST_TIMEOUT_MS: '60000' };
    const { post, ...world } = await startPosting({ env });
    const ids = Array.from({ length: 1_000 }, (_, i) => `ESP32_${i}`);
    const answers = await Promise.all(ids.map((device_id) => post('/sensor_data', { ...cell, device_id })));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    await eventually(() => expect(messagesIn(world)).toHaveLength(ids.length));
  });

  it('as a backlog of a week has its own times', async () => {
    const nowMs = 1_772_366_400_000;
    const { post, ...world } = await startPosting({ now: () => nowMs });
    const hours = Array.from({ length: 7 * 24 - 1 }, (_, i) => i + 1);
    for (const ago of hours)
      expect(await post('/receive-json', { ...handheld, ts: nowMs / 1_000 - ago * 3_600 })).toMatchObject({
        status: 200,
      });
    await eventually(() => expect(messagesIn(world)).toHaveLength(hours.length));
    const times = readingsIn(world).map(({ atMs }) => (nowMs - atMs) / 3_600_000);
    expect([...new Set(times)]).toEqual(hours);
  });
});

describe('what the broker did not confirm in time', () => {
  it.each([
    ['/sensor_data', cell, 'Failed to save data'],
    ['/data', firmware, 'Failed to save data'],
    ['/receive-json', handheld, 'An unexpected error occurred.'],
  ])('is 500 on %s in the words of the predecessor; the next is taken', async (path, body, error) => {
    const { post, proxy } = await startBehindProxy({ MQTT_PUBLISH_DEADLINE_MS: '1000' });
    expect(await post(path, body)).toMatchObject({ status: 200 });
    proxy.hold();
    expect(await post(path, body)).toEqual({ status: 500, body: { error, code: 'publish.not-confirmed' } });
    proxy.heal();
    await eventually(async () => expect((await post(path, body)).status).toBe(200));
  });
});
