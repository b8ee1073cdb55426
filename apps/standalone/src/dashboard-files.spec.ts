import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { composeServices, createLog, loadSettings } from '@kilowatch/service-kit';
import { aService, aTemporaryFolder, onTestEnd, startBroker } from '@kilowatch/testing';
import { dashboardIn } from './dashboard-files.js';

const key = 'kw_a-key-of-a-test-0123456789';

/** A service without routes beside a dashboard of two files. */
async function start(env: Record<string, string> = {}) {
  const folder = await aTemporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<p>the app</p>');
  writeFileSync(join(folder, 'index-1.html'), '<p>one deep</p>');
  writeFileSync(join(folder, 'index-2.html'), '<p>two deep</p>');
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'let a;');
  const services = [aService('control-api', () => ({}), { hasHttp: true })];
  const running = await composeServices(services, {
    settings: loadSettings(services, { env: { PORT: '0', ...env }, folder }),
    log: createLog({ LOG_LEVEL: 'silent' }),
    broker: await startBroker(),
    http: dashboardIn(`${folder}/`),
  });
  onTestEnd(() => running.close());
  return async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const response = await fetch(running.url + path, { headers, method });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
}

describe.each<Record<string, string>>([{}, { API_KEY: key }])('the dashboard with %j', (env) => {
  it('is served to everybody: its page, its files, and the page for each path one navigates to', async () => {
    const ask = await start(env);
    const html = { accept: 'text/html' };
    for (const page of [await ask('/'), await ask('/index.html'), await ask('/gas?range=6h', html)]) {
      expect(page).toMatchObject({ status: 200, text: '<p>the app</p>' });
      expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      expect(page.headers.get('cache-control')).toBe('no-cache');
    }
    expect((await ask('/battery/rack%2F1', html)).text).toBe('<p>one deep</p>');
    expect((await ask('/battery/x/?a=/b/c', html)).text).toBe('<p>two deep</p>');
    expect((await ask('/a/b/c/d', html)).text).not.toContain('<p>');
    const script = await ask('/assets/index-abc.js');
    expect(script).toMatchObject({ status: 200, text: 'let a;' });
    expect(script.headers.get('cache-control')).toMatch(/immutable/);
    expect((await ask('/', {}, 'HEAD')).status).toBe(200);
    expect((await ask('/devices/x', html, 'HEAD')).status).toBe(200);
  });
});

it('leaves everything else behind the key', async () => {
  const ask = await start({ API_KEY: key });
  const html = { accept: 'text/html' };
  for (const path of ['/nothing', '/assets/other.js', '/index.html.map'])
    expect((await ask(path)).status).toBe(401);
  expect((await ask('/nothing', { 'x-api-key': key })).status).toBe(404);
  expect((await ask('/devices/x', html, 'POST')).status).toBe(401);
  expect((await ask('/', html, 'POST')).status).toBe(401);
  expect((await ask('/index.html', {}, 'DELETE')).status).toBe(401);
});
