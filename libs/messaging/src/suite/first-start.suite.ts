import { describe, expect, it } from '@jest/globals';
import { serviceSessions } from '@kilowatch/contracts';
import { Controller, type Type } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { BrokerAddress, Received } from '../door.js';
import { handlersOf } from '../handlers.js';
import { Collected } from './collected.js';
import { entrusted, note } from './contracts.js';
import type { Stage } from './stage.js';

const topic = serviceSessions.topic({ name: 'historian' });
const limits = { publishDeadlineMs: 300 };

/** The keeper: has a persistent session for what it is entrusted with. */
const keeper = (kept: Collected<number>) => {
  @Controller()
  class Keeper {
    @(handlersOf('historian').OnBatch(entrusted, { isPersistent: true }))
    async keep(@Payload() batch: readonly Received<typeof entrusted>[]) {
      for (const { body } of batch) kept.add(body.n);
    }
  }
  return Keeper as Type;
};

export const describeFirstStart = (stage: () => Stage): void => {
  const serveKeeper = async (broker: BrokerAddress) => {
    const kept = new Collected<number>();
    const door = stage().door('historian', broker);
    await stage().serve(door, keeper(kept));
    return { door, kept };
  };

  describe('what a service keeps', () => {
    it('is not published before its session exists, and the reason names it', async () => {
      const broker = await stage().broker();
      const { client } = await stage().readyDoor('ingest', broker, { limits });
      await expect(client.publish(entrusted, {}, { n: 1 })).rejects.toMatchObject({
        code: 'service.unavailable',
        message: expect.stringMatching(
          /^Waiting for the first start of historian: .*suite\/entrusted/,
        ) as unknown,
      });
    });

    it('is published as soon as its session exists', async () => {
      const broker = await stage().broker();
      const { client } = await stage().readyDoor('ingest', broker, { limits: { publishDeadlineMs: 5_000 } });
      const published = client.publish(entrusted, {}, { n: 1 });
      const { kept } = await serveKeeper(broker);
      await published;
      expect(await kept.count(1)).toEqual([1]);
    });

    it('is published from then on, also while the service is away', async () => {
      const broker = await stage().broker();
      await (await serveKeeper(broker)).door.close();
      const { client } = await stage().readyDoor('ingest', broker, { limits });
      await client.publish(entrusted, {}, { n: 1 });
      expect(await (await serveKeeper(broker)).kept.count(1)).toEqual([1]);
    });

    it('stays with the device that reported it until it can be passed on: nothing is acknowledged, nothing is lost', async () => {
      const broker = await stage().broker();
      const door = stage().door('ingest', broker, { limits });
      @Controller()
      class Intake {
        @(handlersOf('ingest').OnBatch(note, { isPersistent: true }))
        async take(@Payload() batch: readonly Received<typeof note>[]) {
          for (const { body } of batch) await door.client.publish(entrusted, {}, body);
        }
      }
      await stage().serve(door, Intake);
      const observer = await stage().observer(broker);
      await observer.publish('suite/notes/device', '{"n":7}');
      await stage().logged.until((lines) => lines.some(({ message }) => message.includes('offered again')));
      expect(door.problem()).toContain('Waiting for the first start of historian');
      const { kept } = await serveKeeper(broker);
      expect(await kept.count(1)).toEqual([7]);
      await door.whenReady();
      expect(stage().logged.items.filter(({ message }) => message.includes('offered again'))).toHaveLength(1);
    });

    it('is named on the broker, retained', async () => {
      const broker = await stage().broker();
      const { door } = await serveKeeper(broker);
      await door.close();
      const observer = await stage().observer(broker, topic);
      await observer.seen.count(1);
      expect(JSON.parse(observer.textsOn(topic)[0] ?? '')).toEqual({ filters: ['suite/entrusted'] });
    });
  });
};
