import { describe, expect, it } from '@jest/globals';
import { Addresses } from '../connection/addresses.js';
import { Refusals } from '../consuming/refusals.js';
import { Workload } from '../consuming/workload.js';
import { messagingLimits } from '../limits.js';
import { noCounts } from '../no-counts.js';
import { note } from '../suite/contracts.js';
import type { Received } from '../door.js';
import { BatchQueue } from './batch-queue.js';
import { decodeBatch } from './decode-batch.js';
import type { PacketLink } from './packet-link.js';
import type { ArrivedPublish } from './packet-reader.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A queue, and what its handler is given: `work` decides how each ends. */
const aQueue = (
  work: (ns: number[]) => Promise<void>,
  more: object = {},
  publish: () => Promise<void> = () => Promise.resolve(),
) => {
  const counters = noCounts();
  const limits = messagingLimits.parse({ reconnectMinMs: 1, reconnectMaxMs: 1, ...more });
  const common = { limits, counters, log: quiet, now: Date.now };
  const refusals = new Refusals({
    ...common,
    service: 'ingest',
    refusalsPerSecond: 1,
    publish,
  });
  const parts = { ...common, refusals, addresses: new Addresses(), workload: new Workload(1) };
  const given: number[][] = [];
  const queue = new BatchQueue({
    ...{
      atOnce: 1,
      onChange: () => undefined,
      onTaken: () => undefined,
    },
    source: { filters: [note.filter], read: (packets) => decodeBatch(packets, note, parts) },
    handle: (batch) => {
      const ns = (batch as Received<typeof note>[]).map(({ body }) => body.n);
      given.push(ns);
      return work(ns);
    },
    parts,
  });
  return { queue, given, counters };
};

const aLink = () => {
  const acknowledged: number[] = [];
  const { promise: resumed, resolve } = gate();
  const { promise: isClosed, resolve: closed } = gate();
  const link = {
    isReading: true,
    acknowledge: (ids: readonly number[]) => void acknowledged.push(...ids),
    pause: () => void (link.isReading = false),
    resume: () => {
      link.isReading = true;
      resolve();
    },
    close: () => closed(),
  };
  return { link: link as unknown as PacketLink, acknowledged, resumed, isClosed };
};

const aNote = (n: number, qos: 0 | 1): ArrivedPublish => ({
  topic: note.topic({ author: 'a' }),
  payload: Buffer.from(JSON.stringify({ n })),
  qos,
  messageId: qos === 0 ? undefined : n,
  retain: false,
  dup: false,
});

const gate = () => Promise.withResolvers<void>();

describe('BatchQueue', () => {
  it('leaves to the broker what it will deliver again, and keeps what nobody else has, when the connection is lost', async () => {
    const { promise: isOver, resolve: end } = gate();
    const { queue, given } = aQueue(([n]) => (n === 1 ? isOver : Promise.resolve()));
    queue.attach(aLink().link);
    queue.arrive(aNote(1, 1));
    queue.flush();
    for (const [n, qos] of [
      [2, 0],
      [3, 1],
      [4, 0],
    ] as const)
      queue.arrive(aNote(n, qos));
    queue.detach();
    end();
    await queue.stop(1_000);
    expect(given).toEqual([[1], [2, 4]]);
  });

  it('offers again, without its connection, a batch with messages that nobody else has', async () => {
    let failures = 1;
    const { promise: isTaken, resolve: take } = gate();
    const { queue, given, counters } = aQueue(async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('away');
      take();
    });
    const { link, acknowledged } = aLink();
    queue.attach(link);
    queue.arrive(aNote(1, 0));
    queue.flush();
    queue.detach();
    await isTaken;
    expect([given, acknowledged, counters.dropped]).toEqual([[[1], [1]], [], 0]);
  });

  it('has room again when what nobody else has is handled, also when that takes until the next connection', async () => {
    const { promise: isOver, resolve: end } = gate();
    const { queue } = aQueue(() => isOver, { batchBytes: 10 });
    queue.attach(aLink().link);
    queue.arrive(aNote(1, 0));
    queue.arrive(aNote(2, 0));
    queue.detach();
    const { link, resumed } = aLink();
    queue.attach(link);
    queue.flush();
    expect(link.isReading).toBe(false);
    end();
    await resumed;
    expect(link.isReading).toBe(true);
  });

  it('has no room for long topics either', () => {
    const { queue } = aQueue(() => gate().promise, { batchBytes: 1_000 });
    const { link } = aLink();
    queue.attach(link);
    queue.arrive({ ...aNote(1, 1), topic: note.topic({ author: 'a'.repeat(1_000) }) });
    queue.flush();
    expect(link.isReading).toBe(false);
  });

  it('leaves to the broker what could not be sent to quarantine, also when that failed long before the others were handled', async () => {
    const { promise: isOver, resolve: end } = gate();
    const { queue } = aQueue(
      () => isOver,
      {},
      () => Promise.reject(new Error('away')),
    );
    const { link, acknowledged, isClosed } = aLink();
    queue.attach(link);
    queue.arrive(aNote(1, 1));
    queue.arrive({ ...aNote(2, 1), payload: Buffer.from('no note') });
    queue.flush();
    setImmediate(end);
    await isClosed;
    expect(acknowledged).toEqual([]);
  });

  it('counts what is lost because its handler still fails at the end', async () => {
    const { queue, counters } = aQueue(() => Promise.reject(new Error('away')));
    queue.attach(aLink().link);
    for (const [n, qos] of [
      [1, 0],
      [2, 1],
      [3, 0],
    ] as const)
      queue.arrive(aNote(n, qos));
    queue.flush();
    await queue.stop(1_000);
    expect(counters.dropped).toBe(2);
  });
});
