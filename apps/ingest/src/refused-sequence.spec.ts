import { batteryReported } from '@kilowatch/contracts';
import { eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { type IngestWorld, messagesIn, startIngest } from './suite/ingest-world.js';
import { sensorTopic } from './suite/sensors.js';

const sequencesIn = ({ batches }: Pick<IngestWorld, 'batches'>) =>
  batches.flatMap(({ body }) => body.sequences ?? []);
const numbered = (seq: number) => ({ boot: 'x', seq, keptFrom: 1 });
const ofDevice = (device: string, ...seqs: number[]) => seqs.map((seq) => ({ device, ...numbered(seq) }));

describe('a refused message of a device that waits for acknowledgements', () => {
  it('is told to the historian by its number, and is in quarantine once', async () => {
    const { mqtt, quarantine, ...world } = await startIngest();
    for (const [at, value] of [1, 'abc', 3].entries())
      await mqtt.publish(sensorTopic('a'), { value, ...numbered(at + 1) });
    await eventually(() => expect(sequencesIn(world)).toEqual(ofDevice('sensor:a', 1, 2, 3)));
    expect(messagesIn(world)).toHaveLength(2);
    expect(await quarantine()).toMatchObject({
      total: 1,
      kept: 1,
      refusals: [{ reason: expect.stringMatching(/"abc"/), isReplayable: true }],
    });
  });

  it('is in quarantine when its number leaves', async () => {
    const { mqtt, quarantine, ...world } = await startIngest();
    const ahead = { at: '2199-01-01T00:00:00Z', socPct: 1, ...numbered(1) };
    await mqtt.publish(batteryReported.topic({ id: 'b' }), ahead);
    await eventually(() => expect(sequencesIn(world)).toEqual(ofDevice('battery:b', 1)));
    expect((await quarantine()).kept).toBe(1);
    expect(world.batches).toMatchObject([{ body: { readings: [], messages: [] } }]);
  });

  it('also where there is one series or device too many', async () => {
    const env = { INGEST_SERIES: '1', INGEST_DEVICES: '1' };
    const { mqtt, quarantine, ...world } = await startIngest({ env });
    await mqtt.publish(sensorTopic('a', 'one'), { value: 1, ...numbered(1) });
    await mqtt.publish(sensorTopic('a', 'two'), { value: 1, ...numbered(2) });
    await mqtt.publish(sensorTopic('b', 'one'), { value: 1, ...numbered(1) });
    const expected = [...ofDevice('sensor:a', 1, 2), ...ofDevice('sensor:b', 1)];
    await eventually(() => expect(sequencesIn(world)).toEqual(expected));
    expect((await quarantine()).counts).toEqual({ 'series.too-many': 1, 'device.too-many': 1 });
  });

  it('is not told where its device has no name that can be', async () => {
    const { mqtt, quarantine, ...world } = await startIngest();
    await mqtt.publish(batteryReported.topic({ id: 'x'.repeat(300) }), { socPct: 1, ...numbered(1) });
    await mqtt.publish(batteryReported.topic({ id: 'b' }), { socPct: 1, ...numbered(1) });
    await eventually(() => expect(sequencesIn(world)).toEqual(ofDevice('battery:b', 1)));
    expect((await quarantine()).kept).toBe(1);
  });
});
