import { describe, expect, it } from '@jest/globals';
import { Fault, quarantineAdded, type Refusal } from '@kilowatch/contracts';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { Received } from '../door.js';
import { handlersOf } from '../handlers.js';
import { Collected } from './collected.js';
import { echo, kept, note, word } from './contracts.js';
import type { Stage } from './stage.js';

const listener = () => {
  const seen = new Collected<readonly [kind: string, value: unknown, retained?: boolean]>();
  const { OnMessage, OnBatch } = handlersOf('ingest');

  @Controller()
  class Listener {
    @OnMessage(note)
    note(@Payload() { n }: { n: number }, @Ctx() received: Received<typeof note>) {
      if (n === -1) throw new Fault('setpoint.out-of-range', 'n must not be -1');
      if (n === -2) throw new TypeError('broken');
      seen.add([received.address.author, n]);
    }

    @OnMessage(word)
    word(@Payload() body: string) {
      seen.add(['word', body]);
    }

    @OnMessage(kept)
    kept(@Payload() { n }: { n: number }, @Ctx() { isRetained, topic, text }: Received<typeof kept>) {
      seen.add([`${topic} ${text}`, n, isRetained]);
    }
  }

  const { OnMessage: OnOthersMessage } = handlersOf('historian');
  @Controller()
  class Other {
    @OnOthersMessage(note)
    note(@Payload() { n }: { n: number }) {
      seen.add(['other', n]);
    }
  }

  @Controller()
  class Batches {
    @OnBatch(note, { isPersistent: false })
    async notes(@Payload() batch: readonly Received<typeof note>[]) {
      for (const { body } of batch) seen.add(['batch', body.n]);
    }
  }
  return { seen, Listener, Other, Batches };
};

const refusalsIn = (texts: readonly { readonly text: string }[]): Refusal[] =>
  texts.map(({ text }) => JSON.parse(text) as Refusal);

const topic = note.topic({ author: 'a' });
const bad: readonly (readonly [string, string, string | Buffer, RegExp])[] = [
  ['an empty payload', topic, '', /empty/],
  ['what is not JSON', topic, '{"n":', /not JSON/],
  ['another shape', topic, '{"n":"1"}', /^n: /],
  ['an unknown key', topic, '{"n":1,"m":2}', /m/],
  ['null', topic, 'null', /object/],
  ['bytes that are not UTF-8', topic, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), /UTF-8/],
  ['a word that is none', 'suite/word', 'perhaps', /yes/],
  ['too many bytes', topic, `{"n":1${' '.repeat(5_000)}}`, /4000/],
];

export const describeConsuming = (stage: () => Stage): void => {
  const listening = async () => {
    const broker = await stage().broker();
    const observer = await stage().observer(broker, quarantineAdded.filter);
    const { seen, Listener } = listener();
    const door = stage().door('ingest', broker, { limits: { maxPayloadBytes: 4_000 } });
    await stage().serve(door, Listener);
    return { broker, observer, seen, door };
  };

  describe('consuming', () => {
    it('hands over body, address, text and the retained flag', async () => {
      const broker = await stage().broker();
      const observer = await stage().observer(broker);
      await observer.publish(kept.topic({ author: 'x' }), '{"n": 1}', { retain: true });
      const { seen, Listener } = listener();
      await stage().serve(stage().door('ingest', broker), Listener);
      await observer.publish(note.topic({ author: 'ü/1' }), '{"n":2}');
      await observer.publish('suite/word', 'no');
      await seen.count(3);
      expect(seen.items).toEqual([
        ['suite/kept/x {"n": 1}', 1, true],
        ['ü/1', 2],
        ['word', 'no'],
      ]);
    });

    it.each(bad)('refuses %s, says why, and takes the next good message', async (_, on, payload, reason) => {
      const { seen, observer, door } = await listening();
      await observer.publish(on, payload);
      await observer.publish(topic, '{"n":7}');
      await seen.count(1);
      await observer.seen.count(1);
      const [refusal] = refusalsIn(observer.seen.items);
      expect(seen.items).toEqual([['a', 7]]);
      expect(door.counters).toMatchObject({ received: 2, refused: 1 });
      expect(refusal).toMatchObject({
        service: 'ingest',
        origin: `mqtt:${on}`,
        bytes: Buffer.byteLength(payload),
      });
      expect(refusal?.reason).toMatch(reason);
    });

    it('never quarantines a refusal of a refusal', async () => {
      const broker = await stage().broker();
      const { OnMessage } = handlersOf('ingest');
      @Controller()
      class Quarantine {
        @OnMessage(quarantineAdded)
        add(@Payload() _refusal: Refusal) {
          throw new Fault('message.malformed', 'not even this');
        }
      }
      const door = stage().door('ingest', broker);
      await stage().serve(door, Quarantine);
      const observer = await stage().observer(broker, quarantineAdded.filter);
      await observer.publish(quarantineAdded.topic({}), 'no refusal at all');
      await stage().logged.until((lines) => lines.some(({ message }) => message === 'refused a message'));
      await door.client.publish(word, {}, 'yes');
      await observer.seen.count(1);
      expect(observer.seen.items).toHaveLength(1);
      expect(door.counters.refused).toBe(1);
    });

    it('takes a fault of the handler for its refusal, logs any other error, and goes on', async () => {
      const { seen, observer, door } = await listening();
      for (const n of [-1, -2, 3]) await observer.publish(topic, JSON.stringify({ n }));
      await seen.count(1);
      const [refusal] = refusalsIn(await observer.seen.count(1));
      expect(refusal).toMatchObject({ code: 'setpoint.out-of-range', reason: 'n must not be -1' });
      const line = stage().logged.items.find(({ context }) => context['err'] instanceof TypeError);
      expect(line?.context['incident']).toEqual(expect.any(String));
      expect(door.counters.refused).toBe(1);
    });

    it('keeps services that share a Nest module apart', async () => {
      const broker = await stage().broker();
      const observer = await stage().observer(broker);
      const { seen, Listener, Other } = listener();
      await stage().serve(stage().door('historian', broker), Listener, Other);
      await observer.publish(topic, '{"n":1}');
      await observer.publish(topic, '{"n":2}');
      await seen.count(2);
      expect(seen.items).toEqual([
        ['other', 1],
        ['other', 2],
      ]);
    });

    it('gives a message to every handler of a service that asked for it', async () => {
      const broker = await stage().broker();
      const observer = await stage().observer(broker);
      const { seen, Listener, Batches } = listener();
      await stage().serve(stage().door('ingest', broker), Listener, Batches);
      await observer.publish(topic, '{"n":1}');
      await seen.count(2);
      expect(seen.items.map(([kind]) => kind).sort()).toEqual(['a', 'batch']);
    });

    it('subscribes again after the connection was lost', async () => {
      const broker = await stage().broker();
      const network = await stage().proxy(broker);
      const { seen, Listener } = listener();
      const door = stage().door('ingest', network);
      await stage().serve(door, Listener);
      const { client } = await stage().readyDoor('control-api', broker);
      network.refuse();
      await stage().logged.until((lines) => lines.some(({ message }) => message.includes('no connection')));
      expect(door.isReady()).toBe(false);
      expect(door.problem()).toContain('Not connected to the MQTT broker');
      network.heal();
      await door.whenReady();
      await client.publish(note, { author: 'a' }, { n: 5 });
      await seen.count(1);
      expect(door.counters.reconnects).toBeGreaterThanOrEqual(1);
    });

    it('listens on a moved address', async () => {
      const broker = await stage().broker();
      const observer = await stage().observer(broker);
      const { seen, Listener } = listener();
      await stage().serve(
        stage().door('ingest', broker, { addresses: { 'suite/word': 'my/word' } }),
        Listener,
      );
      await observer.publish('suite/word', 'no');
      await observer.publish('my/word', 'yes');
      await seen.count(1);
      expect(seen.items).toEqual([['word', 'yes']]);
    });

    it('refuses to move an address that cannot be moved', async () => {
      const broker = await stage().broker();
      const open = (addresses: Record<string, string>) => () => stage().door('ingest', broker, { addresses });
      expect(open({ 'suite/word': 'my/+' })).toThrow('"my/+" cannot replace suite/word');
      expect(open({ [echo.pattern]: 'x' })).toThrow('has placeholders');
    });
  });
};
