import { describe, expect, it } from '@jest/globals';
import { storedAcknowledged } from '@kilowatch/contracts';
import { aReading, eventually, RawMqttClient, startBroker } from '@kilowatch/testing';
import { HistorianWorld } from '../suite/historian-world.js';

const device = 'battery:b1';
const numbered = (seq: number, keptFrom = 1, boot = 'life') => ({
  sequences: [{ device, boot, seq, keptFrom }],
});

describe('a device that numbers its messages', () => {
  it('is told how far they are in the journal, without holes, also by the next process', async () => {
    const broker = await startBroker();
    const first = await HistorianWorld.start({ broker });
    const heard = await first.world.mqtt.hear(storedAcknowledged);
    for (const seq of [1, 2, 4]) await first.send([aReading({ ordinal: seq })], numbered(seq));
    await eventually(() => expect(heard.at(-1)?.body).toEqual({ boot: 'life', seq: 2 }));
    await first.world.services.close();

    const second = await HistorianWorld.start({ broker });
    const device = await RawMqttClient.connect(broker);
    const again = await device.hear(storedAcknowledged);
    await eventually(() => expect(again.at(-1)?.body).toEqual({ boot: 'life', seq: 2 })); // retained
    await second.send([aReading({ ordinal: 4 })], {
      ...numbered(4, 3),
      batch: '019b7000-aaaa-7000-8000-000000000000',
    });
    await second.send([aReading({ ordinal: 3 })], {
      ...numbered(3, 3),
      batch: '019b7000-bbbb-7000-8000-000000000000',
    });
    await eventually(() => expect(again.at(-1)?.body).toEqual({ boot: 'life', seq: 4 }));
  });

  it('begins a new life at its own numbers', async () => {
    const historian = await HistorianWorld.start();
    const heard = await historian.world.mqtt.hear(storedAcknowledged);
    await historian.send([aReading({ ordinal: 7 })], numbered(7, 7, 'old'));
    await eventually(() => expect(heard.at(-1)?.body).toEqual({ boot: 'old', seq: 7 }));
    await historian.send([aReading({ ordinal: 1 })], numbered(1, 1, 'new'));
    await eventually(() => expect(heard.at(-1)?.body).toEqual({ boot: 'new', seq: 1 }));
  });
});
