import { networkInterfaces } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { io } from 'socket.io-client';
import { inBothModes, StandaloneProduct, startStandalone } from './product.js';
import { Witness } from './witness.js';

const key = 'kw_a-key-that-must-never-be-printed-0123';
const ask = async (url: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(url, init);
  return { status: response.status, body: await response.json().catch(() => undefined) };
};
const shown = { 'x-api-key': key };

const charge = (url: string, headers: Record<string, string>) =>
  ask(`${url}/charge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"charge": 3, "unit": "kW"}',
  });

/** The first event of the live data, or the code of the refusal. */
async function firstOf(url: string, auth: object): Promise<string> {
  const socket = io(`${url}/v1`, { auth, transports: ['websocket'], forceNew: true, reconnection: false });
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.once('snapshot', () => resolve('snapshot'));
  socket.once('connect_error', (error: Error & { data?: { code: string } }) =>
    resolve(error.data?.code ?? error.message),
  );
  return promise.finally(() => socket.disconnect());
}

inBothModes('the API key', (start) => {
  it('is asked for by every service, and printed by none', async () => {
    const product = await start({ API_KEY: key, LOG_LEVEL: 'debug', DEMO: 'off' });
    const { url } = product;
    expect(await charge(url, {})).toMatchObject({ status: 401, body: { code: 'access.required' } });
    expect(await charge(url, { 'x-api-key': `${key}-wrong` })).toMatchObject({
      status: 401,
      body: { code: 'access.wrong-key' },
    });
    expect(await charge(url, shown)).toMatchObject({ status: 200 });
    expect(await ask(`${url}/livedata`)).toMatchObject({ status: 401 });
    expect(await ask(`${url}/livedata`, { headers: { authorization: `Bearer ${key}` } })).toMatchObject({
      status: 200,
      body: { charge: 3 },
    });
    expect(await ask(`${url}/nothing`)).toMatchObject({ status: 401 });
    expect(await ask(`${url}/nothing`, { headers: shown })).toMatchObject({ status: 404 });
    expect(await ask(`${url}/api/v1/site`, { headers: shown })).toMatchObject({ body: { auth: 'key' } });
    expect(await firstOf(url, {})).toBe('access.required');
    expect(await firstOf(url, { key: `${key}-wrong` })).toBe('access.wrong-key');
    expect(await firstOf(url, { key })).toBe('snapshot');
    expect((await fetch(url)).status).toBe(200);
    await product.stop('SIGTERM');
    expect(product.output).toContain('API_KEY is set');
    expect(product.output).toContain('A wrong API key was refused');
    expect(product.output).not.toContain(key);
  });
});

describe('the API key of standalone', () => {
  const [outside] = Object.values(networkInterfaces())
    .flat()
    .filter((at) => at?.family === 'IPv4' && !at.internal);

  it('opens HTTP and MQTT to the network, for who has it', async () => {
    const product = await startStandalone({
      API_KEY: key,
      HOST: '0.0.0.0',
      MQTT_HOST: '0.0.0.0',
      DEMO: 'off',
    });
    const host = outside?.address ?? '127.0.0.1';
    const url = product.url.replace('localhost', host);
    expect(await charge(url, {})).toMatchObject({ status: 401 });
    const broker = { host, port: product.mqttPort };
    const refused = 'Connection refused: Not authorized';
    await expect(Witness.at(broker)).rejects.toThrow(refused);
    await expect(Witness.at({ ...broker, username: 'cellar', password: 'wrong' })).rejects.toThrow(refused);
    const cellar = await Witness.at({ ...broker, username: 'cellar', password: key }, 'battery/charge');
    expect(await charge(url, shown)).toMatchObject({ status: 200 });
    expect((await cellar.sees(({ topic }) => topic === 'battery/charge')).text).toContain('"charge":3');
    expect(product.output).toContain(`-H "X-API-Key: $API_KEY"`);
    expect(product.output).not.toContain(key);
  });

  it('refuses a start whose key anybody could guess, without printing it', async () => {
    const { code, output } = await (await StandaloneProduct.run({ API_KEY: 'too-short-a-key' })).ended();
    expect(code).toBe(1);
    expect(output).toMatch(/API_KEY: must be at least 20 characters .*`npm run -s key`/);
    expect(output).not.toContain('too-short-a-key');
  });
});
