import { describe, expect, it } from '@jest/globals';
import { getJson, statusWith } from './http.js';
import { inBothModes, StandaloneProduct } from './product.js';

const handshake = '/socket.io/?EIO=4&transport=polling';
const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

inBothModes('protected mode', (start) => {
  it('refuses a Host that is not loopback and a foreign Origin, over HTTP and sockets alike', async () => {
    const { url } = await start({ DEMO: 'off' });
    const rebound = { host: 'evil.example' };
    const foreign = { origin: 'https://evil.example' };
    expect(await statusWith(`${url}/livedata`, {})).toBe(200);
    expect(await statusWith(`${url}/livedata`, rebound)).toBe(403);
    expect(await statusWith(`${url}/livedata`, foreign)).toBe(403);
    expect(await statusWith(`${url}${handshake}`, {})).toBe(200);
    expect(await statusWith(`${url}${handshake}`, rebound)).toBe(403);
    expect(await statusWith(`${url}${handshake}`, foreign)).toBe(403);
    const socket = `${url}/socket.io/?EIO=4&transport=websocket`;
    expect(await statusWith(socket, upgrade)).toBe(101);
    const refused = 400; // what Engine.IO answers to an upgrade that it may not accept
    expect(await statusWith(socket, { ...upgrade, ...rebound })).toBe(refused);
    expect(await statusWith(socket, { ...upgrade, ...foreign })).toBe(refused);
  });

  it('listens anywhere with AUTH=open, and says so', async () => {
    const product = await start({ HOST: '0.0.0.0', AUTH: 'open', DEMO: 'off' });
    expect(product.output).toContain('AUTH=open');
    expect(await getJson(`${product.url}/api/v1/site`)).toMatchObject({
      status: 200,
      body: { auth: 'open' },
    });
    expect(await statusWith(`${product.url}/livedata`, { host: 'battery.example' })).toBe(200);
  });
});

describe('protected mode of standalone', () => {
  it.each(['HOST', 'MQTT_HOST'])('refuses %s beyond loopback', async (name) => {
    const { code, output } = await (await StandaloneProduct.run({ [name]: '0.0.0.0' })).ended();
    expect(code).toBe(1);
    expect(output).toContain('AUTH=open');
    expect(output).not.toMatch(/^\s+at /m);
  });
});
