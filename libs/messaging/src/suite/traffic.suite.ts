import { describe, expect, it } from '@jest/globals';
import { quarantineAdded } from '@kilowatch/contracts';
import { Controller, type Type } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { BrokerAddress, ReceivedBytes } from '../door.js';
import { handlersOf } from '../handlers.js';
import { Collected } from './collected.js';
import { chatter, talk } from './contracts.js';
import { Observer } from './observer.js';
import type { Stage } from './stage.js';

const { OnTraffic } = handlersOf('historian');

const listener = () => {
  const heard = new Collected<string>();
  const add = (batch: readonly ReceivedBytes[], who: string): void => {
    for (const { topic, payload } of batch) heard.add(`${who} ${topic} ${payload.toString('latin1')}`);
  };
  @Controller()
  class Listener {
    @OnTraffic(talk, {})
    async talk(@Payload() batch: readonly ReceivedBytes[]) {
      add(batch, 'talk');
    }

    @OnTraffic(chatter, { atOnce: 2 })
    async chatter(@Payload() batch: readonly ReceivedBytes[]) {
      add(batch, 'chatter');
    }
  }
  return { heard, Listener: Listener as Type };
};

export const describeTraffic = (stage: () => Stage): void => {
  const say = async (broker: BrokerAddress, ...said: (readonly [topic: string, bytes: string])[]) => {
    const device = await Observer.of(broker);
    for (const [topic, bytes] of said) await device.publish(topic, Buffer.from(bytes, 'latin1'));
    await device.close();
  };

  describe('traffic', () => {
    it('is handed over byte by byte, whatever of several filters it came by, and by one of several handlers', async () => {
      const { heard, Listener } = listener();
      const broker = await stage().broker();
      await stage().serve(stage().door('historian', broker), Listener);
      await say(broker, ['suite/talk/a', '\xff\0'], ['suite/more/b/c', ''], ['suite/talk/a/b', '1']);
      await heard.until((all) => all.length >= 3);
      expect([...heard.items].sort()).toEqual([
        'chatter suite/talk/a/b 1',
        'talk suite/more/b/c ',
        'talk suite/talk/a \xff\0',
      ]);
    });

    it('is kept while the service is away, also when its filters have been moved meanwhile', async () => {
      const { heard, Listener } = listener();
      const broker = await stage().broker();
      const first = stage().door('historian', broker);
      await stage().serve(first, Listener);
      await first.close();
      await say(broker, ['suite/talk/a', 'kept'], ['suite/more/b', 'not wanted any more']);
      const addresses = { 'suite/more/#': 'suite/else/+ , suite/else/x' };
      await stage().serve(stage().door('historian', broker, { addresses }), Listener);
      await say(broker, ['suite/more/b', 'nor this'], ['suite/else/x', 'new']);
      await heard.until((all) => all.length >= 2);
      expect(heard.items).toEqual(['talk suite/talk/a kept', 'talk suite/else/x new']);
    });

    it('that is too large goes to quarantine, and what comes with it does not', async () => {
      const { heard, Listener } = listener();
      const broker = await stage().broker();
      const observer = await stage().observer(broker, quarantineAdded.filter);
      const limits = { maxPayloadBytes: 10 };
      await stage().serve(stage().door('historian', broker, { limits }), Listener);
      await say(broker, ['suite/talk/a', 'x'.repeat(11)], ['suite/talk/a', 'y'.repeat(10)]);
      await heard.until((all) => all.length >= 1);
      expect(heard.items).toEqual([`talk suite/talk/a ${'y'.repeat(10)}`]);
      const [refusal] = await observer.seen.count(1);
      expect(JSON.parse(refusal!.text)).toMatchObject({ code: 'message.too-large', bytes: 11 });
    });

    it('has no filter that makes no sense', async () => {
      const broker = await stage().broker();
      for (const filters of ['a+', 'a/#/b', ' , '])
        expect(() => stage().door('historian', broker, { addresses: { 'suite/more/#': filters } })).toThrow(
          /suite\/more\/#/,
        );
    });
  });
};
