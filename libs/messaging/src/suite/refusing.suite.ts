import { describe, expect, it } from '@jest/globals';
import { type BodyOf, Fault, maxKeptPayloadBytes, quarantineAdded } from '@kilowatch/contracts';
import { Controller, type Type } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { QuarantineEntry } from '../consuming/refusals.js';
import type { Received } from '../door.js';
import { handlersOf } from '../handlers.js';
import { Collected } from './collected.js';
import { note } from './contracts.js';
import type { Stage } from './stage.js';

type Note = Received<typeof note>;
type Entry = BodyOf<typeof quarantineAdded>;

const topic = note.topic({ author: 'a' });
const entriesIn = (texts: readonly { readonly text: string }[]): Entry[] =>
  texts.map(({ text }) => JSON.parse(text) as Entry);

/** Takes batches; what it takes can be waited for. */
const taker = () => {
  const taken = new Collected<number>();
  @Controller()
  class Taker {
    @(handlersOf('historian').OnBatch(note, { isPersistent: true }))
    async take(@Payload() batch: readonly Note[]) {
      for (const { body } of batch) taken.add(body.n);
    }
  }
  return { taken, Taker: Taker as Type };
};

export const describeRefusing = (stage: () => Stage): void => {
  describe('refusing', () => {
    it.each([
      ['text as it is', '{"n":"ä"}', { encoding: 'utf8', data: '{"n":"ä"}' }],
      ['bytes that are no text in base64', Buffer.from([0xff, 0]), { encoding: 'base64', data: '/wA=' }],
      ['nothing of what is too large', 'x'.repeat(maxKeptPayloadBytes + 1), undefined],
    ])('sends %s to quarantine', async (_, payload, kept) => {
      const broker = await stage().broker();
      const observer = await stage().observer(broker, quarantineAdded.filter);
      const { Taker } = taker();
      const door = stage().door('historian', broker);
      await stage().serve(door, Taker);
      await observer.publish(topic, payload);
      const [entry] = entriesIn(await observer.seen.count(1));
      expect(entry?.payload).toEqual(kept);
      expect(door.counters.refusals).toEqual({ 'message.malformed': 1 });
    });

    it('can be of a part of a message, under the topic on which it could be played again', async () => {
      const broker = await stage().broker();
      const observer = await stage().observer(broker, quarantineAdded.filter);
      const door = await stage().readyDoor('historian', broker);
      door.refuse(
        { topic, text: '{"n":2}', receivedAtMs: 5 },
        new Fault('message.malformed', 'not this one'),
      );
      const [entry] = entriesIn(await observer.seen.count(1));
      expect(entry).toMatchObject({ origin: `mqtt:${topic}`, atMs: 5, payload: { data: '{"n":2}' } });
    });

    it('tells of a storm in part, counts all of it, and goes on', async () => {
      const broker = await stage().broker();
      const observer = await stage().observer(broker, quarantineAdded.filter);
      const { taken, Taker } = taker();
      const door = stage().door('historian', broker, { limits: { refusalsPerSecond: 3 }, now: () => 1_000 });
      await stage().serve(door, Taker);
      await Promise.all(Array.from({ length: 50 }, () => observer.publish(topic, 'x')));
      await observer.publish(topic, '{"n":1}');
      await taken.count(1);
      await observer.seen.count(3);
      expect(door.counters.refusals).toEqual({ 'message.malformed': 50 });
      expect(observer.seen.items).toHaveLength(3);
    });

    it('sends all of what a handler refuses, however little of it is told', async () => {
      const broker = await stage().broker();
      const observer = await stage().observer(broker, quarantineAdded.filter);
      const door = await stage().readyDoor('historian', broker, { limits: { refusalsPerSecond: 3 } });
      for (let n = 0; n < 10; n++)
        door.refuse({ topic, text: `{"n":${n}}` }, new Fault('message.malformed', 'not now'));
      const entries = entriesIn(await observer.seen.count(10));
      expect(entries.map(({ payload }) => payload?.data)).toContain('{"n":9}');
    });

    it('hands all of a storm, together, to the keeper of this process', async () => {
      const broker = await stage().broker();
      const observer = await stage().observer(broker, quarantineAdded.filter);
      const { Taker } = taker();
      const door = stage().door('historian', broker, { limits: { refusalsPerSecond: 3 } });
      const kept = new Collected<QuarantineEntry>();
      door.keepRefusals((entries) => entries.forEach(kept.add));
      await stage().serve(door, Taker);
      await Promise.all(Array.from({ length: 50 }, () => observer.publish(topic, 'x')));
      await kept.count(50);
      expect(observer.seen.items).toHaveLength(0);
    });

    it('hands the keeper at once what was refused so far, and says whether it took that', async () => {
      const door = stage().door('historian', await stage().broker());
      const kept: QuarantineEntry[] = [];
      const keepNow = door.keepRefusals((entries) => {
        if (kept.push(...entries) > 1) throw new Error('the disk is full');
      });
      const refuse = () => door.refuse({ topic, text: 'x' }, new Fault('message.malformed', 'no'));
      expect(keepNow()).toBe(true);
      refuse();
      expect(keepNow()).toBe(true);
      expect(kept).toHaveLength(1);
      refuse();
      expect(keepNow()).toBe(false);
    });

    it('leaves with the broker what the keeper of this process cannot keep', async () => {
      const broker = await stage().broker();
      const observer = await stage().observer(broker, quarantineAdded.filter);
      const { Taker } = taker();
      const door = stage().door('historian', broker);
      door.keepRefusals(() => {
        throw new Error('the disk is full');
      });
      await stage().serve(door, Taker);
      await observer.publish(topic, 'x');
      const [entry] = entriesIn(await observer.seen.count(1));
      expect(entry?.preview).toBe('x');
    });

    it('comes before the acknowledgement: what could not be sent to quarantine is delivered again', async () => {
      const broker = await stage().broker();
      const network = await stage().proxy(broker);
      const observer = await stage().observer(broker);
      const { Taker } = taker();
      const first = stage().door('historian', network, { limits: { drainMs: 50 } });
      await stage().serve(first, Taker);
      const refused = stage().logged.until((lines) =>
        lines.some(({ message }) => message === 'refused a message'),
      );
      // As if the process had been killed between the refusal and its arrival in quarantine.
      first.keepRefusals(() => {
        network.refuse();
        throw new Error('killed');
      });
      await observer.publish(topic, 'x');
      await refused;
      const kept = new Collected<QuarantineEntry>();
      const second = stage().door('historian', broker);
      second.keepRefusals((entries) => entries.forEach(kept.add));
      await stage().serve(second, taker().Taker);
      expect((await kept.count(1))[0]).toMatchObject({ origin: `mqtt:${topic}`, preview: 'x' });
    });
  });
};
