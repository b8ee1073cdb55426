import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { aTemporaryFolder } from '@kilowatch/testing';
import { initConfig } from './config.js';
import { prepareInstallation } from './run-init.js';
import { InfluxDouble } from './suite/influx-double.js';

async function anInstallation(influx: { url: string }) {
  const folder = await aTemporaryFolder();
  const said: string[] = [];
  const start = (env: Record<string, string> = {}): Promise<void> =>
    prepareInstallation(
      initConfig.parse({
        SECRETS_DIR: folder,
        BROKER_DIR: join(folder, 'broker'),
        INFLUXDB_URL: influx.url,
        INFLUXDB_WAIT_S: '1',
        ...env,
      }),
      (line) => void said.push(line),
    );
  const tokenFile = join(folder, 'historian/influxdb-token');
  return { said, start, folder, tokenFile, token: () => readFile(tokenFile, 'utf8') };
}

it('sets up an empty InfluxDB, with a token for the one bucket', async () => {
  const influx = await InfluxDouble.start();
  const { start, token, folder, said } = await anInstallation(influx);
  await start();
  expect(influx.tokens.get(await token())).toEqual(['read telemetry-0', 'write telemetry-0']);
  expect(await readFile(join(folder, 'init/influxdb-admin-token'), 'utf8')).toBe(influx.adminToken);
  const words = said.join('\n');
  expect(words).toContain('InfluxDB: set up, organisation kilowatch, bucket telemetry');
  expect([influx.adminToken, await token()].filter((secret) => words.includes(secret))).toEqual([]);
});

it('changes nothing a second time', async () => {
  const influx = await InfluxDouble.start();
  const { start, token } = await anInstallation(influx);
  await start();
  const [before, asked] = [await token(), influx.asked.length];
  await start();
  expect(await token()).toBe(before);
  expect(influx.asked.slice(asked).filter((what) => what.startsWith('POST'))).toEqual([]);
});

it('goes on where a set-up was interrupted', async () => {
  const influx = await InfluxDouble.start();
  const { start, token, tokenFile } = await anInstallation(influx);
  await start();
  await rm(tokenFile);
  influx.buckets = [];
  await start();
  expect(influx.tokens.get(await token())).toEqual(['read telemetry-0', 'write telemetry-0']);
});

it('makes a token that InfluxDB has forgotten again', async () => {
  const influx = await InfluxDouble.start();
  const { start, token } = await anInstallation(influx);
  await start();
  influx.tokens.clear();
  await start();
  expect(influx.tokens.has(await token())).toBe(true);
});

it('says what to do with an InfluxDB that somebody else has set up, and does it', async () => {
  const influx = await InfluxDouble.start();
  Object.assign(influx, { isSetUp: true, adminToken: 'theirs' });
  const { start, token } = await anInstallation(influx);
  await expect(start()).rejects.toThrow('docker-compose run --rm -e INFLUXDB_ADMIN_TOKEN=<token> init');
  await expect(start({ INFLUXDB_ADMIN_TOKEN: 'guessed' })).rejects.toThrow(
    'InfluxDB refused our token (401: unauthorized access)',
  );
  await start({ INFLUXDB_ADMIN_TOKEN: 'theirs' });
  expect(influx.tokens.get(await token())).toEqual(['read telemetry-0', 'write telemetry-0']);
});

it('waits for a database only while there is no token for it', async () => {
  const influx = await InfluxDouble.start();
  const { start, said } = await anInstallation(influx);
  const gone = { INFLUXDB_URL: 'http://127.0.0.1:9' };
  await expect(start(gone)).rejects.toThrow('InfluxDB at http://127.0.0.1:9 did not answer within 1 s');
  await start();
  await start(gone);
  expect(said.at(-1)).toContain('does not answer now; it was set up before');
});
