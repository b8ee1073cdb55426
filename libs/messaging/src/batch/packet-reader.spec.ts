import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import mqttPacket, { type Packet } from 'mqtt-packet';
import { type ArrivedPublish, PacketReader } from './packet-reader.js';

const reading = () => {
  const publishes: ArrivedPublish[] = [];
  const connacks: number[] = [];
  const subacks: (readonly number[])[] = [];
  let pongs = 0;
  const reader = new PacketReader({
    onPublish: (packet) => publishes.push(packet),
    onConnack: (code) => connacks.push(code),
    onSuback: (granted) => subacks.push(granted),
    onPong: () => void (pongs += 1),
  });
  return { reader, publishes, connacks, subacks, pongs: () => pongs };
};

const aPublish = fc.record({
  topic: fc.string({ unit: 'grapheme', minLength: 1 }),
  payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  qos: fc.constantFrom(0, 1, 2),
  messageId: fc.integer({ min: 1, max: 65_535 }),
  retain: fc.boolean(),
  dup: fc.boolean(),
}) as fc.Arbitrary<ArrivedPublish & { messageId: number }>;

const encoded = (packet: ArrivedPublish): Buffer =>
  mqttPacket.generate({ cmd: 'publish', ...packet, dup: packet.dup && packet.qos > 0 });

const expected = ({ messageId, ...packet }: ArrivedPublish) => ({
  ...packet,
  messageId: packet.qos === 0 ? undefined : messageId,
  dup: packet.dup && packet.qos > 0,
});

/** The stream in pieces, cut at these places. */
const pieces = (stream: Buffer, cuts: readonly number[]): Buffer[] => {
  const at = [0, ...cuts.map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b), stream.length];
  return at.slice(1).map((end, i) => stream.subarray(at[i], end));
};

describe('PacketReader', () => {
  it('reads what another implementation wrote, however the network cuts it', () => {
    fc.assert(
      fc.property(fc.array(aPublish, { minLength: 1, maxLength: 8 }), fc.array(fc.nat()), (packets, cuts) => {
        const { reader, publishes } = reading();
        for (const piece of pieces(Buffer.concat(packets.map(encoded)), cuts)) reader.read(piece);
        expect(publishes.map((packet) => ({ ...packet, payload: Buffer.from(packet.payload) }))).toEqual(
          packets.map(expected),
        );
      }),
    );
  });

  it('puts a large packet together from many pieces', () => {
    const { reader, publishes } = reading();
    const packet = { topic: 't', payload: Buffer.alloc(300_000, 7), qos: 1, messageId: 9 } as const;
    const stream = encoded({ ...packet, retain: false, dup: false });
    for (let at = 0; at < stream.length; at += 1_000) reader.read(stream.subarray(at, at + 1_000));
    expect(publishes).toHaveLength(1);
    expect(publishes[0]?.payload.equals(packet.payload)).toBe(true);
  });

  it('reads answers to CONNECT, SUBSCRIBE and PINGREQ', () => {
    const { reader, connacks, subacks, pongs } = reading();
    const packets: Packet[] = [
      { cmd: 'connack', returnCode: 5, sessionPresent: false },
      { cmd: 'pingresp' },
      { cmd: 'suback', messageId: 1, granted: [1, 128] },
    ];
    reader.read(Buffer.concat(packets.map((packet) => mqttPacket.generate(packet))));
    expect([connacks, subacks, pongs()]).toEqual([[5], [[1, 128]], 1]);
  });

  it.each([
    ['a packet that no broker sends to a subscriber', [0xf0, 0], /packet of type 15/],
    ['a length without end', [0x30, 0xff, 0xff, 0xff, 0xff], /more than four bytes/],
    ['a message shorter than its topic', [0x30, 3, 0, 9, 65], /shorter than its topic/],
    ['a message without a topic', [0x30, 1, 0], /shorter/],
    ['HTTP', [...Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')], /packet of type 4/],
  ])('throws, in words, at %s', (_, bytes, words) => {
    const { reader } = reading();
    expect(() => reader.read(Buffer.from(bytes))).toThrow(words);
  });
});
