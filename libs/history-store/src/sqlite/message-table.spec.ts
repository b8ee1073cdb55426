import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OriginalMessage } from '@kilowatch/contracts';
import { defaultHistoryLimits, type HistoryLimits } from '../history-limits.js';
import { aMessage, t0 } from '../suite/fixtures.js';
import { Damaged } from './chunks/words.js';
import { byReceipt } from './message-blocks.js';
import { MessageTable } from './message-table.js';
import { migrations } from './schema.js';
import { Transactions } from './transactions.js';

let db: DatabaseSync;
beforeEach(() => {
  db = new DatabaseSync(':memory:');
  for (const step of migrations) db.exec(step);
});
afterEach(() => db.close());

const dayMs = 86_400_000;
const nowMs = t0 + 100 * dayMs;

function opened(limits: Partial<HistoryLimits> = {}) {
  const said: string[] = [];
  const table = new MessageTable(db, { ...defaultHistoryLimits, ...limits }, (text) => said.push(text));
  const transactions = new Transactions(db, [table]);
  const [sealing, retention] = table.tasks(transactions, () => nowMs);
  return {
    table,
    said,
    add: (messages: readonly OriginalMessage[]) => transactions.run(() => table.add(messages)),
    forget: (device: string) => transactions.run(() => table.forget(device)),
    seal: () => {
      while (sealing?.step());
    },
    sealSome: () => sealing?.step(),
    retain: () => {
      while (retention?.step());
    },
  };
}

const countOf = (name: string): number =>
  Number(db.prepare(`SELECT count(*) AS n FROM ${name}`).get()?.['n']);
const totals = () =>
  Object.fromEntries(
    db
      .prepare('SELECT name, value FROM totals')
      .all()
      .map(({ name, value }) => [String(name), Number(value)]),
  );

const asked = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

function allOf(table: MessageTable, device: string, limit = 500): OriginalMessage[] {
  const found: OriginalMessage[] = [];
  let cursor: string | undefined;
  do {
    const { messages, next } = table.page({ device, ...asked, limit, cursor });
    found.push(...messages);
    cursor = next;
  } while (cursor !== undefined);
  return found;
}

const many = (count: number, parts: Partial<OriginalMessage> = {}) =>
  Array.from({ length: count }, (_, i) => aMessage({ receivedAtMs: t0 + i * 1_000, arrival: i, ...parts }));

describe('originals in a SQLite history', () => {
  it('are put together by device once there are enough, and read in the same order before and after', () => {
    const { table, add, seal } = opened();
    const messages = many(600).map((one, i) => ({ ...one, device: `battery:b${i % 3}` }));
    for (let i = 0; i < 600; i += 2) add(messages.slice(i, i + 2).toReversed());
    const before = allOf(table, 'battery:b1', 7);
    expect(before).toEqual(messages.filter(({ device }) => device === 'battery:b1'));
    seal();
    expect([countOf('message_log'), countOf('message_blocks')]).toEqual([0, 3]);
    expect(allOf(table, 'battery:b1', 7)).toEqual(before);
  });

  it('go on in a block that is not full, and begin another behind one that is', () => {
    const { table, add, seal } = opened();
    const messages = many(4_000, { body: 'x'.repeat(20) });
    for (let i = 0; i < 4_000; i += 8) {
      add(messages.slice(i, i + 8));
      if (i % 2_048 === 0) seal();
    }
    for (let i = 0; i < 256; i++) add([]);
    seal();
    expect(countOf('message_blocks')).toBeLessThan(5);
    expect(allOf(table, 'battery:b1')).toEqual(messages);
  });

  it('are all there whatever is done in between, and a device that is forgotten is gone', () => {
    const { table, add, forget, sealSome } = opened();
    const [kept, gone] = [many(700), many(300, { device: 'battery:demo' })];
    kept.forEach((one, i) => {
      add([one, ...gone.slice(i, i + 1)]);
      if (i > 300) sealSome();
      if (i === 400) expect(forget('battery:demo')).toBe(300);
    });
    expect(allOf(table, 'battery:b1')).toEqual(kept);
    expect(allOf(table, 'battery:demo')).toEqual([]);
    expect(totals()).toEqual({ messageRows: 700, messageBytes: 700 * aMessage().body.length });
  });

  it('older than they are to be kept are dropped, to the day', () => {
    const { table, add, seal, retain } = opened({ messageDays: 10 });
    const messages = Array.from({ length: 500 }, (_, i) =>
      aMessage({ receivedAtMs: nowMs - (i * dayMs) / 20, arrival: i }),
    );
    for (const message of messages) add([message]);
    seal();
    retain();
    const kept = messages.filter(({ receivedAtMs }) => receivedAtMs >= nowMs - 10 * dayMs);
    expect(allOf(table, 'battery:b1')).toEqual(kept.toSorted(byReceipt));
    expect(totals()['messageRows']).toBe(kept.length);
  });

  it('that are damaged on the disk cost only themselves', () => {
    const { table, said, add, seal, forget } = opened({ messageRows: 1_000 });
    const messages = many(600);
    for (const message of messages.slice(0, 300)) add([message]);
    db.exec("UPDATE message_log SET body = x'00' WHERE id = 7");
    expect(() => allOf(table, 'battery:b1')).toThrow(Damaged);
    seal();
    expect(said).toEqual(['1 original messages in the history file were damaged and are gone']);
    expect(allOf(table, 'battery:b1')).toEqual(messages.slice(0, 300).toSpliced(6, 1));
    db.exec("UPDATE message_blocks SET body = x'00'");
    for (const message of messages.slice(300)) add([message]);
    seal();
    const behind = { device: 'battery:b1', fromMs: t0 + 300_000, toMs: nowMs, limit: 500 };
    expect(table.page(behind).messages).toEqual(messages.slice(300));
    add(many(450, { device: 'battery:b2' }));
    expect(totals()['messageRows']).toBe(750);
    expect(forget('battery:b1')).toBe(300);
  });

  it('of a write that fails leave nothing behind', () => {
    const { table, add } = opened();
    add(many(3));
    db.exec("CREATE TRIGGER full BEFORE INSERT ON message_log BEGIN SELECT RAISE(ABORT, 'disk'); END");
    expect(() => add(many(5))).toThrow(/disk/);
    db.exec('DROP TRIGGER full');
    add(many(1, { arrival: 9 }));
    expect(allOf(table, 'battery:b1')).toHaveLength(4);
    expect(totals()['messageRows']).toBe(4);
  });
});

it('within their bounds they come back complete and in order; beyond, as many as may be stay', () => {
  const message = fc.record({
    device: fc.constantFrom('battery:a', 'battery:b'),
    receivedAtMs: fc.nat(30).map((s) => t0 + s),
    arrival: fc.nat(2),
    body: fc.string({ maxLength: 6 }),
  });
  const write = fc.array(message.map(aMessage), { maxLength: 12 });
  const step = fc.oneof(
    { weight: 6, arbitrary: write.map((messages) => ({ messages })) },
    { weight: 1, arbitrary: fc.constantFrom('battery:a', 'battery:b').map((device) => ({ device })) },
    { weight: 3, arbitrary: fc.constant('seal' as const) },
  );
  const bound = fc.oneof(fc.constant(1_000), fc.integer({ min: 1, max: 20 }));
  const property = fc.property(
    fc.array(step, { maxLength: 30 }),
    bound,
    fc.integer({ min: 1, max: 9 }),
    (steps, messageRows, limit) => {
      db.exec('DELETE FROM message_log; DELETE FROM message_blocks; UPDATE totals SET value = 0');
      const { table, add, forget } = opened({ messageRows });
      let model: OriginalMessage[] = [];
      for (const one of steps) {
        if (one === 'seal')
          forget('battery:none'); // puts all together
        else if ('device' in one) {
          const found = allOf(table, one.device, limit).length;
          expect(forget(one.device)).toBe(found);
          model = model.filter(({ device }) => device !== one.device);
        } else {
          add(one.messages);
          model.push(...one.messages);
        }
      }
      const found = ['battery:a', 'battery:b'].map((device) => allOf(table, device, limit));
      if (messageRows === 1_000) {
        expect(found).toEqual(
          ['battery:a', 'battery:b'].map((wanted) =>
            model.filter(({ device }) => device === wanted).toSorted(byReceipt),
          ),
        );
      }
      expect(found.flat().length).toBeLessThanOrEqual(messageRows);
      expect(totals()).toEqual({
        messageRows: found.flat().length,
        messageBytes: found.flat().reduce((sum, { body }) => sum + body.length, 0),
      });
    },
  );
  fc.assert(property);
});
