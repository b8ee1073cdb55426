import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ApiKey } from './api-key.js';
import { sessionCookieName, sessionCookiesIn } from './session-cookie.js';
import { Sessions } from './sessions.js';

const startMs = Date.UTC(2026, 0, 1);
const hourMs = 3_600_000;
const key = new ApiKey('kw_a-key-of-a-test-0123456789');
const sessionsAt = (nowMs: number, of = key): Sessions => new Sessions(of, hourMs, () => nowMs);
const { token, expiresAtMs } = sessionsAt(startMs).issue();

describe('a session', () => {
  it('lasts until it expires, for every holder of the key', () => {
    expect(expiresAtMs).toBe(startMs + hourMs);
    expect(sessionsAt(startMs).expiryOf(token)).toBe(expiresAtMs);
    expect(sessionsAt(expiresAtMs - 1).expiryOf(token)).toBe(expiresAtMs);
    expect(sessionsAt(expiresAtMs).expiryOf(token)).toBeUndefined();
  });

  it('ends with its key', () => {
    const other = new ApiKey('kw_another-key-0123456789');
    expect(sessionsAt(startMs, other).expiryOf(token)).toBeUndefined();
  });

  it('is never the same twice', () => {
    const sessions = sessionsAt(startMs);
    expect(new Set(Array.from({ length: 100 }, () => sessions.issue().token)).size).toBe(100);
  });
});

describe('a token that we have not issued', () => {
  const refuses = (text: string): boolean => sessionsAt(startMs).expiryOf(text) === undefined;

  it('is refused with any one bit flipped', () => {
    for (let bit = 0; bit < token.length * 8; bit++) {
      const bytes = Buffer.from(token, 'latin1');
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      expect(refuses(bytes.toString('latin1'))).toBe(true);
    }
  });

  it('is refused with a character changed, added or removed, or parts exchanged', () => {
    const character = fc.constantFrom(...'abcXYZ019-_.=+/ %');
    fc.assert(
      fc.property(fc.nat(token.length), fc.nat(1), character, (at, removed, added) => {
        const text = token.slice(0, at) + added + token.slice(at + removed);
        return text === token || refuses(text);
      }),
      { numRuns: 2_000 },
    );
    const parts = token.split('.');
    const others = sessionsAt(startMs).issue().token.split('.');
    expect(refuses([parts[0], others[1], parts[2]].join('.'))).toBe(true);
    expect(refuses([others[0], parts[1], others[2]].join('.'))).toBe(true);
    expect(refuses([(expiresAtMs + 1).toString(36), parts[1], parts[2]].join('.'))).toBe(true);
  });

  it('is refused whatever it is', () => {
    const macLike = fc.stringMatching(/^[\w-]{43}$/);
    const forged = fc.tuple(fc.nat(), fc.stringMatching(/^[\w-]{22}$/), macLike);
    const anything = fc.oneof(
      fc.string({ maxLength: 120 }),
      forged.map(([expiry, nonce, mac]) => [(startMs + expiry).toString(36), nonce, mac].join('.')),
    );
    fc.assert(fc.property(anything, refuses), { numRuns: 2_000 });
  });
});

describe('the cookie header', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['a=b', []],
    [`${sessionCookieName}=x`, ['x']],
    [`a=b; ${sessionCookieName}=x; c=d`, ['x']],
    [`a=b;${sessionCookieName}=x;c=d`, ['x']],
    [`${sessionCookieName}=x; ${sessionCookieName}=y`, ['x', 'y']],
    [`${sessionCookieName}=`, ['']],
    [sessionCookieName, []],
    [`my_${sessionCookieName}=x`, []],
    [`${sessionCookieName}2=x`, []],
    [`${sessionCookieName.toUpperCase()}=x`, []],
    [`a=${sessionCookieName}=x`, []],
    [`${sessionCookieName}=x=y`, ['x=y']],
  ])('%j has the sessions %j', (header, sessions) => {
    expect(sessionCookiesIn(header)).toEqual(sessions);
  });

  it('holds a session that is found among anything, and nothing else that passes for one', () => {
    const sessions = sessionsAt(startMs);
    const other = fc.string({ maxLength: 40 }).map((text) => text.replaceAll(';', ''));
    fc.assert(
      fc.property(fc.array(other, { maxLength: 5 }), fc.array(other, { maxLength: 5 }), (before, after) => {
        const found = (header: string) =>
          sessionCookiesIn(header).filter((value) => sessions.expiryOf(value) !== undefined);
        expect(found([...before, ...after].join(';'))).toEqual([]);
        expect(found([...before, `${sessionCookieName}=${token}`, ...after].join(';'))).toEqual([token]);
      }),
    );
  });

  it('is looked through only up to a few', () => {
    const many = Array.from({ length: 100 }, (_, i) => `${sessionCookieName}=${i}`).join('; ');
    expect(sessionCookiesIn(many)).toEqual(['0', '1', '2', '3']);
  });
});
