import { describe, expect, it } from '@jest/globals';
import { Access, type AccessOptions, type Admission } from './access.js';
import type { Peer } from './client-address.js';

const key = 'kw_a-key-of-a-test-0123456789';
const nowMs = Date.UTC(2026, 0, 1);
const anAccess = (options: Partial<AccessOptions> = {}): Access =>
  new Access({
    mode: 'key',
    key,
    sessionHours: 1,
    tries: { free: 3, pauseMaxMs: 30_000, clients: 10 },
    isProxyTrusted: false,
    now: () => nowMs,
    ...options,
  });
const from = (headers: Peer['headers'] = {}, remoteAddress = '192.168.1.7'): Peer => ({
  remoteAddress,
  headers,
});
const outcomeOf = (admission: Admission): string =>
  admission.isAdmitted ? admission.by : admission.fault.code;
const cookieOf = (beginning: object): string => (beginning as { cookie: string }).cookie.split(';')[0]!;

describe('with a key', () => {
  it('admits who shows it, in whatever way', () => {
    const access = anAccess();
    expect(access.isKeyRequired).toBe(true);
    expect(outcomeOf(access.admit(from({ 'x-api-key': key })))).toBe('key');
    expect(outcomeOf(access.admit(from({ authorization: `Bearer ${key}` })))).toBe('key');
    expect(outcomeOf(access.admit(from(), [key]))).toBe('key');
    expect(outcomeOf(access.admitKey(from(), key))).toBe('key');
  });

  it('admits nobody else', () => {
    const access = anAccess();
    expect(outcomeOf(access.admit(from()))).toBe('access.required');
    expect(outcomeOf(access.admit(from({ cookie: 'kilowatch_session=x' })))).toBe('access.required');
    expect(outcomeOf(access.admitKey(from(), undefined))).toBe('access.required');
    expect(outcomeOf(access.admit(from({ 'x-api-key': 'x' })))).toBe('access.wrong-key');
    expect(outcomeOf(access.admit(from({ 'x-api-key': '' })))).toBe('access.wrong-key');
    expect(outcomeOf(access.admit(from({ 'x-api-key': key, authorization: 'Bearer x' })))).toBe(
      'access.wrong-key',
    );
  });

  it('lets a key decide over a session that comes with it', () => {
    const access = anAccess();
    const cookie = cookieOf(access.begin(from(), key));
    expect(outcomeOf(access.admit(from({ cookie })))).toBe('session');
    expect(outcomeOf(access.admit(from({ cookie, 'x-api-key': 'x' })))).toBe('access.wrong-key');
  });

  it('begins a session that another process with the same key knows, and one with another key does not', () => {
    const beginning = anAccess().begin(from(), key);
    expect(beginning).toMatchObject({ isAdmitted: true, by: 'session', expiresAtMs: nowMs + 3_600_000 });
    const cookie = cookieOf(beginning);
    expect(anAccess().admit(from({ cookie }))).toEqual({
      isAdmitted: true,
      by: 'session',
      expiresAtMs: nowMs + 3_600_000,
    });
    expect(outcomeOf(anAccess({ key: `${key}.` }).admit(from({ cookie })))).toBe('access.required');
    expect(outcomeOf(anAccess({ now: () => nowMs + 3_600_000 }).admit(from({ cookie })))).toBe(
      'access.required',
    );
    expect(outcomeOf(anAccess().begin(from(), 'x'))).toBe('access.wrong-key');
  });

  it('marks the cookie as secure only when a trusted proxy says that the browser came by TLS', () => {
    const headers = { 'x-forwarded-proto': 'https' };
    const begun = (access: Access) => (access.begin(from(headers), key) as { cookie: string }).cookie;
    const plain = /^kilowatch_session=[^;]{60,}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Strict$/;
    expect(begun(anAccess())).toMatch(plain);
    expect(begun(anAccess({ isProxyTrusted: true }))).toMatch(/SameSite=Strict; Secure$/);
    expect(anAccess({ isProxyTrusted: true }).endingCookie(from(headers))).toBe(
      'kilowatch_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure',
    );
  });
});

describe('who guesses', () => {
  const guess = (access: Access, times: number, address = '192.168.1.7', headers: Peer['headers'] = {}) =>
    Array.from({ length: times }, (_, i) =>
      outcomeOf(access.admit(from({ ...headers, 'x-api-key': `guess ${i}` }, address))),
    );

  it('is slowed in every way in, with the right key too, while sessions and other addresses are not', () => {
    const access = anAccess();
    const cookie = cookieOf(access.begin(from(), key));
    expect(guess(access, 5)).toEqual([...Array<string>(4).fill('access.wrong-key'), 'access.slowed']);
    const slowed = access.admit(from({ authorization: `Bearer ${key}` }));
    expect(slowed).toMatchObject({ isAdmitted: false, retryAfterS: 1, fault: { code: 'access.slowed' } });
    expect(outcomeOf(access.admitKey(from(), key))).toBe('access.slowed');
    expect(outcomeOf(access.begin(from(), key))).toBe('access.slowed');
    expect(outcomeOf(access.admit(from({ cookie })))).toBe('session');
    expect(outcomeOf(access.admit(from()))).toBe('access.required');
    expect(outcomeOf(access.admit(from({ 'x-api-key': key }, '192.168.1.8')))).toBe('key');
  });

  it('cannot blame others, and is not blamed for what came by the same trusted proxy', () => {
    const access = anAccess({ isProxyTrusted: true });
    const by = (forwarded: string) => ({ 'x-forwarded-for': forwarded });
    guess(access, 9, '172.18.0.9', by('10.0.0.1, 192.168.1.7'));
    const tryOf = (forwarded: string) =>
      outcomeOf(access.admit(from({ 'x-api-key': key, ...by(forwarded) }, '172.18.0.9')));
    expect(tryOf('192.168.1.7')).toBe('access.slowed');
    expect(tryOf('10.0.0.1')).toBe('key');
    expect(tryOf('192.168.1.8')).toBe('key');
  });

  it('is logged by address, a bounded number of times and without what was tried', () => {
    const lines: string[] = [];
    const log = {
      warn: (context: object, message: string) => void lines.push(JSON.stringify(context) + message),
    };
    const access = anAccess({ log });
    guess(access, 500);
    access.admit(from({ 'x-api-key': key.slice(1) }, '10.1.1.1'));
    expect(lines).toEqual([
      '{"client":"192.168.1.7","tries":1}A wrong API key was refused',
      '{"client":"192.168.1.7","tries":4}A wrong API key was refused',
      '{"client":"10.1.1.1","tries":1}A wrong API key was refused',
    ]);
  });
});

it.each(['loopback', 'container', 'open'] as const)('asks nobody for a key in mode %s', (mode) => {
  const access = anAccess({ mode, key: undefined });
  expect(access.isKeyRequired).toBe(false);
  expect(access.admit(from())).toEqual({ isAdmitted: true, by: 'mode', expiresAtMs: null });
  expect(outcomeOf(access.admit(from({ 'x-api-key': 'x' })))).toBe('mode');
  expect(outcomeOf(access.admitKey(from(), undefined))).toBe('mode');
});

it('refuses to ask for a key that there is not', () => {
  expect(() => anAccess({ key: undefined })).toThrow('There is no key');
});
