import { describe, expect, it } from '@jest/globals';
import { type OpenEmpty, aMessage, allPages, hourMs, range, t0 } from './fixtures.js';

/** The accepted originals. */
export function describeMessages(openEmpty: OpenEmpty): void {
  describe('messages', () => {
    it('come back as they were accepted, in order of receipt, a page at a time', async () => {
      const store = await openEmpty();
      const messages = Array.from({ length: 5 }, (_, i) =>
        aMessage({ receivedAtMs: t0 + Math.floor(i / 2), arrival: i, body: `{"n":${i},"text":"ü"}` }),
      );
      await store.append([{ readings: [], messages: messages.toReversed() }]);
      const pages = await allPages(async (cursor) => {
        const page = await store.messages({ ...range(), limit: 2, cursor });
        return { items: page.messages, next: page.next };
      });
      expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
      expect(pages.flat()).toEqual(messages);
    });

    it('end a page early when they are long, but never with nothing', async () => {
      const store = await openEmpty();
      const messages = [300, 10, 10].map((length, i) => aMessage({ arrival: i, body: 'x'.repeat(length) }));
      await store.append([{ readings: [], messages }]);
      const pages = await allPages(async (cursor) => {
        const page = await store.messages({ ...range(), limit: 100, cursor });
        return { items: page.messages, next: page.next };
      });
      expect(pages.map(({ length }) => length)).toEqual([1, 2]);
    });

    it('belong to their device and to the time asked for', async () => {
      const store = await openEmpty();
      const messages = [
        aMessage({ device: 'battery:b2' }),
        aMessage({ receivedAtMs: t0 - 1 }),
        aMessage({ receivedAtMs: t0 + hourMs }),
        aMessage(),
      ];
      await store.append([{ readings: [], messages }]);
      expect((await store.messages({ ...range(), limit: 10 })).messages).toEqual([aMessage()]);
    });
  });
}
