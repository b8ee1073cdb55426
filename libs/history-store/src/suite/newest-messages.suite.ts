import { describe, expect, it } from '@jest/globals';
import type { OriginalMessage } from '@kilowatch/contracts';
import type { HistoryStore, NewestMessagesAsked } from '../history-store.js';
import { type OpenEmpty, aMessage, allPages, hourMs, t0 } from './fixtures.js';

const cells = (parts: Partial<NewestMessagesAsked> = {}): NewestMessagesAsked => ({
  ...{ kind: 'cell', fromMs: 0, limit: 100 },
  ...parts,
});

const fromCell = (device: string, parts: Partial<OriginalMessage> = {}): OriginalMessage =>
  aMessage({ device: `cell:${device}`, body: '{"voltage":3.7}', ...parts });

async function pagesOf(store: HistoryStore, query: Partial<NewestMessagesAsked>) {
  return allPages(async (cursor) => {
    const { messages, next } = await store.newestMessages({ ...cells(query), cursor });
    return { items: messages, next };
  });
}

/** The newest originals of a kind of device. */
export function describeNewestMessages(openEmpty: OpenEmpty): void {
  const openWith = async (messages: readonly OriginalMessage[]): Promise<HistoryStore> => {
    const store = await openEmpty();
    for (const message of messages) await store.append([{ readings: [], messages: [message] }]);
    return store;
  };

  describe('the newest messages of a kind', () => {
    it('come newest first, of all its devices, a page at a time', async () => {
      const messages = Array.from({ length: 7 }, (_, i) =>
        fromCell(`c${i % 3}`, { receivedAtMs: t0 + Math.floor(i / 2) * 7_000, arrival: i }),
      );
      const others = ['gas:c1', 'cellar:c1', 'heat-pump:cell:'].map((device) =>
        aMessage({ device, receivedAtMs: t0 + 60_000 }),
      );
      const store = await openWith([...messages.slice(3), ...others, ...messages.slice(0, 3)]);
      const pages = await pagesOf(store, { limit: 3 });
      expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
      expect(pages.flat()).toEqual(messages.toReversed());
    });

    it('are found wherever the last one lies, and of a kind that never spoke there are none', async () => {
      const messages = [0, 1, 90 * 24, 90 * 24 + 1, 800 * 24].map((hours, i) =>
        fromCell('c1', { receivedAtMs: t0 + hours * hourMs, arrival: i }),
      );
      const store = await openWith(messages);
      expect((await store.newestMessages(cells())).messages).toEqual(messages.toReversed());
      expect(await store.newestMessages(cells({ limit: 1 }))).toEqual({
        messages: messages.slice(-1),
        next: expect.any(String),
      });
      expect(await store.newestMessages(cells({ kind: 'gas' }))).toEqual({ messages: [] });
    });

    it('are those of the devices and of the time asked for', async () => {
      const messages = [-1, 0, 1, 2].flatMap((ms) =>
        ['a', 'b', 'c'].map((name) => fromCell(name, { receivedAtMs: t0 + ms })),
      );
      const store = await openWith(messages);
      const bodies = async (query: Partial<NewestMessagesAsked>) =>
        (await store.newestMessages(cells(query))).messages.map(
          ({ device, receivedAtMs }) => `${device} ${receivedAtMs - t0}`,
        );
      const span = { fromMs: t0, toMs: t0 + 2 };
      expect(await bodies({ ...span, devices: ['cell:a', 'gas:b', 'cell:none', 'cell:c'] })).toEqual([
        ...['cell:c 1', 'cell:a 1', 'cell:c 0', 'cell:a 0'],
      ]);
      expect(await bodies({ ...span, devices: ['cell:b'] })).toEqual(['cell:b 1', 'cell:b 0']);
      expect(await bodies({ ...span, devices: [] })).toEqual([]);
      const many = Array.from({ length: 500 }, (_, i) => `cell:x${i}`);
      expect(await bodies({ ...span, devices: [...many, 'cell:b'] })).toEqual(['cell:b 1', 'cell:b 0']);
    });

    it('are each given once where many share a receipt, also when more come meanwhile', async () => {
      const messages = ['a', 'b', 'c', 'd', 'e'].map((name) => fromCell(name));
      const store = await openWith(messages);
      const first = await store.newestMessages(cells({ limit: 2 }));
      await store.append([{ readings: [], messages: [fromCell('a', { receivedAtMs: t0 + 1 })] }]);
      const second = await store.newestMessages(cells({ limit: 2, cursor: first.next }));
      const third = await store.newestMessages(cells({ limit: 2, cursor: second.next }));
      const given = [first, second, third].flatMap((page) => page.messages);
      expect(given).toEqual(messages.toReversed());
      expect(third.next).toBeUndefined();
    });

    it('end a page early when they are long, but never with nothing', async () => {
      const messages = [10, 10, 300].map((length, i) =>
        fromCell('c1', { arrival: i, body: 'x'.repeat(length) }),
      );
      const pages = await pagesOf(await openWith(messages), {});
      expect(pages.map(({ length }) => length)).toEqual([1, 2]);
    });

    it('of a device that was forgotten are gone', async () => {
      const store = await openWith([fromCell('demo'), fromCell('c1')]);
      await store.forget('cell:demo');
      expect((await store.newestMessages(cells())).messages).toEqual([fromCell('c1')]);
    });

    it.each(['', 'nonsense', 'm-lx5zwg00-0-1', 'n-0-0-0', 'n-0-0-1', 'n-zzzzzzzzzzz-zzzzzzzzzzz-1'])(
      'with the cursor %j are refused',
      async (cursor) => {
        const store = await openWith([fromCell('c1')]);
        const asked = store.newestMessages(cells({ fromMs: 1, cursor }));
        await expect(asked).rejects.toEqual(expect.objectContaining({ code: 'request.invalid' }));
      },
    );
  });
}
