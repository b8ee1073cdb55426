import { describe, expect, it } from '@jest/globals';
import { quarantineAdded } from '@kilowatch/contracts';
import { Collected } from './collected.js';
import { note, word } from './contracts.js';
import { consumer } from './notes-consumer.js';
import type { Stage } from './stage.js';

const total = (batches: readonly number[][]): number => batches.reduce((sum, { length }) => sum + length, 0);
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

export const describeBatches = (stage: () => Stage): void => {
  const publishAll = async (broker: { host: string; port: number }, ns: readonly number[]): Promise<void> => {
    const { client } = await stage().readyDoor('ingest', broker);
    await Promise.all(ns.map((n) => client.publish(note, { author: 'a' }, { n })));
  };

  describe('batches', () => {
    it('come in order, one at a time, and never larger than allowed', async () => {
      let running = 0;
      let mostRunning = 0;
      const { handled, Notes } = consumer(async () => {
        running += 1;
        mostRunning = Math.max(mostRunning, running);
        await new Promise<void>((resolve) => setImmediate(resolve));
        running -= 1;
      });
      const broker = await stage().broker();
      await stage().serve(stage().door('historian', broker, { limits: { batchMessages: 50 } }), Notes);
      await publishAll(broker, upTo(1_000));
      await handled.until((batches) => total(batches) >= 1_000);
      expect(handled.items.flat()).toEqual(upTo(1_000));
      expect(Math.max(...handled.items.map(({ length }) => length))).toBeLessThanOrEqual(50);
      expect(mostRunning).toBe(1);
    });

    it('lose nothing and keep order when they arrive faster than they are handled', async () => {
      const { handled, Notes } = consumer(() => new Promise<void>((resolve) => setImmediate(resolve)));
      const broker = await stage().broker();
      const door = stage().door('historian', broker, { limits: { batchMessages: 10, batchBytes: 200 } });
      await stage().serve(door, Notes);
      await publishAll(broker, upTo(3_000));
      await handled.until((batches) => total(batches) >= 3_000);
      expect(handled.items.flat()).toEqual(upTo(3_000));
    });

    it('are caught up with when all is handled that was confirmed to its publishers before', async () => {
      let isStuck = false;
      const { handled, Notes } = consumer(
        () => new Promise<void>((resolve) => (isStuck ? undefined : setImmediate(resolve))),
      );
      const broker = await stage().broker();
      const door = stage().door('historian', broker, { limits: { batchMessages: 3, drainMs: 50 } });
      await stage().serve(door, Notes);
      for (const upper of [1, 10, 40]) {
        handled.items.splice(0);
        await publishAll(broker, upTo(upper));
        expect(await door.caughtUp(note, 5_000)).toBe(true);
        expect(handled.items.flat()).toEqual(upTo(upper));
      }
      isStuck = true;
      await publishAll(broker, [1]);
      expect(await door.caughtUp(note, 20)).toBe(false);
    });

    it('are acknowledged only after their promise has resolved', async () => {
      const broker = await stage().broker();
      const network = await stage().proxy(broker);
      let isBroken = true;
      const { handled, Notes } = consumer(() =>
        isBroken ? new Promise<void>(() => undefined) : Promise.resolve(),
      );
      const first = stage().door('historian', network, { limits: { drainMs: 50 } });
      await stage().serve(first, Notes);
      await publishAll(broker, [1, 2, 3]);
      await handled.until((batches) => total(batches) >= 1);
      for (let i = 0; i < 5; i++) await first.client.publish(word, {}, 'yes'); // an early acknowledgement would be through
      network.refuse(); // as if the process had been killed in the middle of the batch
      isBroken = false;
      handled.items.length = 0;
      await stage().serve(stage().door('historian', broker), Notes);
      await handled.until((batches) => total(batches) >= 3);
      expect(handled.items.flat()).toEqual([1, 2, 3]);
    });

    it('are not delivered again once they were acknowledged', async () => {
      const broker = await stage().broker();
      const { handled, Notes } = consumer(() => undefined);
      const first = stage().door('historian', broker);
      await stage().serve(first, Notes);
      await publishAll(broker, [1, 2]);
      await handled.until((batches) => total(batches) >= 2);
      await first.close();
      await stage().serve(stage().door('historian', broker), Notes);
      await publishAll(broker, [3]);
      await handled.until((batches) => total(batches) >= 3);
      expect(handled.items.flat()).toEqual([1, 2, 3]);
    });

    it('bring what was published while a persistent consumer was away, in order, before what is published now', async () => {
      const broker = await stage().broker();
      const { handled, Notes } = consumer(() => undefined);
      const first = stage().door('historian', broker);
      await stage().serve(first, Notes);
      await first.close();
      await publishAll(broker, upTo(500));
      const [, ...rest] = await Promise.all([
        stage().serve(stage().door('historian', broker), Notes),
        publishAll(
          broker,
          upTo(500).map((n) => n + 500),
        ),
      ]);
      expect(rest).toHaveLength(1);
      await handled.until((batches) => total(batches) >= 1_000);
      const seen = [...new Set(handled.items.flat())]; // at least once: what crossed the reconnection may come twice
      expect(seen).toEqual(upTo(1_000));
    });

    it('miss what was published while a consumer that is not persistent was away', async () => {
      const broker = await stage().broker();
      const { handled, Notes } = consumer(() => undefined, false);
      const first = stage().door('historian', broker);
      await stage().serve(first, Notes);
      await first.close();
      await publishAll(broker, [1]);
      await stage().serve(stage().door('historian', broker), Notes);
      await publishAll(broker, [2]);
      await handled.until((batches) => total(batches) >= 1);
      expect(handled.items.flat()).toEqual([2]);
    });

    it.each([[true], [false]])(
      'are offered again when the handler rejects (persistent: %s)',
      async (isPersistent) => {
        const broker = await stage().broker();
        let failuresLeft = 2;
        const done = new Collected<number[]>();
        const { Notes } = consumer((ns) => {
          failuresLeft -= 1;
          if (failuresLeft >= 0) throw new Error('the disk is full');
          done.add(ns);
        }, isPersistent);
        const door = stage().door('historian', broker);
        await stage().serve(door, Notes);
        await publishAll(broker, [1, 2]);
        await stage().logged.until((lines) => lines.some(({ message }) => message.includes('offered again')));
        expect(door.problem()).toContain('the disk is full');
        await done.until((batches) => total(batches) >= 2);
        expect(done.items.flat()).toEqual([1, 2]);
        await door.whenReady();
      },
    );

    it('leave out what is not a body, which is refused and does not come again', async () => {
      const broker = await stage().broker();
      const { handled, Notes } = consumer(() => undefined);
      const door = stage().door('historian', broker);
      await stage().serve(door, Notes);
      const observer = await stage().observer(broker, quarantineAdded.filter);
      for (const payload of ['{"n":1}', '{"n":', '{"n":2}']) await observer.publish('suite/notes/a', payload);
      await observer.seen.count(1);
      await handled.until((batches) => total(batches) >= 2);
      await door.close();
      const again = stage().door('historian', broker);
      await stage().serve(again, Notes);
      await publishAll(broker, [3]);
      await handled.until((batches) => total(batches) >= 3);
      expect(handled.items.flat()).toEqual([1, 2, 3]);
      expect(again.counters.refused).toBe(0);
    });

    it('at work are finished and acknowledged before the door closes', async () => {
      const broker = await stage().broker();
      const { promise, resolve } = Promise.withResolvers<void>();
      const { handled, Notes } = consumer(([n]) => (n === 1 ? promise : undefined));
      const door = stage().door('historian', broker);
      await stage().serve(door, Notes);
      await publishAll(broker, [1]);
      await handled.count(1);
      const closed = door.close();
      setImmediate(resolve);
      await closed;
      await stage().serve(stage().door('historian', broker), Notes);
      await publishAll(broker, [2]);
      await handled.until((batches) => batches.flat().includes(2));
      expect(handled.items.flat()).toEqual([1, 2]);
    });

    it('overlap where the handler wants it: full ones, begun and acknowledged in order', async () => {
      const broker = await stage().broker();
      const network = await stage().proxy(broker);
      const { promise: isFirstDone, resolve: endFirst } = Promise.withResolvers<void>();
      const work = ([n]: number[]): Promise<void> | void => (n === 0 ? isFirstDone : undefined);
      const { handled, Notes } = consumer(work, true, { atOnce: 3 });
      const limits = { batchMessages: 10, drainMs: 50 };
      const first = stage().door('historian', network, { limits });
      await stage().serve(first, Notes);
      await publishAll(broker, upTo(1)); // at once, alone
      await handled.count(1);
      await publishAll(broker, upTo(26).slice(1)); // two full batches and a rest that is not
      await handled.count(3);
      expect(handled.items.map(({ length }) => length)).toEqual([1, 10, 10]);
      network.refuse(); // as if killed: the later two are done, the first is not, so that nothing has been acknowledged
      endFirst();
      const again = consumer(() => undefined);
      await stage().serve(stage().door('historian', broker, { limits }), again.Notes);
      await again.handled.until((batches) => total(batches) >= 26);
      expect(again.handled.items.flat()).toEqual(upTo(26));
    });

    it('that fail together come again in order', async () => {
      const broker = await stage().broker();
      const { promise: isBegun, resolve: fail } = Promise.withResolvers<void>();
      let begun = 0;
      const work = async (): Promise<void> => {
        begun += 1;
        if (begun > 3) return;
        if (begun === 3) fail();
        await isBegun;
        throw new Error('away');
      };
      const { handled, Notes } = consumer(work, true, { atOnce: 3 });
      await stage().serve(stage().door('historian', broker, { limits: { batchMessages: 10 } }), Notes);
      await publishAll(broker, upTo(1));
      await handled.count(1);
      await publishAll(broker, upTo(31).slice(1));
      await handled.until((batches) => total(batches) >= 21 + 31);
      expect(handled.items.slice(3).flat()).toEqual(upTo(31));
    });
  });
};
