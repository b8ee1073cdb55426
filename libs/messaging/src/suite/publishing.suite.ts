import { describe, expect, it } from '@jest/globals';
import type { MessagingClient } from '../door.js';
import { kept, note, word } from './contracts.js';
import type { Stage } from './stage.js';

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

export const describePublishing = (stage: () => Stage): void => {
  const publishDeadlineMs = 250;

  const throughProxy = async (limits = {}) => {
    const broker = await stage().broker();
    const observer = await stage().observer(broker, 'suite/#');
    const network = await stage().proxy(broker);
    const door = await stage().readyDoor('mqtt-publisher', network, {
      limits: { publishDeadlineMs, ...limits },
    });
    return { observer, network, door, client: door.client };
  };

  /** Whatever the door still had to send after it came back would have been seen before this. */
  const sentAfterwards = async (client: MessagingClient): Promise<void> => {
    await client.publish(word, {}, 'yes');
  };

  describe('publishing', () => {
    it('resolves when the broker has the message, and not before', async () => {
      const broker = await stage().broker();
      const observer = await stage().observer(broker, 'suite/#');
      const door = await stage().readyDoor('ingest', broker);
      await door.client.publish(note, { author: 'a/b +#' }, { n: 1 });
      await door.client.publish(kept, { author: 'c' }, { n: 2 });
      await door.client.publish(word, {}, 'yes');
      await observer.seen.count(3);
      expect(observer.seen.items).toEqual([
        { topic: 'suite/notes/a%2Fb%20%2B%23', text: '{"n":1}', isRetained: false },
        { topic: 'suite/kept/c', text: '{"n":2}', isRetained: false },
        { topic: 'suite/word', text: 'yes', isRetained: false },
      ]);
      expect(door.counters.published).toBe(3);
      const later = await stage().observer(broker, 'suite/#');
      await later.seen.count(1);
      expect(later.seen.items).toEqual([{ topic: 'suite/kept/c', text: '{"n":2}', isRetained: true }]);
    });

    it('refuses a body outside the contract before it is sent', async () => {
      const { client } = await throughProxy();
      await expect(client.publish(note, { author: 'a' }, { n: 1.5 })).rejects.toMatchObject({
        code: 'message.malformed',
        message: expect.stringContaining('n: ') as unknown,
      });
    });

    it('publishes on a moved address', async () => {
      const broker = await stage().broker();
      const observer = await stage().observer(broker, '#');
      const { client } = await stage().readyDoor('ingest', broker, {
        addresses: { 'suite/word': 'my/word' },
      });
      await client.publish(word, {}, 'no');
      await observer.seen.until((items) =>
        items.some(({ topic, text }) => topic === 'my/word' && text === 'no'),
      );
    });

    it('refuses at once while disconnected, and does not send it later', async () => {
      const { client, network, observer, door } = await throughProxy();
      network.refuse();
      await stage().logged.until((lines) => lines.some(({ message }) => message.includes('no connection')));
      const startMs = performance.now();
      await expect(client.publish(note, { author: 'a' }, { n: 1 })).rejects.toMatchObject({
        code: 'broker.disconnected',
      });
      expect(performance.now() - startMs).toBeLessThan(100);
      network.heal();
      await door.whenReady();
      await sentAfterwards(client);
      await observer.seen.count(1);
      expect(observer.seen.items.map(({ topic }) => topic)).toEqual(['suite/word']);
    });

    it('takes back what a black hole swallowed: nothing arrives late', async () => {
      const { client, network, observer, door } = await throughProxy();
      network.hold();
      const startMs = performance.now();
      const failed = await Promise.allSettled([
        client.publish(note, { author: 'a' }, { n: 1 }),
        client.publish(note, { author: 'a' }, { n: 2 }),
      ]);
      expect(failed.map((result) => result.status === 'rejected' && codeOf(result.reason))).toEqual([
        'publish.not-confirmed',
        'publish.not-confirmed',
      ]);
      expect(performance.now() - startMs).toBeGreaterThanOrEqual(publishDeadlineMs - 5);
      expect(door.counters.notConfirmed).toBe(2);
      expect(await network.left.count(1)).toEqual(['reset']);
      network.heal();
      await door.whenReady();
      await sentAfterwards(client);
      await observer.seen.count(1);
      expect(observer.seen.items.map(({ topic }) => topic)).toEqual(['suite/word']);
      expect(door.counters.reconnects).toBe(1);
    });

    it('does not send again what was on its way when the connection broke', async () => {
      const { client, network, observer, door } = await throughProxy();
      network.hold();
      const published = client.publish(note, { author: 'a' }, { n: 1 }).catch(codeOf);
      network.cut();
      expect(await published).toBe('publish.not-confirmed');
      network.heal();
      await door.whenReady();
      await sentAfterwards(client);
      await observer.seen.count(1);
      expect(observer.seen.items.map(({ topic }) => topic)).toEqual(['suite/word']);
    });

    it.each([
      ['messages', { outboxMessages: 2 }, '2 messages'],
      ['bytes', { outboxBytes: 20 }, '20 bytes'],
    ])('bounds the outbox by %s and says so', async (_, limits, words) => {
      const { client, network } = await throughProxy(limits);
      network.hold();
      const results = await Promise.allSettled(
        [1, 2, 3].map((n) => client.publish(note, { author: 'a' }, { n })),
      );
      const third = results[2];
      expect(third?.status === 'rejected' && third.reason).toMatchObject({
        code: 'outbox.full',
        message: expect.stringContaining(words) as unknown,
      });
      network.heal();
    });
  });
};
