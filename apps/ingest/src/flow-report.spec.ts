import { batteryReported, serviceDetailsChanged } from '@kilowatch/contracts';
import { eventually } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { startIngest } from './suite/ingest-world.js';
import { sensorTopic } from './suite/sensors.js';

describe('what ingest says of itself', () => {
  it('adds up: what came in is in the stream, in quarantine, or of a retired demo device', async () => {
    const { mqtt } = await startIngest({ env: { DETAILS_MS: '10' } });
    const told = await mqtt.hear(serviceDetailsChanged);
    await mqtt.publish(batteryReported.topic({ id: 'b' }), { socPct: 1, voltageV: 400 });
    await mqtt.publish(batteryReported.topic({ id: 'demo' }), { socPct: 1 });
    await mqtt.publish(batteryReported.topic({ id: 'b' }), 'no JSON');
    for (const value of [1, 2, 'abc']) await mqtt.publish(sensorTopic('a'), { value });
    await eventually(() =>
      expect(told.at(-1)?.body).toMatchObject({
        service: 'ingest',
        flow: { received: 6, readings: 4, quarantined: 2, dropped: 0 },
        refusals: { 'message.malformed': 2 },
        figures: {
          ...{ messagesOfRetiredDevices: 1, batchesInFlight: 0, devices: 3, series: 4 },
          ...{ quarantineRows: 2, quarantineBytes: expect.any(Number) },
        },
      }),
    );
  });
});
