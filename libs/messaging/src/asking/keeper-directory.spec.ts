import { MessageChannel } from 'node:worker_threads';
import { expect, it } from '@jest/globals';
import { serviceSessions, telemetry } from '@kilowatch/contracts';
import { KeeperDirectory } from './keeper-directory.js';

const patienceMs = 20;
const topic = telemetry.topic({ source: 'ingest' });
const said = Buffer.from(JSON.stringify({ filters: [telemetry.filter] }));

it('takes what came in time, though the process was too busy to read it', async () => {
  const keepers = new KeeperDirectory(patienceMs);
  const { port1: near, port2: far } = new MessageChannel();
  near.on('message', () => keepers.onSessions(serviceSessions.topic({ name: 'historian' }), said, 1_000));
  const kept = keepers.whenKept('historian', topic);
  far.postMessage('it has come');
  for (const endMs = performance.now() + 2 * patienceMs; performance.now() < endMs;);
  await expect(kept).resolves.toBeUndefined();
  near.close();
});

it('gives up when nothing comes', async () => {
  const kept = new KeeperDirectory(patienceMs).whenKept('historian', topic);
  await expect(kept).rejects.toMatchObject({ code: 'service.unavailable' });
});
