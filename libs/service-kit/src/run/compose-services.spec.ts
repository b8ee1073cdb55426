import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import {
  answers,
  closers,
  front,
  gate,
  happened,
  readiness,
  run,
  startBroker,
  store,
  until,
} from './suite/two-services.js';

describe('services in one process', () => {
  it('talk through the broker, each with its own door, and answer on one port', async () => {
    const { url } = await run([answers, front], (await startBroker()).port);
    const response = await fetch(`${url}/ask`);
    expect([response.status, await response.json()]).toEqual([200, { readings: [] }]);
  });

  it('do as well alone as together', async () => {
    const { port } = await startBroker();
    const both = [await run([front], port), await run([answers], port)];
    expect(both[1]!.url).toBeUndefined();
    expect((await fetch(`${both[0]!.url}/ask`)).status).toBe(200);
  });

  it('tell the truth about their readiness', async () => {
    const broker = await startBroker();
    const { port } = broker;
    const running = await run([answers, front], port);
    expect(await readiness(running)).toMatchObject({
      status: 200,
      checks: {
        process: 'ok',
        'control-api: broker': 'ok',
        'historian: broker': 'ok',
        'historian: store': 'ok',
      },
    });
    store.problem = 'the disk is full';
    expect(await readiness(running)).toMatchObject({
      status: 503,
      checks: { 'historian: store': 'the disk is full' },
    });
    store.problem = undefined;
    await broker.close();
    expect(
      (
        await until(
          () => readiness(running),
          ({ status }) => status === 503,
        )
      ).status,
    ).toBe(503);
    expect(running.isReady()).toBe(false);
    await startBroker(port);
    expect(
      (
        await until(
          () => readiness(running),
          ({ status }) => status === 200,
        )
      ).status,
    ).toBe(200);
  });

  it('start without a broker and say so', async () => {
    const broker = await startBroker();
    const { port } = broker;
    await broker.close();
    const running = await run([front], port);
    expect(await readiness(running)).toMatchObject({ status: 503, checks: { process: 'ok' } });
    expect((await fetch(`${running.url}/ask`)).status).toBe(503);
    expect((await fetch(`${running.healthUrl}/health/live`)).status).toBe(200);
  });
});

describe('closing', () => {
  it('answers what has arrived, then drains, then closes what handlers used', async () => {
    const running = await run([answers, front], (await startBroker()).port);
    gate.isShut = true;
    const response = fetch(`${running.url}/ask`);
    await gate.entered.promise;
    const closed = running.close();
    expect(
      (
        await until(
          () => readiness(running),
          ({ status }) => status === 503,
        )
      ).checks['process'],
    ).toBe('stopping');
    gate.open.resolve();
    await closed;
    expect((await response).status).toBe(200);
    expect(happened).toEqual(['destroy, connected', 'answered', 'shutdown, disconnected']);
    await expect(fetch(`${running.url}/ask`)).rejects.toThrow();
    await expect(fetch(`${running.healthUrl}/health/live`)).rejects.toThrow();
  });

  it('gives up on what does not end in time', async () => {
    const running = await run([answers, front], (await startBroker()).port, { MQTT_DRAIN_MS: '50' });
    gate.isShut = true;
    const response = fetch(`${running.url}/ask`).then(
      ({ status }) => status,
      () => 'cut',
    );
    await gate.entered.promise;
    await running.close();
    expect([500, 503, 504, 'cut']).toContain(await response);
  });
});

describe('a start that fails', () => {
  it('leaves nothing open', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    closers.push(async () => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const broker = await startBroker();
    await expect(run([front], broker.port, { PORT: String(port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    expect(happened).toEqual(['destroy, connected', 'shutdown, disconnected']);
  });

  it('is refused on an address of the network without AUTH=open', async () => {
    const { port } = await startBroker();
    await expect(run([front], port, { HOST: '0.0.0.0' })).rejects.toThrow('AUTH=open');
    await expect(run([answers], port, { HOST: '0.0.0.0' })).resolves.toBeDefined();
    await expect(run([front], port, { HOST: '0.0.0.0', AUTH: 'open' })).resolves.toBeDefined();
  });
});
