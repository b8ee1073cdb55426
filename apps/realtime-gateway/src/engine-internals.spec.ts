import { describe, expect, it } from '@jest/globals';
import { joinFrames } from './engine-internals.js';

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
