import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { serviceName } from '@kilowatch/contracts';
import { aTemporaryFolder } from '@kilowatch/testing';
import { initConfig } from './config.js';
import { addGuest, prepareInstallation } from './run-init.js';

async function anInstallation(env: Record<string, string> = {}) {
  const folder = await aTemporaryFolder();
  const [secrets, broker] = [join(folder, 'secrets'), join(folder, 'broker')];
  const config = initConfig.parse({ SECRETS_DIR: secrets, BROKER_DIR: broker, ...env });
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  return {
    said,
    secrets,
    broker,
    start: () => prepareInstallation(config, say),
    add: (role: 'device' | 'observer', name: string) => addGuest(config, role, name, say),
    read: (file: string) => readFile(join(folder, file), 'utf8'),
    files: () => filesIn(folder),
  };
}

/** Relative path → digest and mode. */
async function filesIn(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const digest = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    found[path.slice(folder.length + 1)] = `${digest} ${((await stat(path)).mode & 0o777).toString(8)}`;
  }
  return found;
}

it('gives each service a password of its own, which only its folder holds', async () => {
  const { start, read, files, said } = await anInstallation();
  await start();
  const passwords = await Promise.all(
    serviceName.options.map((name) => read(`secrets/${name}/mqtt-password`)),
  );
  expect(new Set(passwords).size).toBe(serviceName.options.length);
  expect(passwords.every((password) => /^[\w-]{32}$/.test(password))).toBe(true);
  const all = await files();
  for (const [path, digestAndMode] of Object.entries(all))
    expect([path, digestAndMode.split(' ')[1]]).toEqual([path, path.startsWith('secrets/') ? '600' : '640']);
  const shown = [...said, await read('broker/passwords'), await read('broker/acl')].join('\n');
  expect(passwords.filter((password) => shown.includes(password))).toEqual([]);
});

it('changes nothing when it runs again', async () => {
  const { start, add, files, said } = await anInstallation();
  await start();
  await add('device', 'cellar');
  const before = await files();
  await start();
  expect(await files()).toEqual(before);
  expect(said.at(-1)).toBe('Files of the broker: unchanged, 1 further accounts');
});

it('makes what is missing and leaves the rest', async () => {
  const { start, read, secrets, broker } = await anInstallation();
  await start();
  const kept = await read('secrets/ingest/mqtt-password');
  const lost = await read('secrets/historian/mqtt-password');
  const line = (await read('broker/passwords')).split('\n').find((text) => text.startsWith('ingest:'))!;
  await rm(join(secrets, 'historian'), { recursive: true });
  await writeFile(join(broker, 'acl'), 'half a fi');
  await start();
  expect(await read('secrets/ingest/mqtt-password')).toBe(kept);
  expect(await read('broker/passwords')).toContain(line);
  expect(await read('secrets/historian/mqtt-password')).not.toBe(lost);
  expect(await read('broker/acl')).toContain('user historian');
});

it('lets rights follow moved command topics', async () => {
  const { start, read } = await anInstallation({
    MQTT_TOPIC_CHARGE: 'site/charge',
    MQTT_TOPIC_DISCHARGE: 'site/discharge',
  });
  await start();
  const acl = await read('broker/acl');
  expect(acl).toContain('topic write site/charge\ntopic write site/discharge');
  expect(acl).not.toContain('battery/');
});

it('lets rights follow where devices publish', async () => {
  const { add, read } = await anInstallation({ MQTT_TOPICS: 'home/+/+, garden/#' });
  await add('device', 'cellar');
  const acl = await read('broker/acl');
  expect(acl).toContain('topic read home/+/+\ntopic read garden/#\n');
  expect(acl).toContain('topic write home/cellar/+\ntopic write garden/cellar/#\n');
  expect(acl).not.toMatch(/sensors\/(\+|cellar)/);
});

it('says the password of a new account this once, and keeps only its hash', async () => {
  const { add, read, said, files } = await anInstallation();
  await add('device', 'cellar');
  const password = /^MQTT user cellar, password (\S+)$/.exec(said[0]!)![1]!;
  for (const path of Object.keys(await files())) expect(await read(path)).not.toContain(password);
  expect(await read('broker/acl')).toContain('user cellar\n');
});

it('an account that is made again has one line, with the new password', async () => {
  const { add, read } = await anInstallation();
  await add('device', 'cellar');
  const before = await read('broker/passwords');
  await add('observer', 'cellar');
  const after = await read('broker/passwords');
  expect(after).not.toBe(before);
  expect(after.match(/^cellar:/gm)).toHaveLength(1);
  expect((await read('broker/acl')).split('user cellar')[1]).toContain('topic read #');
});

it.each([
  ['ingest', 'is the account of a service'],
  ['batteries', 'is the first word of topics'],
  ['tele', 'is the first word of topics'],
  ['a:b', 'cannot name a device'],
  ['a/b', 'cannot name a device'],
  ['+', 'cannot name a device'],
  ['', 'cannot name a device'],
  ['a\nuser x', 'cannot name a device'],
  ['x'.repeat(65), 'cannot name a device'],
])('refuses the name "%s" with a sentence', async (name, sentence) => {
  const { add, files } = await anInstallation();
  await expect(add('device', name)).rejects.toThrow(sentence);
  expect(await files()).toEqual({});
});
