import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { composeServices, createLog, loadSettings, type LegacyPort } from '@kilowatch/service-kit';
import { aService, aTemporaryFolder, onTestEnd, startBroker } from '@kilowatch/testing';
import { LegacyPorts } from './legacy-ports.js';

const asAll = [5000, 8000, 8050, 8501].map((as) => ({ listen: 0, as }) as LegacyPort);

/** A service without routes, and the ports of all predecessors. */
async function start(env: Record<string, string> = {}, ports: readonly LegacyPort[] = asAll) {
  const folder = await aTemporaryFolder();
  const services = [aService('control-api', () => ({}), { hasHttp: true })];
  const legacy = new LegacyPorts();
  const running = await composeServices(services, {
    settings: loadSettings(services, { env: { PORT: '0', ...env }, folder }),
    log: createLog({ LOG_LEVEL: 'silent' }),
    broker: await startBroker(),
    http: { prepare: (fastify) => legacy.serve(fastify) },
  });
  onTestEnd(async () => {
    legacy.stopAccepting();
    await running.close();
    legacy.close();
  });
  await legacy.listen({ HOST: '127.0.0.1', LEGACY_PORTS: ports });
  const urlOf = (as: number) => `http://localhost:${legacy.open.find((one) => one.as === as)?.port}`;
  return { running, legacy, urlOf };
}

const asked = async (url: string, method = 'GET') => {
  const { status, headers } = await fetch(url, { redirect: 'manual', method });
  return [status, headers.get('location')];
};

describe('a port of a predecessor', () => {
  it.each([
    [5000, 'cell'],
    [8000, 'gas'],
    [8050, 'heat-pump'],
    [8501, 'battery'],
  ])('leads from / to the page of that domain: %i', async (as, page) => {
    const { urlOf } = await start();
    expect(await asked(`${urlOf(as)}/`)).toEqual([302, page]);
    expect(await asked(`${urlOf(as)}/?from=bookmark`, 'HEAD')).toEqual([302, page]);
    expect(await asked(`${urlOf(as)}/`, 'POST')).toEqual([404, null]);
    expect(await asked(`${urlOf(as)}/nothing`)).toEqual([404, null]);
  });

  it('leads nowhere else from the own port', async () => {
    const { running } = await start();
    expect(await asked(`${running.url}/`)).toEqual([404, null]);
  });

  it.each(['/graph', '/test'])('and every other leads from %s to ours, without the key too', async (path) => {
    const { running, urlOf } = await start({ API_KEY: 'kw_a-key-of-a-test-0123456789' });
    const page = path === '/graph' ? 'gas' : 'heat-pump';
    for (const url of [running.url!, urlOf(5000)]) {
      expect(await asked(url + path)).toEqual([302, page]);
      expect(await asked(`${url}${path}/?from=bookmark`)).toEqual([302, `../${page}`]);
    }
    expect(await asked(`${urlOf(5000)}/nothing`)).toEqual([401, null]);
  });

  it('protects as the own one does, and answers what is no request in the same way', async () => {
    const { urlOf } = await start();
    const foreign = await fetch(`${urlOf(8000)}/nothing`, { headers: { origin: 'https://evil.example' } });
    expect([foreign.status, await foreign.json()]).toMatchObject([403, { code: 'origin.refused' }]);
    const socket = connect(Number(new URL(urlOf(8000)).port), '127.0.0.1');
    socket.end('this is not HTTP\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 [^]*"code":"request\.invalid"/);
  });

  it('is not the own one', async () => {
    const { running } = await start({}, []);
    const own = Number(new URL(running.url!).port);
    const again = new LegacyPorts();
    again.serve({ server: { address: () => ({ port: own }) }, get: () => 0, addHook: () => 0 } as never);
    const taken = again.listen({ HOST: '127.0.0.1', LEGACY_PORTS: [{ listen: own, as: 5000 }] });
    await expect(taken).rejects.toThrow(`LEGACY_PORTS names ${own}, which is PORT already`);
  });

  it('is refused in words when another program has it', async () => {
    const { legacy } = await start();
    const { port } = legacy.open[0]!;
    await expect(start({}, [{ listen: port, as: 5000 }])).rejects.toThrow(/EADDRINUSE/);
  });

  it('takes nothing new once the end has begun', async () => {
    const { legacy } = await start();
    const { port } = legacy.open[0]!;
    legacy.close();
    const socket = connect(port, '127.0.0.1');
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });
});
