import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { Fault } from '@kilowatch/contracts';
import { startFailureInWords } from './start-failure.js';
import { StartRefused } from './start-refused.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

it('names a port that is taken', async () => {
  const first = createServer().listen(0, '127.0.0.1');
  await once(first, 'listening');
  servers.push(first);
  const { port } = first.address() as AddressInfo;
  const second = createServer().listen(port, '127.0.0.1');
  const [error] = (await once(second, 'error')) as [Error];
  expect(startFailureInWords(error)).toMatch(
    new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is taken by another program\\.`),
  );
});

it('names a folder that cannot be used', () => {
  let error: unknown;
  try {
    mkdirSync('/proc/kilowatch');
  } catch (caught) {
    error = caught;
  }
  expect(startFailureInWords(error)).toMatch(/^Cannot use \/proc\/kilowatch: .*Check DATA_DIR\.$/);
});

it('repeats what was said on purpose and never shows a stack', () => {
  expect(startFailureInWords(new StartRefused('Set HOST.'))).toBe('Set HOST.');
  expect(startFailureInWords(new Fault('history.unavailable', 'history.sqlite is damaged'))).toBe(
    'history.sqlite is damaged',
  );
  expect(startFailureInWords(new Error('odd'))).toBe('Cannot start: odd');
  expect(startFailureInWords('odd')).toBe('Cannot start: odd');
});
