import { describe, expect, it } from '@jest/globals';
import { Server } from 'socket.io';
import { encodeSnapshotsOnce, joinFrames } from './engine-internals.js';

interface Options {
  wsPreEncodedFrame?: unknown;
}

const joined = (frame: unknown): { encoded: unknown; frame: unknown } => {
  const adapter = {
    _encode: (_packet: unknown, options: Options) => {
      options.wsPreEncodedFrame = frame;
      return 'encoded';
    },
  };
  joinFrames({ adapter: adapter as never });
  const options: Options = {};
  return { encoded: adapter._encode({}, options), frame: options.wsPreEncodedFrame };
};

describe('the frame of a broadcast', () => {
  it('becomes one buffer', () => {
    expect(joined([Buffer.from('he'), Buffer.from('ad')])).toEqual({
      encoded: 'encoded',
      frame: [Buffer.from('head')],
    });
  });

  it.each([undefined, 'text', [Buffer.from('head'), 'body']])(
    'stays as it is where it is none: %p',
    (frame) => {
      expect(joined(frame)).toEqual({ encoded: 'encoded', frame });
    },
  );

  it('is left to an adapter that encodes in another way', () => {
    const adapter = {};
    joinFrames({ adapter: adapter as never });
    expect(adapter).toEqual({});
  });
});

describe('answers with the same snapshot', () => {
  const ack = 3;
  const packetOf = (snapshot: object, id: number, nsp = '/v1') => ({
    ...{ type: ack, nsp, id },
    data: [{ ok: true, snapshot }],
  });
  const aServer = () => {
    const server = new Server();
    encodeSnapshotsOnce(server.of('/v1'));
    return server as unknown as { encoder: { encode(packet: object): string[] } };
  };

  it('are what they always were, and share its text', () => {
    let written = 0;
    const device = { toJSON: () => ({ device: 'cell:"1"', read: ++written }) };
    const snapshot = { atMs: 1, devices: [device] };
    const { encoder } = aServer();
    const texts = [7, 8].map((id) => encoder.encode(packetOf(snapshot, id)));
    const text = '{"atMs":1,"devices":[{"device":"cell:\\"1\\"","read":1}]}';
    expect(texts).toEqual([7, 8].map((id) => [`3/v1,${id}[{"ok":true,"snapshot":${text}}]`]));
  });

  it('are none of another namespace, and no other packets', () => {
    const { encoder } = aServer();
    const plain = new Server() as unknown as { encoder: { encode(packet: object): string[] } };
    for (const packet of [
      packetOf({ atMs: 1 }, 1, '/'),
      { type: ack, nsp: '/v1', id: 1, data: [{ ok: false, fault: { code: 'internal', error: 'x' } }] },
      { type: ack, nsp: '/v1', id: 1, data: [] },
      { type: 2, nsp: '/v1', data: ['snapshot', { atMs: 1, devices: [] }] },
      { type: 0, nsp: '/v1', data: { sid: 'x' } },
    ])
      expect(encoder.encode(packet)).toEqual(plain.encoder.encode(packet));
  });
});
