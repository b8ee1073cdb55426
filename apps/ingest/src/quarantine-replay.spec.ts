import {
  batteryReported,
  batteryStatus,
  chargeCommanded,
  type KeptRefusal,
  quarantineAdded,
  quarantineDelete,
  quarantineGet,
  quarantineReplay,
  type RefusalChoice,
  telemetry,
} from '@kilowatch/contracts';
import { aReading, aRefusal, eventually, RawMqttClient } from '@kilowatch/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type IngestWorld, messagesIn, readingsIn, startIngest } from './suite/ingest-world.js';
import { sensorTopic } from './suite/sensors.js';

let world: IngestWorld;

beforeEach(async () => {
  world = await startIngest();
});

const atMs = Date.parse('2026-01-01T12:00:00.250Z');

/** Puts a refusal into quarantine as another service would; answers what is kept. */
const refused = async (topic: string, data: string, changes = {}): Promise<KeptRefusal> => {
  const { total } = await world.quarantine();
  const refusal = aRefusal({ origin: `mqtt:${topic}`, atMs, ...changes });
  const payload = { encoding: 'utf8' as const, data };
  await world.client.publish(quarantineAdded, {}, { ...refusal, payload });
  await eventually(async () => expect((await world.quarantine()).total).toBe(total + 1));
  return (await world.quarantine(1)).refusals[0]!;
};

const replay = (choice: RefusalChoice) => world.client.request(quarantineReplay, {}, choice);
const nothing = { accepted: 0, refused: 0, notReplayable: 0, remaining: 0 };

describe('a replay', () => {
  it('takes in what is right now, with the time of its first arrival, and out of quarantine', async () => {
    await refused(sensorTopic('a'), '{"value":1}');
    expect(await replay({ all: true })).toEqual({ ...nothing, accepted: 1 });
    await eventually(() => expect(readingsIn(world)).toHaveLength(1));
    expect(readingsIn(world)).toMatchObject([{ device: 'sensor:a', value: 1, atMs, receivedAtMs: atMs }]);
    expect(messagesIn(world)).toMatchObject([{ receivedAtMs: atMs, body: '{"value":1}' }]);
    expect(await world.quarantine()).toMatchObject({ total: 1, kept: 0, bytes: 0 });
  });

  it('takes in what was ahead of a clock that was slow then', async () => {
    const at = new Date(atMs + 3_600_000).toISOString();
    await refused(sensorTopic('a'), `{"value":1,"timestamp":"${at}"}`);
    await refused(batteryReported.topic({ id: 'b' }), `{"socPct":2,"at":"${at}"}`);
    expect(await replay({ all: true })).toEqual({ ...nothing, accepted: 2 });
    await eventually(() => expect(readingsIn(world)).toHaveLength(2));
    expect(readingsIn(world).map((reading) => reading.atMs)).toEqual([Date.parse(at), Date.parse(at)]);
  });

  it.each([
    ['posted', 'http:/sensor_data', '{"voltage":1}', 'cell:ESP32_01'],
    ['said in other words', 'mqtt:values/a/x', '1', 'sensor:a'],
  ])('takes in what was %s', async (_, origin, data, device) => {
    await refused('', data, { origin });
    expect(await replay({ all: true })).toEqual({ ...nothing, accepted: 1 });
    await eventually(() => expect(messagesIn(world)).toMatchObject([{ source: origin, device, body: data }]));
    expect(readingsIn(world)).toMatchObject([{ device, value: 1, atMs }]);
  });

  it('keeps apart what one message says twice of a device', async () => {
    await refused('influx/x', 'm,device=a v=1\nm,device=a v=2');
    await replay({ all: true });
    await eventually(() => expect(readingsIn(world)).toHaveLength(2));
    expect(new Set(readingsIn(world).map(({ ordinal }) => ordinal)).size).toBe(2);
  });

  it('gives the same identity however often it is done', async () => {
    await refused(sensorTopic('a'), '{"value":1,"timestamp":"2026-01-01T11:00:00Z"}');
    const [first] = (await world.quarantine()).refusals;
    await replay({ numbers: [first!.number] });
    await refused(sensorTopic('a'), '{"value":1,"timestamp":"2026-01-01T11:00:00Z"}');
    await replay({ all: true });
    await eventually(() => expect(readingsIn(world)).toHaveLength(2));
    expect(readingsIn(world)[1]).toEqual(readingsIn(world)[0]);
  });

  it('leaves what is still wrong, under its number, with the reason of now', async () => {
    const { number } = await refused(sensorTopic('a'), '{"value":"abc"}', { reason: 'before' });
    await refused(sensorTopic('b'), '{"value":2}');
    expect(await replay({ all: true })).toEqual({ ...nothing, accepted: 1, refused: 1 });
    const { refusals } = await world.quarantine();
    expect(refusals).toMatchObject([{ number, atMs, reason: expect.stringMatching(/"abc"/) }]);
  });

  it('never touches a command, nor what was not kept whole', async () => {
    await refused(chargeCommanded.topic({}), '{"charge":10}', { code: 'message.retained-command' });
    await world.client.publish(quarantineAdded, {}, aRefusal({ origin: `mqtt:${sensorTopic('a')}` }));
    await eventually(async () => expect((await world.quarantine()).kept).toBe(2));
    const commands = await world.mqtt.listen(chargeCommanded.filter);
    expect(await replay({ all: true })).toEqual({ ...nothing, notReplayable: 2 });
    await world.mqtt.publish(sensorTopic('b'), { value: 1 });
    await eventually(() => expect(readingsIn(world)).toHaveLength(1));
    expect(commands).toHaveLength(0);
    expect((await world.quarantine()).kept).toBe(2);
  });

  it('sends what the historian refused of the stream once more, as a batch of its own', async () => {
    const reading = aReading({ device: 'sensor:a', atMs });
    const batch = {
      batch: '019588f0-3c00-7000-8000-000000000000',
      sentAtMs: atMs,
      readings: [reading],
      messages: [],
    };
    await refused(telemetry.topic({ source: 'ingest' }), JSON.stringify(batch));
    expect(await replay({ all: true })).toEqual({ ...nothing, accepted: 1 });
    await eventually(() => expect(world.batches).toHaveLength(1));
    const [{ body }] = world.batches as [IngestWorld['batches'][number]];
    expect(body).toMatchObject({ readings: [reading], messages: [] });
    expect(body.batch).not.toBe(batch.batch);
  });

  it('says nothing of how a device is now', async () => {
    const nowMs = Date.now();
    await world.mqtt.publish(batteryStatus.topic({ id: 'b' }), 'offline');
    await world.mqtt.publish(batteryReported.topic({ id: 'b' }), { socPct: 80 });
    await eventually(() => expect(world.states).toHaveLength(1));
    await refused(batteryStatus.topic({ id: 'b' }), 'online');
    await refused(batteryReported.topic({ id: 'b' }), '{"socPct":20}');
    expect(await replay({ all: true })).toEqual({ ...nothing, accepted: 2 });
    await world.mqtt.publish(batteryStatus.topic({ id: 'c' }), 'online'); // after all that
    await eventually(() => expect(world.entries.at(-1)?.body.device).toBe('battery:c'));
    const entries = world.entries.filter(({ body }) => body.device === 'battery:b').map(({ body }) => body);
    expect(entries.map(({ connection }) => connection)).not.toContain('online');
    expect(entries.at(-1)?.lastSeenAtMs).toBeGreaterThanOrEqual(nowMs);
    const late = await RawMqttClient.connect(world.broker);
    const retained = await late.listen('kw/v1/state/+');
    await eventually(() => expect(retained.map(({ text }) => text)).toHaveLength(1));
    expect(retained[0]?.text).toMatch(/"value":80/);
  });

  it('is only one at a time', async () => {
    for (const id of ['a', 'b']) await refused(sensorTopic(id), '{"value":1}');
    const answers = await Promise.allSettled([replay({ all: true }), replay({ all: true })]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(answers[1]).toMatchObject({ reason: { code: 'service.unavailable' } });
    await eventually(() => expect(readingsIn(world)).toHaveLength(2));
  });
});

describe('a refusal in quarantine', () => {
  it('can be had whole, bytes and all', async () => {
    await world.mqtt.publish(sensorTopic('a'), Buffer.from([0xff, 0x00]));
    await eventually(async () => expect((await world.quarantine()).kept).toBe(1));
    const [{ number }] = (await world.quarantine()).refusals as [KeptRefusal];
    const whole = await world.client.request(quarantineGet, {}, { number });
    expect(whole).toMatchObject({ number, bytes: 2, payload: { encoding: 'base64', data: '/wA=' } });
  });

  it('is unknown under another number, and after its deletion', async () => {
    const { number } = await refused(sensorTopic('a'), 'x');
    const get = (of: number) => world.client.request(quarantineGet, {}, { number: of });
    await expect(get(number + 1)).rejects.toMatchObject({ code: 'quarantine.unknown' });
    const remove = () => world.client.request(quarantineDelete, {}, { numbers: [number] });
    expect(await remove()).toEqual({ deleted: 1 });
    await expect(get(number)).rejects.toMatchObject({ code: 'quarantine.unknown' });
    expect(await remove()).toEqual({ deleted: 0 });
  });
});
