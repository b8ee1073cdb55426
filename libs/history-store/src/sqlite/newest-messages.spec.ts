import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { OriginalMessage } from '@kilowatch/contracts';
import { defaultHistoryLimits } from '../history-limits.js';
import type { NewestMessagesAsked } from '../history-store.js';
import { isAskedMessage, newestFirst } from '../newest-messages.js';
import { aMessage, t0 } from '../suite/fixtures.js';
import { Damaged } from './chunks/words.js';
import { MessageTable } from './message-table.js';
import { migrations } from './schema.js';
import { Transactions } from './transactions.js';

let db: DatabaseSync;
beforeEach(() => {
  db = new DatabaseSync(':memory:');
  for (const step of migrations) db.exec(step);
});
afterEach(() => db.close());

function opened() {
  const table = new MessageTable(db, defaultHistoryLimits);
  const transactions = new Transactions(db, [table]);
  return {
    table,
    add: (messages: readonly OriginalMessage[]) => transactions.run(() => table.add(messages)),
    /** Puts all together by device. */
    seal: () => transactions.run(() => table.forget('battery:none')),
  };
}

function allOf(table: MessageTable, query: NewestMessagesAsked): OriginalMessage[] {
  const found: OriginalMessage[] = [];
  let cursor: string | undefined;
  do {
    const page = table.newestPage({ ...query, cursor });
    found.push(...page.messages);
    cursor = page.next;
  } while (cursor !== undefined);
  return found;
}

it('are the same wherever they lie, whatever is asked', () => {
  const device = fc.constantFrom('cell:a', 'cell:ü', 'gas:a', 'battery:b');
  const message = fc.record({
    device,
    receivedAtMs: fc.nat(20).map((ms) => t0 + ms),
    arrival: fc.nat(2),
    body: fc.string({ maxLength: 6 }),
  });
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.array(message.map(aMessage), { maxLength: 12 }) },
    { weight: 1, arbitrary: fc.constantFrom('seal' as const, 'open anew' as const) },
  );
  const query: fc.Arbitrary<NewestMessagesAsked> = fc
    .record({
      kind: fc.constantFrom('cell', 'gas'),
      devices: fc.option(fc.uniqueArray(device), { nil: undefined }),
      fromMs: fc.nat(20).map((ms) => t0 + ms),
      toMs: fc.option(
        fc.nat(20).map((ms) => t0 + ms),
        { nil: undefined },
      ),
      limit: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ devices, toMs, ...rest }) => ({
      ...rest,
      ...(devices && { devices }),
      ...(toMs !== undefined && { toMs }),
    }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), query, (steps, asked) => {
      db.exec('DELETE FROM message_log; DELETE FROM message_blocks; UPDATE totals SET value = 0');
      let history = opened();
      for (const one of steps) {
        if (one === 'seal') history.seal();
        else if (one === 'open anew') history = opened();
        else history.add(one);
      }
      const model = steps.flatMap((one) => (typeof one === 'string' ? [] : one));
      const expected = model.filter(isAskedMessage(asked, undefined)).sort(newestFirst);
      expect(allOf(history.table, asked)).toEqual(expected);
    }),
  );
});

it('are found without reading what cannot hold them', () => {
  const { table, add, seal } = opened();
  const speak = (i: number) => add([aMessage({ device: `gas:g${i}`, receivedAtMs: t0 + i }), aMessage()]);
  for (let i = 0; i < 10; i++) speak(i);
  seal();
  for (let i = 10; i < 20; i++) speak(i);
  add([aMessage({ receivedAtMs: t0 + 30 })]);
  db.exec(`UPDATE message_log SET body = x'00' WHERE last_at_ms NOT IN (${t0 + 18}, ${t0 + 19})`);
  db.exec("UPDATE message_blocks SET body = x'00'");
  const ask = (limit: number) => table.newestPage({ kind: 'gas', fromMs: 0, limit }).messages;
  expect(ask(1)).toMatchObject([{ device: 'gas:g19' }]);
  expect(() => ask(2)).toThrow(Damaged);
});
