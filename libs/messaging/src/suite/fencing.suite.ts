import { describe, expect, it } from '@jest/globals';
import { type InstanceEntry, serviceInstance, serviceStatus } from '@kilowatch/contracts';
import { Controller, type Type } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { BrokerAddress, Door, Received } from '../door.js';
import { handlersOf } from '../handlers.js';
import { Collected } from './collected.js';
import { echo, note } from './contracts.js';
import type { Stage } from './stage.js';

const { OnBatch, OnRequest } = handlersOf('historian');
const status = serviceStatus.topic({ name: 'historian' });
const instance = serviceInstance.topic({ name: 'historian' });
const answerMs = 200;
const limits = { instanceAnswerMs: answerMs, instanceWatchMs: 400 };

/** One process of the historian: answers with its own name and keeps what it is told. */
const process = (name: string, notes: Collected<number>) => {
  @Controller()
  class Historian {
    @OnRequest(echo)
    async echo() {
      return { text: name };
    }

    @OnBatch(note, { isPersistent: true })
    async take(@Payload() batch: readonly Received<typeof note>[]) {
      for (const { body } of batch) notes.add(body.n);
    }
  }
  return Historian as Type;
};

interface Instance {
  readonly door: Door;
  readonly notes: Collected<number>;
  readonly yields: Collected<InstanceEntry>;
  /** Resolves when its turn comes. */
  readonly whenMine: Promise<void>;
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

export const describeFencing = (stage: () => Stage): void => {
  const start = async (name: string, broker: BrokerAddress): Promise<Instance> => {
    const notes = new Collected<number>();
    const yields = new Collected<InstanceEntry>();
    const door = stage().door('historian', broker, { limits, isFenced: true, onYield: yields.add });
    // As the kit does: what the process is made of comes after its turn. Here it may come before, and waits at the gate.
    const served = stage().serve(door, process(name, notes));
    served.catch(() => undefined);
    const whenMine = door.whenMine(5_000);
    whenMine.catch(() => undefined); // closed while it waits
    return { door, notes, yields, whenMine };
  };

  const working = async (name: string, broker: BrokerAddress): Promise<Instance> => {
    const started = await start(name, broker);
    await started.door.whenReady();
    return started;
  };

  const waiting = async (name: string, broker: BrokerAddress): Promise<Instance> => {
    const started = await start(name, broker);
    await stage().logged.until((lines) =>
      lines.some(({ message }) => message.startsWith('Another historian')),
    );
    return started;
  };

  const asker = async (broker: BrokerAddress) => {
    const { client } = await stage().readyDoor('control-api', broker);
    return {
      whoAnswers: async () => (await client.request(echo, { place: 'x' }, { text: '' })).text,
      note: (n: number) => client.publish(note, { author: 'a' }, { n }),
    };
  };

  const said = (words: string) => stage().logged.items.filter(({ message }) => message.includes(words));

  describe('of two instances of a service', () => {
    it('the second waits: opens nothing, answers nothing, and says who works and what to do', async () => {
      const broker = await stage().broker();
      await working('first', broker);
      const observer = await stage().observer(broker, status, instance);
      await observer.seen.count(2);
      const second = await waiting('second', broker);
      const { whoAnswers, note: publish } = await asker(broker);
      for (const n of upTo(5)) await publish(n);
      expect(await Promise.all(upTo(5).map(whoAnswers))).toEqual(upTo(5).map(() => 'first'));
      expect(second.notes.items).toEqual([]);
      expect(second.door.isReady()).toBe(false);
      const holder = JSON.parse(observer.textsOn(instance)[0] ?? '') as InstanceEntry;
      expect(second.door.problem()).toBe(
        `Another historian works already (host ${holder.host}, process ${holder.pid}, instance ${holder.instance}, since ${new Date(holder.sinceMs).toISOString()}); this one waits and takes over when that one is gone. Stop one of the two.`,
      );
      await observer.seen.until((seen) => seen.filter(({ topic }) => topic === instance).length >= 4); // it asks again and again
      expect(said('Another historian')).toHaveLength(1);
      expect(observer.textsOn(status)).toEqual(['online']);
      expect(new Set(observer.textsOn(instance)).size).toBe(1);
    });

    it('the second takes over at once when the first closes, and nothing is lost or done twice', async () => {
      const broker = await stage().broker();
      const first = await working('first', broker);
      const second = await waiting('second', broker);
      const { whoAnswers, note: publish } = await asker(broker);
      const sending = (async () => {
        for (const n of upTo(300)) await publish(n);
      })();
      await first.notes.count(20);
      const startMs = performance.now();
      await first.door.close();
      await second.door.whenReady();
      expect(performance.now() - startMs).toBeLessThan(1_500);
      await sending;
      await second.notes.until((ns) => ns.includes(299));
      expect([...first.notes.items, ...second.notes.items]).toEqual(upTo(300));
      expect(await whoAnswers()).toBe('second');
      expect(second.door.problem()).toBeUndefined();
    });

    it('the second takes over when the first has died, and gets what that one had not acknowledged', async () => {
      const broker = await stage().broker();
      const network = await stage().proxy(broker);
      const first = await working('first', network);
      const second = await waiting('second', broker);
      const { whoAnswers, note: publish } = await asker(broker);
      for (const n of upTo(5)) await publish(n);
      network.refuse();
      for (const n of upTo(10).slice(5)) await publish(n);
      await second.door.whenReady();
      expect(await whoAnswers()).toBe('second');
      await second.notes.until((ns) => ns.includes(9));
      expect(new Set([...first.notes.items, ...second.notes.items])).toEqual(new Set(upTo(10)));
    });

    it.each(upTo(5))('exactly one works when both start at the same moment (%i)', async () => {
      const broker = await stage().broker();
      const both = await Promise.all([start('a', broker), start('b', broker)]);
      await Promise.race(both.map(({ door }) => door.whenReady()));
      await stage().logged.until((lines) =>
        lines.some(({ message }) => message.startsWith('Another historian')),
      );
      const { whoAnswers } = await asker(broker);
      const winner = await whoAnswers();
      expect(both.map(({ door }) => door.isReady())).toEqual([winner === 'a', winner === 'b']);
      expect(await Promise.all(upTo(5).map(whoAnswers))).toEqual(upTo(5).map(() => winner));
      await both[winner === 'a' ? 0 : 1]?.door.close();
      await both[winner === 'a' ? 1 : 0]?.door.whenReady();
      expect(await whoAnswers()).not.toBe(winner);
    });

    it('one that was frozen steps back when it thaws, and does not fight', async () => {
      const broker = await stage().broker();
      const network = await stage().proxy(broker);
      const frozen = await working('frozen', network);
      const second = await waiting('second', broker);
      network.hold();
      await second.door.whenReady();
      const { whoAnswers, note: publish } = await asker(broker);
      network.heal();
      const [holder] = await frozen.yields.count(1);
      expect(frozen.door.problem()).toContain(`instance ${holder?.instance}`);
      const before = said('a batch session lost the broker').length;
      for (const n of upTo(50)) await publish(n);
      await second.notes.until((ns) => ns.includes(49));
      expect(second.notes.items).toEqual(upTo(50));
      expect(frozen.notes.items).toEqual([]);
      expect(await Promise.all(upTo(5).map(whoAnswers))).toEqual(upTo(5).map(() => 'second'));
      expect(said('a batch session lost the broker')).toHaveLength(before);
      await second.door.close();
      await frozen.door.whenReady();
      expect(await whoAnswers()).toBe('frozen');
    });

    it('one that was cut off goes on when nobody has taken over meanwhile', async () => {
      const broker = await stage().broker();
      const network = await stage().proxy(broker);
      const only = await working('only', network);
      network.cut();
      await stage().logged.until((lines) => lines.some(({ message }) => message.includes('no connection')));
      await only.door.whenReady();
      expect(only.yields.items).toEqual([]);
    });
  });

  describe('one instance of a service', () => {
    it('does not wait when nobody has announced itself', async () => {
      const broker = await stage().broker();
      const startMs = performance.now();
      const { whenMine } = await start('only', broker);
      await whenMine;
      expect(performance.now() - startMs).toBeLessThan(answerMs);
    });

    it('does not wait after one that has closed', async () => {
      const broker = await stage().broker();
      await (await working('before', broker)).door.close();
      const startMs = performance.now();
      await working('after', broker);
      expect(performance.now() - startMs).toBeLessThan(answerMs);
    });

    it('waits for an answer only, not for the last will, of one that has vanished without a word', async () => {
      const broker = await stage().broker();
      const network = await stage().proxy(broker);
      await working('vanished', network);
      network.hold(); // the broker has noticed nothing: the connection is half open
      const observer = await stage().observer(broker, status);
      const startMs = performance.now();
      await working('restarted', broker);
      const ms = performance.now() - startMs;
      expect(ms).toBeGreaterThan(answerMs - 20);
      expect(ms).toBeLessThan(answerMs + 800);
      network.cut(); // now the broker says the last will of the old connection
      const { whoAnswers } = await asker(broker);
      await observer.seen.until(
        (seen) => seen.some(({ text }) => text === 'offline') && seen.at(-1)?.text === 'online',
      );
      expect(await whoAnswers()).toBe('restarted');
    });

    it('goes on without a broker, and steps back when it finds another at work later', async () => {
      const broker = await stage().broker();
      await working('first', broker);
      const network = await stage().proxy(broker);
      network.refuse();
      const yields = new Collected<InstanceEntry>();
      const door = stage().door('historian', network, { limits, isFenced: true, onYield: yields.add });
      await door.whenMine(50);
      expect(door.problem()).toContain('Not connected');
      network.heal();
      const [holder] = await yields.count(1);
      expect(door.problem()).toContain(`instance ${holder?.instance}`);
    });
  });
};
