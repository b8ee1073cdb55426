import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { ask, handled, portOfEdge, useEdge } from './suite/edge-world.js';

useEdge({ HTTP_REQUEST_TIMEOUT_MS: '50' });

const begun = (path: string, type: string, part: string): Socket => {
  const socket = connect(portOfEdge(), '127.0.0.1');
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: 100\r\n\r\n${part}`,
  );
  return socket;
};

describe('a body', () => {
  it('that stops coming is given up, one that is streamed is not', async () => {
    const streamed = begun('/api/v1/pour', 'text/plain', 'x');
    const whole = begun('/set', 'application/json', '{');
    expect(await text(whole)).toMatch(/^HTTP\/1\.1 408 [^]*"code":"request\.invalid"/);
    expect(handled).toEqual([]);
    streamed.end('x'.repeat(99));
    expect(await text(streamed)).toMatch(/^HTTP\/1\.1 200 [^]*{"bytes":100}$/);
  });

  it.each(['text/plain', 'text/csv', 'Text/CSV; charset=utf-8'])(
    'is streamed beyond the limit of others: %s',
    async (type) => {
      const answer = await ask('POST', '/api/v1/pour', { 'content-type': type }, 'x'.repeat(5_000));
      expect(answer).toMatchObject({ status: 200, body: { bytes: 5_000 } });
    },
  );

  it.each([['application/json'], ['text/html'], ['']])(
    'of another type is refused with those that are taken: %j',
    async (type) => {
      const answer = await ask('POST', '/api/v1/pour', type ? { 'content-type': type } : {}, '{}');
      expect(answer).toMatchObject({
        status: 415,
        body: {
          error: `Content-Type must be text/plain or text/csv, got "${type}"`,
          code: 'request.media-type',
        },
      });
    },
  );

  it('of no type we know does not make an unknown path known', async () => {
    expect(await ask('POST', '/nothing', { 'content-type': 'text/plain' }, 'x')).toMatchObject({
      status: 404,
    });
  });
});
