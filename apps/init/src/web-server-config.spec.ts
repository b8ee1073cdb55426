import { readdir, readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { hashedFileHeaders, pageHeaders, type PredecessorPort, routes } from '@kilowatch/contracts';
import { containerWebServerConfig } from './container-web-server.js';
import { type Echo, startEcho } from './suite/echo-server.js';
import { hasNginx, startNginx } from './suite/nginx.js';

const describeWithNginx = hasNginx ? describe : describe.skip;
const html = { accept: 'text/html,application/xhtml+xml,*/*' };

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
  /** What a service was asked; undefined when nginx answered itself. */
  readonly echo: Echo | undefined;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** The path goes out as it is written here: `fetch` would tidy it. */
async function ask(
  port: number,
  path: string,
  { method = 'GET', headers, body }: Asked = {},
): Promise<Answer> {
  const sent = request({ host: '127.0.0.1', port, path, method, headers }).end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const said = await text(response);
  const isEcho = said.startsWith('{"name"');
  return {
    status: response.statusCode!,
    headers: response.headers,
    text: said,
    echo: isEcho ? (JSON.parse(said) as Echo) : undefined,
  };
}

async function aSite(as?: PredecessorPort) {
  const [controlApi, gateway] = [await startEcho('control-api'), await startEcho('realtime-gateway')];
  return startNginx({ controlApi, gateway, ingest: await startEcho('ingest') }, as);
}

it('is the same at every build, and has a place for every route', () => {
  const config = containerWebServerConfig();
  expect(config).toBe(containerWebServerConfig());
  for (const { path } of routes)
    expect(config).toContain(`location ~ ^${path.replaceAll(/:\w+/g, '.+')}/?$ {`);
  expect(config).toMatch(/listen 5003;\s+listen 8501;/);
});

it('listens on the ports of predecessors that deploy/legacy-ports publishes', async () => {
  const folder = new URL('../../../deploy/legacy-ports/', import.meta.url);
  const files = await readdir(folder);
  expect(files.sort()).toEqual(['5000.yml', '8000.yml', '8050.yml']);
  for (const file of files) {
    const port = file.replace('.yml', '');
    expect(containerWebServerConfig()).toContain(`listen ${port};`);
    expect(await readFile(new URL(file, folder), 'utf8')).toContain(`:${port}:${port}'`);
  }
});

describeWithNginx('the web server, with a real nginx', () => {
  it.each(routes.map(({ method, path, service }) => ({ method, path, service })))(
    '$method $path is answered by $service, also for a browser',
    async ({ method, path, service }) => {
      const port = await aSite();
      const given = path.replace(':device', 'gas%3Aa%2Fb%20%C3%A9').replace(/:(number|sensor)/, '7');
      for (const url of [given, `${given}/`, `${given}?x=%20y`]) {
        const { echo } = await ask(port, url, { method, headers: html });
        expect(echo).toMatchObject({ name: service, method, url });
      }
    },
  );

  it.each<[PredecessorPort | undefined, string, string]>([
    [5000, '/', 'cell'],
    [8000, '/?x', 'gas'],
    [8050, '/', 'heat-pump'],
    [8501, '/', 'battery'],
    [8501, '/graph', 'gas'],
    [undefined, '/graph', 'gas'],
    [undefined, '/test', 'heat-pump'],
  ])('leads on port %s from %s to %s', async (as, path, page) => {
    const { status, headers } = await ask(await aSite(as), path, { headers: html });
    expect([status, headers['location']]).toEqual([302, page]);
  });

  it('answers on the port of a predecessor as on its own', async () => {
    const port = await aSite(5000);
    expect((await ask(port, '/charge', { method: 'POST' })).echo).toMatchObject({ name: 'control-api' });
    expect((await ask(port, '/cell', { headers: html })).text).toBe('<title>the page</title>');
  });

  it.each([
    ['/battery/rack%2F1', 'one deep'],
    ['/battery/a?x=/b/c', 'one deep'],
    ['/sensors/meter%3Aa/', 'two deep'],
    ['/gas?range=6h', '<title>the page</title>'],
  ])('serves for %s the page whose base leads back to the root', async (path, page) => {
    const { text, headers } = await ask(await aSite(), path, { headers: html });
    expect(text).toContain(page);
    expect(headers['content-security-policy']).toContain("base-uri 'self'");
  });

  it('hands on a body of any length where a route streams it', async () => {
    const asked = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'x'.repeat(10_000) };
    const { status, echo } = await ask(await aSite(), '/api/v1/history/import', asked);
    expect([status, echo?.headers['content-length']]).toEqual([200, '10000']);
  });

  it.each<[string, string, Record<string, string>, string]>([
    ['line protocol', 'm v=1', { 'content-type': 'text/plain; charset=utf-8' }, 'ingest'],
    ['a form, as curl calls it', 'm v=1', { 'content-type': 'application/x-www-form-urlencoded' }, 'ingest'],
    ['what says nothing of itself', 'm v=1', {}, 'ingest'],
    ['what comes in chunks', 'm v=1', { 'transfer-encoding': 'chunked' }, 'ingest'],
    ['JSON', '{"charge":1}', { 'content-type': 'Application/JSON; charset=utf-8' }, 'control-api'],
    ['JSON of a kind', '{"charge":1}', { 'content-type': 'application/vnd.api+json' }, 'control-api'],
    ['no body', '', {}, 'control-api'],
  ])('leads POST /write with %s to its service, as it was sent', async (_what, body, headers, name) => {
    const port = await aSite();
    for (const url of ['/write', '/write/', '/write?db=home&precision=s'])
      expect((await ask(port, url, { method: 'POST', headers, body })).echo).toMatchObject({
        name,
        url,
        body,
      });
    expect((await ask(port, '/write', { headers: html })).echo?.name).toBe('control-api');
  });

  it('gives a browser the page at any unknown path, and anybody else the answer of control-api', async () => {
    const port = await aSite();
    const page = await ask(port, '/devices/battery%3Ademo', { headers: html });
    expect([page.status, page.text]).toEqual([200, '<title>the page, one deep</title>']);
    expect(page.headers).toMatchObject(pageHeaders);
    expect((await ask(port, '/devices/battery%3Ademo')).echo?.name).toBe('control-api');
    expect((await ask(port, '/devices', { method: 'POST', headers: html })).echo?.name).toBe('control-api');
    expect((await ask(port, '/.vite/manifest.json', { headers: html })).echo?.name).toBe('control-api');
    expect((await ask(port, '/docs/', { headers: html })).echo?.name).toBe('control-api');
  });

  it('serves the dashboard as standalone does: hashed files for ever, compressed as built', async () => {
    const port = await aSite();
    expect((await ask(port, '/')).headers).toMatchObject(pageHeaders);
    const script = await ask(port, '/assets/index-1a2b.js');
    expect(script.headers).toMatchObject({
      ...hashedFileHeaders,
      'content-type': 'text/javascript; charset=utf-8',
    });
    const small = await ask(port, '/', { headers: { 'accept-encoding': 'gzip' } });
    expect([small.headers['content-encoding'], small.text]).toEqual(['gzip', 'the page, compressed']);
    expect((await ask(port, '/assets/gone.js')).echo?.name).toBe('control-api');
    expect((await ask(port, '/', { method: 'POST' })).echo?.method).toBe('POST');
  });

  it('tells the service who asked: nothing that the client says of itself', async () => {
    const port = await aSite();
    const headers = {
      host: 'localhost:8501',
      'x-forwarded-for': '6.6.6.6',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
      forwarded: 'for=6.6.6.6',
      origin: 'http://localhost:8501',
    };
    const { echo } = await ask(port, '/livedata', { headers });
    expect(echo?.headers).toMatchObject({
      host: 'localhost:8501',
      origin: 'http://localhost:8501',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
    });
    expect(Object.keys(echo!.headers)).not.toContain('x-forwarded-host');
    expect(Object.keys(echo!.headers)).not.toContain('forwarded');
  });

  it('passes sockets to the gateway, polling and upgraded', async () => {
    const port = await aSite();
    expect((await ask(port, '/socket.io/?EIO=4&transport=polling')).echo?.name).toBe('realtime-gateway');
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    const said = await text(socket);
    expect(said).toMatch(/^HTTP\/1.1 101 .*here is realtime-gateway$/s);
  });

  it.each(['/livedata', '/socket.io/?EIO=4', '/docs'])(
    'says in JSON that who answers %s is away',
    async (path) => {
      const nobody = '127.0.0.1:9';
      const port = await startNginx({ controlApi: nobody, gateway: nobody, ingest: nobody });
      const answer = await ask(port, path, { headers: html });
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'service.unavailable' });
      expect((await ask(port, '/')).status).toBe(200);
    },
  );

  it('changes no answer of a service, errors included', async () => {
    const port = await aSite();
    const { status, echo } = await ask(port, '/unavailable');
    expect([status, echo?.name]).toEqual([503, 'control-api']);
  });

  it.each([
    [
      'a body that is too large',
      '/charge',
      { method: 'POST', body: 'x'.repeat(1_001) },
      413,
      'request.too-large',
    ],
    ['a way out of the folder', '/assets/../../../etc/passwd', {}, 400, 'request.invalid'],
    ['a path that means nothing', '/%zz', {}, 400, 'request.invalid'],
    ['a path without end', `/${'a'.repeat(40_000)}`, {}, 400, 'request.invalid'],
    ['a method for tracing', '/charge', { method: 'TRACE' }, 405, 'route.method'],
  ])('refuses %s in JSON', async (_what, path, asked, status, code) => {
    const answer = await ask(await aSite(), path, asked);
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/json']);
    expect(JSON.parse(answer.text)).toMatchObject({ code });
  });
});
