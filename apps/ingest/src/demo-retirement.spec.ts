import { batteryReported, batteryStatus } from '@kilowatch/contracts';
import { aBatteryReport, eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { afterwards, messagesIn, startIngest } from './suite/ingest-world.js';

const reported = (id: string) => batteryReported.topic({ id });
const status = (id: string) => batteryStatus.topic({ id });

describe('when the first real battery speaks', () => {
  it('the demo battery retires before anything of the real one is published, for good', async () => {
    const world = await startIngest();
    const wire = await world.mqtt.listen('kw/v1/#');
    const topics = () => wire.map(({ topic }) => topic).filter((topic) => !topic.includes('services'));
    await world.mqtt.publish(reported('demo'), aBatteryReport());
    await eventually(() => expect(world.states).toHaveLength(1));
    const before = topics().length;

    await world.mqtt.publish(reported('real'), aBatteryReport());
    await eventually(() => expect(world.states.at(-1)?.address).toEqual({ device: 'battery:real' }));
    expect(topics().slice(before)).toEqual([
      'kw/v1/state/battery%3Ademo',
      'kw/v1/devices/battery%3Ademo',
      'kw/v1/devices/battery%3Areal',
      'kw/v1/telemetry/ingest',
      'kw/v1/state/battery%3Areal',
    ]);
    const cleared = world.states.findLast(({ body }) => body.device === 'battery:demo');
    expect(cleared?.body.metrics).toEqual({});
    const entry = world.entries.findLast(({ body }) => body.device === 'battery:demo');
    expect(entry?.body).toMatchObject({ isDemo: true, isRetired: true });

    await world.services.close();
    const again = await startIngest(afterwards(world));
    await again.mqtt.publish(reported('demo'), aBatteryReport());
    await again.mqtt.publish(reported('demo_two'), aBatteryReport());
    await again.mqtt.publish(reported('real'), aBatteryReport({ heartbeat: 2 }));
    await eventually(() => expect(messagesIn(again)).toHaveLength(1));
    expect(messagesIn(again)[0]?.device).toBe('battery:real');
    expect(
      again.states
        .filter(({ body }) => body.device.includes('demo'))
        .every(({ body }) => Object.keys(body.metrics).length === 0),
    ).toBe(true);
    await eventually(() =>
      expect(again.entries.findLast(({ body }) => body.device === 'battery:demo_two')?.body.isRetired).toBe(
        true,
      ),
    );
  });

  it('it is not a real battery that was there once and is offline', async () => {
    const { mqtt, ...world } = await startIngest();
    await mqtt.publish(status('real'), 'offline');
    await eventually(() => expect(world.entries).toHaveLength(1));
    await mqtt.publish(reported('demo'), aBatteryReport());
    await eventually(() => expect(messagesIn(world).map(({ device }) => device)).toContain('battery:demo'));
  });
});
