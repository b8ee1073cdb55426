import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { connectAsync, type IPublishPacket, type MqttClient } from 'mqtt';
import { cp, type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Collected, type LogLine } from '../suite/index.js';
import { EmbeddedBroker } from './embedded-broker.js';

interface Heard {
  readonly topic: string;
  readonly text: string;
  readonly dup: boolean;
  readonly retain: boolean;
}

const command = 'battery/charge';
const own = 'own-historian';

describe('durable sessions of the embedded broker', () => {
  let closing: (() => unknown)[] = [];
  const broken: Error[] = [];
  const logged = new Collected<LogLine>();
  const add = (context: object, message: string): void => logged.add({ context: { ...context }, message });

  const newFolder = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'broker-journal-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    return folder;
  };

  const start = async (folder: string, quotaBytes = 2 ** 24): Promise<EmbeddedBroker> => {
    const broker = await EmbeddedBroker.listen({
      host: '127.0.0.1',
      port: 0,
      log: { info: add, warn: add, error: add },
      commandTopics: [command],
      durable: {
        folder,
        quotaBytes,
        isOwn: (id) => id.startsWith('own'),
        onBroken: (error) => broken.push(error),
      },
    });
    closing.push(() => broker.close());
    return broker;
  };

  /** What another process finds that is started after this one was killed now. */
  const killed = async (folder: string): Promise<string> => {
    const copy = await newFolder();
    await cp(folder, copy, { recursive: true });
    return copy;
  };

  const connected = async ({ port }: EmbeddedBroker, clientId: string, clean = false) => {
    const heard = new Collected<Heard>();
    const client = await connectAsync(
      `mqtt://127.0.0.1:${port}`,
      { clientId, clean, reconnectPeriod: 0 },
      false,
    );
    client.on('message', (topic, payload, { dup, retain }: IPublishPacket) =>
      heard.add({ topic, text: payload.toString(), dup, retain }),
    );
    closing.push(() => client.endAsync(true));
    return { client, heard };
  };

  /** A session that is subscribed and away. */
  const absent = async (broker: EmbeddedBroker, clientId: string, filter: string): Promise<void> => {
    const { client } = await connected(broker, clientId);
    await client.subscribeAsync(filter, { qos: 1 });
    await client.endAsync();
  };

  const hasSettled = async (promise: Promise<unknown>): Promise<boolean> => {
    const turns = new Promise((resolve) => setImmediate(() => setImmediate(() => resolve(false))));
    return (await Promise.race([promise.then(() => true), turns])) === true;
  };

  const publish = (client: MqttClient, topic: string, text: string, retain = false): Promise<unknown> =>
    client.publishAsync(topic, text, { qos: 1, retain });

  afterEach(async () => {
    jest.restoreAllMocks();
    for (const close of closing.reverse()) await close();
    closing = [];
    broken.length = 0;
    logged.items.length = 0;
  });

  it('has after a kill what it had acknowledged and its session had not, in order, as duplicates, and not as retained', async () => {
    const folder = await newFolder();
    const broker = await start(folder);
    await absent(broker, own, 'batteries/+/state');
    const { client: device } = await connected(broker, 'device', true);
    await Promise.all(
      ['1', '2', '3'].map((text) => publish(device, 'batteries/b/state', text, text === '2')),
    );
    await publish(device, 'elsewhere', 'for nobody');

    const again = await start(await killed(folder));
    const { heard } = await connected(again, own);
    await heard.count(3);
    const as = { topic: 'batteries/b/state', dup: true, retain: false };
    expect(heard.items).toEqual(['1', '2', '3'].map((text) => ({ ...as, text })));
  });

  it('does not deliver again what the session has acknowledged, also when it was in two sessions', async () => {
    const folder = await newFolder();
    const broker = await start(folder);
    await absent(broker, 'own-slow', '#');
    const { client, heard } = await connected(broker, own);
    await client.subscribeAsync('a', { qos: 1 });
    const { client: device } = await connected(broker, 'device', true);
    for (const text of ['1', '2']) await publish(device, 'a', text);
    await heard.count(2);
    await client.endAsync(); // what it acknowledged before has arrived
    await publish(device, 'a', '3');
    await broker.close();

    const again = await start(folder);
    const [historian, slow] = [await connected(again, own), await connected(again, 'own-slow')];
    await Promise.all([historian.heard.count(1), slow.heard.count(3)]);
    expect(historian.heard.items.map(({ text }) => text)).toEqual(['3']);
    expect(slow.heard.items.map(({ text }) => text)).toEqual(['1', '2', '3']);
  });

  it('keeps nothing on the disk for sessions of others', async () => {
    const folder = await newFolder();
    const broker = await start(folder);
    await absent(broker, 'somebody', '#');
    const { client: device } = await connected(broker, 'device', true);
    await publish(device, 'a', '1');
    const again = await start(await killed(folder));
    const { client, heard } = await connected(again, 'somebody');
    await client.subscribeAsync('b', { qos: 1 });
    await publish(client, 'b', '2');
    await heard.count(1);
    expect(heard.items.map(({ text }) => text)).toEqual(['2']);
  });

  const spyOnSync = async (folder: string) => {
    const handle = await open(join(folder, 'lock'));
    await handle.close();
    return jest.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'datasync');
  };

  it('acknowledges when the disk has it, and not before', async () => {
    const folder = await newFolder();
    const broker = await start(folder);
    await absent(broker, own, 'a');
    const { client: device } = await connected(broker, 'device', true);
    await publish(device, 'a', 'the first, which makes the file');
    const synced = Promise.withResolvers<void>();
    const isSyncing = Promise.withResolvers<void>();
    (await spyOnSync(folder)).mockImplementationOnce(() => {
      isSyncing.resolve();
      return synced.promise;
    });
    const published = publish(device, 'a', '1');
    await isSyncing.promise;
    await publish((await connected(broker, 'other', true)).client, 'b', 'for nobody: at once');
    expect(await hasSettled(published)).toBe(false);
    synced.resolve();
    await published;
  });

  it('acknowledges nothing to devices while it is full, says so, and carries commands on; then it goes on by itself', async () => {
    const folder = await newFolder();
    const broker = await start(folder, 40_000);
    await absent(broker, own, '#');
    const { client: device } = await connected(broker, 'device', true);
    const text = 'x'.repeat(1_000);
    const published: Promise<unknown>[] = Array.from({ length: 60 }, () => publish(device, 'a', text));
    await published[0];
    const { client: commander, heard: commands } = await connected(broker, 'commander', true);
    await commander.subscribeAsync(command, { qos: 1 });
    for (let i = 0; i < 60; i++) await publish(commander, command, text);
    await commands.count(60);
    expect(broker.problem()).toMatch(/is full: its quota of 40000 bytes/);
    expect(
      logged.items.map(({ message }) => message).filter((message) => message.includes('without being')),
    ).toHaveLength(1);
    expect(await hasSettled(Promise.all(published))).toBe(false);

    const { heard } = await connected(broker, own);
    await Promise.all(published);
    await heard.count(120);
    await publish(device, 'a', 'more');
    await heard.until((items) => items.some((item) => item.text === 'more'));
    expect(broker.problem()).toBeUndefined();
  });

  it('acknowledges nothing more when the disk has failed, says so at once, and carries commands on', async () => {
    const folder = await newFolder();
    const broker = await start(folder);
    await absent(broker, own, '#');
    const { client: device } = await connected(broker, 'device', true);
    await publish(device, 'a', 'the first');
    (await spyOnSync(folder)).mockRejectedValueOnce(
      Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }),
    );
    const published = publish(device, 'a', '1');
    published.catch(() => undefined); // closed at the end of the test
    const { client: commander } = await connected(broker, 'commander', true);
    await publish(commander, command, '{"charge":1}');
    expect(broken.map(({ message }) => message)).toEqual([expect.stringContaining('EIO: i/o error')]);
    expect(broker.problem()).toMatch('The disk has failed');
    expect(await hasSettled(published)).toBe(false);
  });

  it('takes a command that waits for a disk that does not answer', async () => {
    const folder = await newFolder();
    const broker = await start(folder);
    await absent(broker, own, '#');
    const { client: commander } = await connected(broker, 'commander', true);
    await publish(commander, command, 'the first');
    const synced = Promise.withResolvers<void>();
    (await spyOnSync(folder)).mockReturnValueOnce(synced.promise);
    await publish(commander, command, '{"charge":1}');
    synced.resolve();
    const { heard } = await connected(broker, own);
    await heard.count(2);
  });
});
