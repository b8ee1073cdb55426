import { describe, expect, it } from '@jest/globals';
import { startApi } from '../suite/start-api.js';

const key = 'kw_a-key-of-a-test-0123456789';
const hourMs = 3_600_000;

/** The API with a key, and who asks it. */
const start = async (env: Record<string, string> = {}) => {
  const api = await startApi({ env: { API_KEY: key, ...env } });
  const ask = (path: string, method = 'GET', headers: Record<string, string> = {}) =>
    api.send(path, { method, headers });
  const logIn = (text: string, headers: Record<string, string> = {}) =>
    api.send('/api/v1/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ key: text }),
    });
  return { ...api, ask, logIn };
};
const cookieIn = (headers: Headers): string => headers.get('set-cookie')!.split(';')[0]!;

describe('/api/v1/session with a key', () => {
  it('tells everybody that there is one, and who has shown it that it may come in', async () => {
    const { ask } = await start();
    const nobody = { isKeyRequired: true, isAllowed: false, expiresAtMs: null };
    expect(await ask('/api/v1/session')).toMatchObject({ status: 200, body: nobody });
    expect((await ask('/api/v1/session', 'GET', { 'x-api-key': 'wrong' })).body).toEqual(nobody);
    expect((await ask('/api/v1/session', 'GET', { cookie: 'kilowatch_session=x' })).body).toEqual(nobody);
    expect((await ask('/api/v1/session', 'GET', { 'x-api-key': key })).body).toEqual({
      ...nobody,
      isAllowed: true,
    });
    expect((await ask('/api/v1/session')).headers.get('cache-control')).toBe('no-store');
  });

  it('begins a session that serves a browser, until it logs out', async () => {
    const { url, ask, logIn } = await start({ SESSION_HOURS: '2' });
    const begun = await logIn(key);
    expect(begun).toMatchObject({ status: 200, body: { isKeyRequired: true, isAllowed: true } });
    expect(begun.headers.get('set-cookie')).toMatch(
      /^kilowatch_session=[\w.-]+; Path=\/; Max-Age=7200; HttpOnly; SameSite=Strict$/,
    );
    const { expiresAtMs } = begun.body as { expiresAtMs: number };
    expect(Math.abs(expiresAtMs - Date.now() - 2 * hourMs)).toBeLessThan(60_000);
    const cookie = cookieIn(begun.headers);
    expect((await ask('/api/v1/session', 'GET', { cookie })).body).toEqual(begun.body);
    expect((await ask('/api/v1/site', 'GET', { cookie })).body).toMatchObject({ auth: 'key' });
    const ended = await ask('/api/v1/session', 'DELETE', { cookie, origin: url });
    expect(ended).toMatchObject({ status: 200, body: { isAllowed: false, expiresAtMs: null } });
    expect(ended.headers.get('set-cookie')).toMatch(/^kilowatch_session=; Path=\/; Max-Age=0; HttpOnly/);
  });

  it('lets a browser command from our own page, and none of another', async () => {
    const { url, send, logIn, orders } = await start({ CORS_ORIGINS: 'https://home.example' });
    const cookie = cookieIn((await logIn(key)).headers);
    const charge = async (headers: Record<string, string>) => {
      const init = { method: 'POST', body: '{"charge":1}' };
      return (
        await send('/charge', {
          ...init,
          headers: { cookie, 'Content-Type': 'application/json', ...headers },
        })
      ).status;
    };
    expect(await charge({ origin: url })).toBe(200);
    expect(await charge({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await charge({ origin: 'https://home.example' })).toBe(200);
    expect(orders).toHaveLength(3);
    const refused = [{ origin: 'https://evil.com' }, { origin: 'null' }, { 'sec-fetch-site': 'same-site' }];
    for (const headers of refused)
      expect(await charge(headers as unknown as Record<string, string>)).toBe(403);
    expect(orders).toHaveLength(3);
    expect(await charge({ origin: 'https://evil.com', 'x-api-key': key })).toBe(200);
  });

  it('refuses the wrong key and slows who guesses', async () => {
    const { ask, logIn } = await start({ KEY_TRIES: '2' });
    const wrong = await logIn('guess 1');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'access.wrong-key' } });
    expect(wrong.headers.get('set-cookie')).toBeNull();
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Bearer/);
    for (let again = 0; again < 5; again++) expect((await logIn('guess 1')).status).toBe(401);
    await logIn('guess 2');
    await logIn('guess 3');
    const slowed = await logIn(key);
    expect(slowed).toMatchObject({ status: 429, body: { code: 'access.slowed' } });
    expect(slowed.headers.get('retry-after')).toBe('1');
    expect((await ask('/api/v1/session', 'GET', { 'x-api-key': key })).status).toBe(429);
    expect((await ask('/api/v1/session')).status).toBe(200);
  });

  it.each(['{}', '{"key":""}', '{"key":7}', '[]', '', `{"key":"${'x'.repeat(501)}"}`])(
    'refuses the login %j',
    async (body) => {
      const { send } = await start();
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body };
      const answer = await send('/api/v1/session', init);
      expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    },
  );
});

describe('behind a trusted proxy', () => {
  const trusted = { TRUSTED_NETWORK: 'container' };

  it('a cookie of a browser that came by TLS is secure', async () => {
    const { logIn } = await start(trusted);
    const begun = await logIn(key, { 'x-forwarded-proto': 'https' });
    expect(begun.headers.get('set-cookie')).toMatch(/; Secure$/);
  });

  it('one client’s guesses do not slow another', async () => {
    const { logIn } = await start({ ...trusted, KEY_TRIES: '1' });
    const by = (address: string) => ({ 'x-forwarded-for': address });
    for (const guess of ['1', '2', '3']) await logIn(guess, by('192.168.1.7'));
    expect((await logIn(key, by('10.0.0.1, 192.168.1.7'))).status).toBe(429);
    expect((await logIn(key, by('192.168.1.7, 192.168.1.8'))).status).toBe(200);
  });
});

it('without a key everybody is allowed, and there is nothing to log in to', async () => {
  const api = await startApi();
  const everybody = { isKeyRequired: false, isAllowed: true, expiresAtMs: null };
  expect((await api.get('/api/v1/session')).body).toEqual(everybody);
  const begun = await api.post('/api/v1/session', { key: 'whatever' });
  expect(begun.body).toEqual(everybody);
  expect(begun.headers.get('set-cookie')).toBeNull();
  const ended = await api.send('/api/v1/session', { method: 'DELETE' });
  expect(ended.body).toEqual(everybody);
});
