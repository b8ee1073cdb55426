import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedBroker } from '../broker/index.js';
import type { TestBroker } from './mosquitto.js';

/** The embedded broker as standalone has it, with every session on the disk; nothing stays there after `close()`. */
export const startDurableBroker = async (): Promise<TestBroker> => {
  const folder = await mkdtemp(join(tmpdir(), 'kilowatch-broker-'));
  const broker = await EmbeddedBroker.listen({
    host: '127.0.0.1',
    port: 0,
    durable: {
      folder,
      quotaBytes: 64 * 1024 * 1024,
      isOwn: () => true,
      onBroken: (error) => {
        throw error;
      },
    },
  });
  const close = async (): Promise<void> => {
    await broker.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { host: broker.host, port: broker.port, close };
};
