import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { EmbeddedBroker } from '../src/broker/index.js';
import type { BrokerLoad, LoadFigures } from './broker-load.js';

const rounds = 5;
const loads = [
  { messages: 2_000, inFlight: 1 },
  { messages: 30_000, inFlight: 20 },
  { messages: 60_000, inFlight: 500 },
];

const durableIn = (folder: string) => ({
  folder,
  quotaBytes: 2 ** 28,
  isOwn: (id: string) => id.startsWith('own'),
  onBroken: (error: Error) => {
    throw error;
  },
});

async function measured(
  bundle: string,
  isDurable: boolean,
  load: Omit<BrokerLoad, 'port'>,
): Promise<LoadFigures> {
  const folder = await mkdtemp(resolve('durable-broker-')); // not where temporary files are, which may be memory
  const durable = isDurable ? durableIn(folder) : undefined;
  const broker = await EmbeddedBroker.listen({ host: '127.0.0.1', port: 0, durable });
  const worker = new Worker(bundle, { workerData: { ...load, port: broker.port } satisfies BrokerLoad });
  try {
    const [figures] = (await once(worker, 'message')) as [LoadFigures];
    return figures;
  } finally {
    await worker.terminate();
    await broker.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const medianOf = (all: readonly LoadFigures[], name: keyof LoadFigures): number =>
  all.map((figures) => figures[name]).sort((a, b) => a - b)[all.length >> 1] ?? 0;

/**
 * The embedded broker with sessions in memory and on the disk, in turns. The load comes from a thread of its own.
 * @param bundle this very bench, which as a worker applies the load
 */
export async function benchDurableBroker(
  bundle: string,
  print: (line: string) => void = console.log,
): Promise<void> {
  for (const load of loads) {
    const figures = { memory: [] as LoadFigures[], disk: [] as LoadFigures[] };
    for (let round = 0; round < rounds; round++) {
      figures.memory.push(await measured(bundle, false, load));
      figures.disk.push(await measured(bundle, true, load));
    }
    for (const [where, all] of Object.entries(figures)) {
      const [perSecond, medianMs, p99Ms] = [
        medianOf(all, 'perSecond').toFixed(0),
        medianOf(all, 'medianMs').toFixed(2),
        medianOf(all, 'p99Ms').toFixed(1),
      ];
      print(
        `${where}, ${load.inFlight} in flight: ${perSecond} messages/s, PUBACK after ${medianMs} ms (p99 ${p99Ms} ms)`,
      );
    }
  }
}
