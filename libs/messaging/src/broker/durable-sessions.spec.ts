import { afterEach, describe, expect, it } from '@jest/globals';
import { Aedes, type Client } from 'aedes';
import { promisify } from 'node:util';
import { Collected } from '../suite/index.js';
import { DurableStage, publish } from '../suite/durable-stage.js';
import { brokerLimits } from './broker-limits.js';
import { DurableSessions } from './durable-sessions.js';

const own = 'own-historian';

describe('durable sessions of the embedded broker', () => {
  const stage = new DurableStage();
  afterEach(() => stage.clear());

  it('has after a kill what it had acknowledged and its session had not, in order, as duplicates, and not as retained', async () => {
    const folder = await stage.folder();
    const broker = await stage.start(folder);
    await stage.absent(broker, own, 'batteries/+/state');
    const device = await stage.device(broker);
    await Promise.all(
      ['1', '2', '3'].map((text) => publish(device, 'batteries/b/state', text, text === '2')),
    );
    await publish(device, 'elsewhere', 'for nobody');

    const again = await stage.start(await stage.killed(folder));
    const { heard } = await stage.connected(again, own);
    await heard.count(3);
    const as = { topic: 'batteries/b/state', dup: true, retain: false };
    expect(heard.items).toEqual(['1', '2', '3'].map((text) => ({ ...as, text })));
  });

  it('does not deliver again what the session has acknowledged, also when it was in two sessions', async () => {
    const folder = await stage.folder();
    const broker = await stage.start(folder);
    await stage.absent(broker, 'own-slow', '#');
    const { client, heard } = await stage.connected(broker, own);
    await client.subscribeAsync('a', { qos: 1 });
    const device = await stage.device(broker);
    for (const text of ['1', '2']) await publish(device, 'a', text);
    await heard.count(2);
    await client.endAsync(); // what it acknowledged before has arrived
    await publish(device, 'a', '3');
    await broker.close();

    const again = await stage.start(folder);
    const [historian, slow] = [await stage.connected(again, own), await stage.connected(again, 'own-slow')];
    await Promise.all([historian.heard.count(1), slow.heard.count(3)]);
    expect(historian.heard.items.map(({ text }) => text)).toEqual(['3']);
    expect(slow.heard.items.map(({ text }) => text)).toEqual(['1', '2', '3']);
  });

  it('keeps nothing on the disk for sessions of others', async () => {
    const folder = await stage.folder();
    const broker = await stage.start(folder);
    await stage.absent(broker, 'somebody', '#');
    const device = await stage.device(broker);
    await publish(device, 'a', '1');
    const again = await stage.start(await stage.killed(folder));
    const { client, heard } = await stage.connected(again, 'somebody');
    await client.subscribeAsync('b', { qos: 1 });
    await publish(client, 'b', '2');
    await heard.count(1);
    expect(heard.items.map(({ text }) => text)).toEqual(['2']);
  });

  it('hands on what was journalled when its publisher has gone before its acknowledgement, but no command', async () => {
    const aedes = await Aedes.createBroker();
    stage.keep(() => new Promise<void>((resolve) => aedes.close(resolve)));
    const options = {
      folder: await stage.folder(),
      quotaBytes: 2 ** 24,
      isOwn: () => true,
      onBroken: () => undefined,
    };
    const durable = await DurableSessions.open(options, brokerLimits, stage.log);
    stage.keep(() => durable.close());
    durable.install(aedes, { subscriptionsByTopic: () => Promise.resolve([{ clientId: own }]) }, [
      stage.commandTopic,
    ]);
    const heard = new Collected<string>();
    aedes.subscribe(
      '#',
      ({ topic }, done) => {
        heard.add(topic);
        done();
      },
      () => undefined,
    );

    for (const topic of ['a', stage.commandTopic]) {
      const packet = {
        cmd: 'publish',
        topic,
        payload: Buffer.from('1'),
        qos: 1,
        messageId: 7,
        dup: false,
        retain: false,
      } as const;
      const client = { id: 'device', closed: false } as Client;
      await promisify(aedes.authorizePublish).call(aedes, client, packet);
    }
    durable.sweep(aedes, performance.now());
    durable.sweep(aedes, performance.now() + 60_000);
    durable.sweep(aedes, performance.now() + 120_000);
    await heard.count(1);
    aedes.publish(
      { cmd: 'publish', topic: 'last', payload: '', qos: 0, dup: false, retain: false },
      () => undefined,
    );
    await heard.until((topics) => topics.includes('last'));
    expect(heard.items).toEqual(['a', 'last']);
  });
});
