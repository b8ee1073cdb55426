import { describe, expect, it } from '@jest/globals';
import { ask, json, useEdge } from '../http/suite/edge-world.js';

const API_KEY = 'kw_a-key-of-a-test-0123456789';

describe('with an API key, a route of the monitoring predecessors', () => {
  describe('by default', () => {
    useEdge({ API_KEY });

    it('asks for the key', async () => {
      expect((await ask('GET', '/api/watch')).status).toBe(401);
      expect((await ask('GET', '/api/watch', { 'x-api-key': API_KEY })).status).toBe(200);
    });
  });

  describe('with KEYLESS_MONITORING=on', () => {
    useEdge({ API_KEY, KEYLESS_MONITORING: 'on' });

    it('asks nobody, whatever he shows', async () => {
      const shown: Record<string, string>[] = [
        {},
        { 'x-api-key': 'wrong' },
        { origin: 'http://elsewhere.example' },
      ];
      for (const headers of shown)
        expect(await ask('GET', '/api/watch', headers)).toMatchObject({
          status: 200,
          body: { watched: true },
        });
    });

    it('opens nothing else', async () => {
      expect((await ask('POST', '/set', json, '{"charge":10}')).status).toBe(401);
      expect((await ask('GET', '/api/v1/things/battery:x')).status).toBe(401);
      expect((await ask('POST', '/api/watch', json, '{}')).status).toBe(401);
    });
  });
});
