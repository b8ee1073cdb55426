import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { onTestEnd } from '@kilowatch/testing';
import {
  freePort,
  inBothModes,
  inServicesMode,
  type StartProduct,
  startServices,
  startStandalone,
} from '../product.js';
import { Page } from './page.js';

const key = 'a-key-that-only-this-test-knows';
const origin = 'http://page.example';
const posted = { device_id: 'ESP32_01', voltage: 3.7 };

const report = (url: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/sensor_data`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(posted),
  });

/** The two lines of a reverse proxy that a predecessor's page would stand behind, with its own origin. */
async function aProxyBefore(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const proxy = createServer((asked, reply) => {
    const { method, url: path, headers } = asked;
    const on = request({ hostname, port, method, path, headers }, (answer) => {
      reply.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(reply);
    });
    on.once('error', () => reply.destroy());
    asked.pipe(on);
  });
  onTestEnd(() => proxy.close().closeAllConnections());
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  return `http://localhost:${(proxy.address() as AddressInfo).port}`;
}

const onTheirPorts = (start: StartProduct): void => {
  it('finds everything on the ports of all predecessors, and / leads to the page of that domain', async () => {
    const ports = {
      5000: await freePort(),
      8000: await freePort(),
      8050: await freePort(),
      8501: await freePort(),
    };
    const list = Object.entries(ports).map(([as, port]) => `${port}:${as}`);
    const { url } = await start({ DEMO: 'off', LEGACY_PORTS: list.join(',') });
    const urlOf = (as: keyof typeof ports) => `http://localhost:${ports[as]}`;
    const pages = Object.values(ports).map((port) =>
      Page.open(`http://localhost:${port}`, '4.5.4', { transports: ['websocket'] }),
    );
    for (const page of pages) await page.hears('response');
    expect((await report(urlOf(8050))).status).toBe(200);
    for (const page of pages) expect(await page.hears('new_data')).toEqual(posted);
    const leads = async (at: string) => (await fetch(at, { redirect: 'manual' })).headers.get('location');
    expect(await leads(`${urlOf(5000)}/`)).toBe('cell');
    expect(await leads(`${urlOf(8000)}/`)).toBe('gas');
    expect(await leads(`${urlOf(8050)}/`)).toBe('heat-pump');
    expect(await leads(`${urlOf(8501)}/`)).toBe('battery');
    for (const base of [url, urlOf(8501)]) {
      expect(
        (await fetch(`${base}/battery`, { headers: { accept: 'text/html' } })).headers.get('content-type'),
      ).toMatch(/text\/html/);
      expect(await leads(`${base}/graph`)).toBe('gas');
      expect(await leads(`${base}/test`)).toBe('heat-pump');
    }
  }, 40_000);
};
describe("a predecessor's page on its own port, standalone", () => onTheirPorts(startStandalone));
inServicesMode("a predecessor's page on its own port", () => onTheirPorts(startServices));

inBothModes("a predecessor's page", (start) => {
  it('works from its own origin, and behind a reverse proxy, where CORS_ORIGINS is *', async () => {
    const { url } = await start({ DEMO: 'off', AUTH: 'open', CORS_ORIGINS: '*' });
    const elsewhere = Page.open(url, '4.7.2', { extraHeaders: { origin } });
    const behind = Page.open(await aProxyBefore(url), '4.5.4', { transports: ['polling'] });
    for (const page of [elsewhere, behind]) await page.hears('status');
    const { headers } = await report(url, { origin });
    expect([headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([origin, 'Origin']);
    const refused = await fetch(`${url}/get-last-entity`, { headers: { origin } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([404, origin]);
    expect((await fetch(`${url}/api/stats`)).headers.get('access-control-allow-origin')).toBe('*');
    for (const page of [elsewhere, behind]) expect(await page.hears('new_data')).toEqual(posted);
  }, 40_000);
});

describe("a predecessor's page, where a key is asked for", () => {
  it('shows it with its socket, in a header or by auth, or hears nothing', async () => {
    const { url } = await startStandalone({ DEMO: 'off', API_KEY: key });
    const stranger = Page.open(url, '4.5.4');
    expect(await stranger.hears('connect_error')).toMatch(/key/);
    const pages = [
      Page.open(url, '4.5.4', { extraHeaders: { 'x-api-key': key } }),
      Page.open(url, '4.7.2', { auth: { key } }),
    ];
    for (const page of pages) await page.hears('connection_status');
    expect((await report(url)).status).toBe(401);
    expect((await report(url, { 'x-api-key': key })).status).toBe(200);
    for (const page of pages) expect(await page.hears('new_data')).toEqual(posted);
    expect(stranger.heard.map(({ event }) => event)).toEqual(['connect_error']);
  }, 40_000);

  it('needs none with KEYLESS_MONITORING, nor does its device', async () => {
    const { url } = await startStandalone({ DEMO: 'off', API_KEY: key, KEYLESS_MONITORING: 'on' });
    const page = Page.open(url, '4.5.4');
    await page.hears('response');
    expect((await report(url)).status).toBe(200);
    expect(await page.hears('new_data')).toEqual(posted);
    expect((await fetch(`${url}/livedata`)).status).toBe(401);
  }, 40_000);
});

it.each([
  ['legacy ports', { LEGACY_PORTS: '5001' }, /LEGACY_PORTS/],
  ['origins', { CORS_ORIGINS: '*' }, /CORS_ORIGINS is \*: any web page could command the battery/],
])('a start with wrong %s is refused in words', async (_what, env, words) => {
  await expect(startStandalone(env)).rejects.toThrow(words);
});
