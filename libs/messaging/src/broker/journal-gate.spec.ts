import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { DurableStage, hasSettled, publish } from '../suite/durable-stage.js';

const own = 'own-historian';

describe('the acknowledgement of the embedded broker', () => {
  const stage = new DurableStage();
  afterEach(async () => {
    jest.restoreAllMocks();
    await stage.clear();
  });

  const spyOnSync = async (folder: string) => {
    const handle = await open(join(folder, 'lock'));
    await handle.close();
    return jest.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'datasync');
  };

  it('goes out when the disk has the message, and not before', async () => {
    const folder = await stage.folder();
    const broker = await stage.start(folder);
    await stage.absent(broker, own, 'a');
    const device = await stage.device(broker);
    await publish(device, 'a', 'the first, which makes the file');
    const synced = Promise.withResolvers<void>();
    const isSyncing = Promise.withResolvers<void>();
    (await spyOnSync(folder)).mockImplementationOnce(() => {
      isSyncing.resolve();
      return synced.promise;
    });
    const published = publish(device, 'a', '1');
    await isSyncing.promise;
    await publish(await stage.device(broker, 'other'), 'b', 'for nobody: at once');
    expect(await hasSettled(published)).toBe(false);
    synced.resolve();
    await published;
  });

  it('waits while there is no room, which is said; commands are carried on, and it goes out when there is', async () => {
    const folder = await stage.folder();
    const broker = await stage.start(folder, 40_000);
    await stage.absent(broker, own, '#');
    const device = await stage.device(broker);
    const text = 'x'.repeat(1_000);
    const published: Promise<unknown>[] = Array.from({ length: 60 }, () => publish(device, 'a', text));
    await published[0];
    const { client: commander, heard: commands } = await stage.connected(broker, 'commander', true);
    await commander.subscribeAsync(stage.commandTopic, { qos: 1 });
    for (let i = 0; i < 60; i++) await publish(commander, stage.commandTopic, text);
    await commands.count(60);
    expect(broker.problem()).toMatch(/is full: its quota of 40000 bytes/);
    expect(
      stage.logged.items.map(({ message }) => message).filter((message) => message.includes('without being')),
    ).toHaveLength(1);
    expect(await hasSettled(Promise.all(published))).toBe(false);

    const { heard } = await stage.connected(broker, own);
    await Promise.all(published);
    await heard.count(120);
    await publish(device, 'a', 'more');
    await heard.until((items) => items.some((item) => item.text === 'more'));
    expect(broker.problem()).toBeUndefined();
  });

  it('never goes out again when the disk has failed, which is said at once; commands are carried on', async () => {
    const folder = await stage.folder();
    const broker = await stage.start(folder);
    await stage.absent(broker, own, '#');
    const device = await stage.device(broker);
    await publish(device, 'a', 'the first');
    (await spyOnSync(folder)).mockRejectedValueOnce(
      Object.assign(new Error('EIO: i/o error'), { code: 'EIO' }),
    );
    const published = publish(device, 'a', '1');
    published.catch(() => undefined); // closed at the end of the test
    const commander = await stage.device(broker, 'commander');
    await publish(commander, stage.commandTopic, '{"charge":1}');
    expect(stage.broken.map(({ message }) => message)).toEqual([expect.stringContaining('EIO: i/o error')]);
    expect(broker.problem()).toMatch('The disk has failed');
    expect(await hasSettled(published)).toBe(false);
  });

  it('of a command does not wait for a disk that does not answer', async () => {
    const folder = await stage.folder();
    const broker = await stage.start(folder);
    await stage.absent(broker, own, '#');
    const commander = await stage.device(broker, 'commander');
    await publish(commander, stage.commandTopic, 'the first');
    const synced = Promise.withResolvers<void>();
    (await spyOnSync(folder)).mockReturnValueOnce(synced.promise);
    await publish(commander, stage.commandTopic, '{"charge":1}');
    synced.resolve();
    const { heard } = await stage.connected(broker, own);
    await heard.count(2);
  });
});
