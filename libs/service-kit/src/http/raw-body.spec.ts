import { describe, expect, it } from '@jest/globals';
import { ask, handled, useEdge } from './suite/edge-world.js';

useEdge();

const weigh = (type: string | undefined, body?: string, headers: Record<string, string> = {}) =>
  ask('POST', '/weigh', { ...(type !== undefined && { 'content-type': type }), ...headers }, body);
const chunked = { 'transfer-encoding': 'chunked' };

describe('a body that is handed over as bytes', () => {
  it.each(['application/json', 'text/plain', 'x/y+json; charset=utf-8', undefined])(
    'may call itself %s',
    async (type) => {
      expect(await weigh(type, '{"a":')).toMatchObject({ status: 200, body: { bytes: 5 } });
      expect(handled).toEqual([Buffer.from('{"a":')]);
    },
  );

  it('may be none', async () => {
    expect(await weigh(undefined)).toMatchObject({ status: 200, body: {} });
  });

  it.each(['application/json', 'text/plain'])('is bounded: %s', async (type) => {
    for (const headers of [{}, chunked])
      expect(await weigh(type, 'x'.repeat(1_001), headers)).toMatchObject({
        status: 413,
        body: { error: 'The body is larger than 1000 bytes', code: 'request.too-large' },
      });
    expect(handled).toEqual([]);
  });
});
