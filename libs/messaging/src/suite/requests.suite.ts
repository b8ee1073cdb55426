import { describe, expect, it } from '@jest/globals';
import { Fault, inbox, quarantineAdded } from '@kilowatch/contracts';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { Received } from '../door.js';
import { handlersOf } from '../handlers.js';
import { Collected } from './collected.js';
import { echo, hurried, patient } from './contracts.js';
import type { Stage } from './stage.js';

const { OnRequest } = handlersOf('historian');

interface Question {
  readonly text: string;
}

@Controller()
class Echo {
  @OnRequest(echo)
  async echo(@Payload() { text }: Question, @Ctx() { address }: Received<typeof echo>) {
    if (text === 'refuse') throw new Fault('device.unknown', 'There is no such device');
    if (text === 'break') throw new TypeError('a secret of ours');
    return { text: `${text} from ${address.place}` };
  }
}

const silentService = () => {
  const asked = new Collected<string>();
  @Controller()
  class Silent {
    @OnRequest(hurried)
    async hurry(@Payload() { text }: Question) {
      asked.add(text);
      return new Promise<Question>(() => undefined);
    }

    @OnRequest(patient)
    async wait(@Payload() { text }: Question) {
      asked.add(text);
      return new Promise<Question>(() => undefined);
    }
  }
  return { asked, Silent };
};

const elapsedMs = async (work: () => Promise<unknown>): Promise<number> => {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
};

export const describeRequests = (stage: () => Stage): void => {
  const answering = async () => {
    const broker = await stage().broker();
    await stage().serve(stage().door('historian', broker), Echo);
    const { client, proxy } = await stage().readyDoor('control-api', broker);
    return { broker, client, proxy };
  };

  describe('requests', () => {
    it('answers with what the handler returned, and tells it where it was asked', async () => {
      const { client } = await answering();
      await expect(client.request(echo, { place: 'the attic' }, { text: 'hello' })).resolves.toEqual({
        text: 'hello from the attic',
      });
    });

    it('gives each of many questions in flight its own answer', async () => {
      const { client } = await answering();
      const texts = Array.from({ length: 300 }, (_, i) => `q${i}`);
      const replies = await Promise.all(texts.map((text) => client.request(echo, { place: 'x' }, { text })));
      expect(replies.map(({ text }) => text)).toEqual(texts.map((text) => `${text} from x`));
    });

    it('is reachable in the idiom of Nest', async () => {
      const { proxy } = await answering();
      const reply = proxy.send<unknown>(echo, { address: { place: 'x' }, body: { text: 'hello' } });
      await expect(lastValueFrom(reply)).resolves.toEqual({ text: 'hello from x' });
    });

    it('passes a fault of the handler on with its code', async () => {
      const { client } = await answering();
      await expect(client.request(echo, { place: 'x' }, { text: 'refuse' })).rejects.toMatchObject({
        code: 'device.unknown',
        message: 'There is no such device',
      });
    });

    it('answers any other error with an incident id only, and logs it whole', async () => {
      const { client } = await answering();
      const error = await client.request(echo, { place: 'x' }, { text: 'break' }).catch((e: unknown) => e);
      expect(error).toMatchObject({ code: 'internal' });
      expect(String(error)).not.toContain('secret');
      const line = stage().logged.items.find(({ context }) => context['err'] instanceof TypeError);
      expect(String(error)).toContain(line?.context['incident']);
    });

    it('does not send a question outside its contract', async () => {
      const { client } = await answering();
      const asked = client.request(echo, { place: 'x' }, { text: 1 as unknown as string });
      await expect(asked).rejects.toMatchObject({ code: 'request.invalid' });
    });

    it('knows at once that nobody is there to answer', async () => {
      const { client } = await stage().readyDoor('control-api', await stage().broker());
      const ms = await elapsedMs(() =>
        expect(client.request(patient, {}, { text: 'anybody?' })).rejects.toMatchObject({
          code: 'service.unavailable',
        }),
      );
      expect(ms).toBeLessThan(5_000); // the grace for late statuses, not the deadline of 7 s
    });

    it('fails at the deadline when no answer comes', async () => {
      const broker = await stage().broker();
      const { Silent } = silentService();
      await stage().serve(stage().door('historian', broker), Silent);
      const { client } = await stage().readyDoor('control-api', broker);
      await expect(client.request(hurried, {}, { text: '?' })).rejects.toMatchObject({
        code: 'request.deadline',
      });
    });

    it('fails what is in flight when its responder falls over', async () => {
      const broker = await stage().broker();
      const network = await stage().proxy(broker);
      const { asked, Silent } = silentService();
      await stage().serve(stage().door('historian', network), Silent);
      const { client } = await stage().readyDoor('control-api', broker);
      const answer = client.request(patient, {}, { text: '?' }).catch((error: unknown) => error);
      await asked.count(1);
      network.refuse();
      expect(await answer).toMatchObject({
        code: 'request.unanswered',
        message: expect.stringContaining('it may have done'),
      });
    });

    it('fails what is in flight when its own connection is lost', async () => {
      const broker = await stage().broker();
      const network = await stage().proxy(broker);
      const { asked, Silent } = silentService();
      await stage().serve(stage().door('historian', broker), Silent);
      const { client } = await stage().readyDoor('control-api', network);
      const answer = client.request(patient, {}, { text: '?' }).catch((error: unknown) => error);
      await asked.count(1);
      network.refuse();
      expect(await answer).toMatchObject({
        code: 'request.unanswered',
        message: expect.stringContaining('it may have done'),
      });
      await expect(client.request(patient, {}, { text: '?' })).rejects.toMatchObject({
        code: 'broker.disconnected',
      });
    });

    it('drops a question whose deadline has passed', async () => {
      const broker = await stage().broker();
      const { asked, Silent } = silentService();
      await stage().serve(stage().door('historian', broker), Silent);
      const observer = await stage().observer(broker);
      const replyTo = inbox.topic({ client: 'observer' });
      const ask = (text: string, deadlineAtMs: number): Promise<void> => {
        const envelope = { replyTo, correlation: text, deadlineAtMs, body: { text } };
        return observer.publish(patient.topic({}), JSON.stringify(envelope), { qos: 0 });
      };
      await ask('late', Date.now() - 1);
      await ask('in time', Date.now() + 5_000);
      await asked.count(1);
      expect(asked.items).toEqual(['in time']);
    });

    it.each([
      ['ahead of', 3_600_000],
      ['behind', -3_600_000],
    ])('says so when its clock is an hour %s that of the asker', async (words, offMs) => {
      const broker = await stage().broker();
      const now = () => Date.now() + offMs;
      await stage().serve(stage().door('historian', broker, { now }), Echo);
      const { client } = await stage().readyDoor('control-api', broker);
      await expect(client.request(echo, { place: 'x' }, { text: '?' })).rejects.toMatchObject({
        code: 'service.unavailable',
        message: expect.stringMatching(
          new RegExp(`^The clock of historian is 3\\d{3} s ${words} .* set the clocks$`),
        ) as unknown,
      });
    });

    it.each([
      ['retained', { retain: true }, { replyTo: 'kw/v1/inbox/x' }, 'message.retained-command'],
      ['that wants its answer on a device topic', {}, { replyTo: 'battery/charge' }, 'message.malformed'],
      ['of another shape', {}, { replyTo: 'kw/v1/inbox/x', body: { text: 7 } }, 'request.invalid'],
    ])('refuses a question %s', async (_, options, changes, code) => {
      const broker = await stage().broker();
      await stage().serve(stage().door('historian', broker), Echo);
      const observer = await stage().observer(broker, quarantineAdded.filter, 'battery/charge');
      const envelope = {
        correlation: '1',
        deadlineAtMs: Date.now() + 5_000,
        body: { text: 'x' },
        ...changes,
      };
      const topic = echo.topic({ place: 'x' });
      await observer.publish(topic, JSON.stringify(envelope), { qos: 0, ...options });
      if ('retain' in options) await stage().serve(stage().door('historian', broker), Echo); // subscribes anew
      const [first] = await observer.seen.count(1);
      expect(JSON.parse(first?.text ?? '')).toMatchObject({ code, origin: `mqtt:${topic}` });
      expect(observer.textsOn('battery/charge')).toEqual([]);
    });
  });
};
