import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import mqttPacket from 'mqtt-packet';
import { PacketGauge } from './packet-gauge.js';

const packet = (bytes: number): Buffer =>
  mqttPacket.generate({
    cmd: 'publish',
    topic: 't',
    payload: Buffer.alloc(bytes),
    qos: 0,
    dup: false,
    retain: false,
  });

const pieces = (stream: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(stream.length / size) }, (_, i) =>
    stream.subarray(i * size, (i + 1) * size),
  );

describe('PacketGauge', () => {
  it('finds the packet that is too large in any stream, cut into any pieces', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        sizes,
        fc.integer({ min: 1, max: 3_000 }),
        fc.integer({ min: 3, max: 20_100 }),
        (all, cut, most) => {
          const gauge = new PacketGauge(most);
          const found = pieces(Buffer.concat(all.map(packet)), cut)
            .map((piece) => gauge.excess(piece))
            .find((size) => size !== undefined);
          const headOf = 3; // topic with its length
          expect(found).toBe(all.map((size) => size + headOf).find((size) => size > most));
        },
      ),
    );
  });

  it('does not wait for the bytes of a packet that only announces them', () => {
    expect(new PacketGauge(1_000).excess(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]))).toBe(268_435_455);
  });

  it('ends a length after four bytes, whatever they say', () => {
    expect(new PacketGauge(1_000).excess(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff]))).toBe(268_435_455);
  });
});
