import { URLSearchParams } from 'node:url';
import { connectAsync } from 'mqtt';
import { io } from 'socket.io-client';
import { docker, until } from './engine.mjs';

export const api = 'http://localhost:5003';
export const page = 'http://localhost:8501';
const askMs = 3_000;

/** `{ status, body, headers }` of an answer; body is JSON where it can be. What is sent is JSON, or a text as it is. */
export async function ask(url, { method = 'GET', body, headers = {} } = {}) {
  const response = await fetch(url, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(askMs),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The snapshot that a dashboard gets when it watches everything. */
export function snapshot(base = page, options = {}) {
  const socket = io(`${base}/v1`, { forceNew: true, reconnection: false, timeout: askMs, ...options });
  return new Promise((resolve, reject) => {
    socket.on('connect_error', reject);
    socket.on('connect', () =>
      socket.timeout(askMs).emit('watch', { devices: 'all' }, (error, answer) => {
        if (error) reject(error);
        else resolve(answer.snapshot);
      }),
    );
  }).finally(() => socket.close());
}

/** An MQTT client as a device's library makes one: it comes back by itself. */
export const mqttClient = (account = {}) =>
  connectAsync({
    host: '127.0.0.1',
    port: 1883,
    reconnectPeriod: 200,
    connectTimeout: askMs,
    clean: true,
    ...account,
  });

/** A new account of the broker, for a device or an observer. */
export async function account(composed, name, role = 'device') {
  const said = await composed.run(['run', '--rm', '--no-deps', 'init', role, name]);
  const password = /password (\S+)/.exec(said)[1];
  await docker('kill', '--signal=HUP', 'mosquitto');
  const user = { username: name, password };
  await until(
    async () => (await mqttClient({ ...user, reconnectPeriod: 0 })).endAsync().then(() => true),
    5_000,
  );
  return user;
}

/** Every stored point of a metric, page by page. */
export async function history(device, metric, fromMs) {
  const points = [];
  let cursor;
  do {
    const query = new URLSearchParams({
      metrics: metric,
      from: new Date(fromMs).toISOString(),
      to: new Date(Date.now() + 60_000).toISOString(),
      ...(cursor && { cursor }),
    });
    const { status, body, text } = await ask(
      `${api}/api/v1/devices/${encodeURIComponent(device)}/history?${query}`,
    );
    if (status !== 200) throw new Error(`history of ${device}: ${status} ${text}`);
    points.push(...body.points);
    cursor = body.next;
  } while (cursor);
  return points;
}
