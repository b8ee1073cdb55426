import { describe, expect, it } from '@jest/globals';
import { type Access, accessAfter } from './access.js';

const until = 1_800_000_000_000;
const allowed = { isKeyRequired: true, isAllowed: true, expiresAtMs: until };
const notAllowed = { isKeyRequired: true, isAllowed: false, expiresAtMs: null };
const keyless = { isKeyRequired: false, isAllowed: true, expiresAtMs: null };

const unknown: Access = { state: 'unknown' };
const open: Access = { state: 'open', session: allowed };
const closed: Access = { state: 'closed', ended: false, lostCommand: false };
const ended: Access = { state: 'closed', ended: true, lostCommand: false };
const lost: Access = { state: 'closed', ended: true, lostCommand: true };

describe('accessAfter', () => {
  it.each([
    ['opens when the server allows it', unknown, allowed, undefined, open],
    ['opens where no key is required', unknown, keyless, undefined, { state: 'open', session: keyless }],
    ['asks for the key where one is required', unknown, notAllowed, undefined, closed],
    [
      'goes on without an answer: the page says itself that there is none',
      unknown,
      undefined,
      undefined,
      unknown,
    ],
    ['stays open without an answer', open, undefined, undefined, open],
    ['has ended when the server no longer allows it', open, notAllowed, undefined, ended],
    ['has ended when something was refused and the question is not answered', open, undefined, {}, ended],
    ['stays open when only another service refuses', open, allowed, {}, open],
    ['tells of a refused command', open, notAllowed, { lostCommand: true }, lost],
    ['does not forget the command when a reading is refused after it', lost, notAllowed, {}, lost],
    ['remembers while the login is asked for', lost, notAllowed, undefined, lost],
    ['opens again, with nothing left to tell', lost, allowed, undefined, open],
    [
      'never calls it an end where there was no session',
      { state: 'open' as const, session: keyless },
      notAllowed,
      {},
      closed,
    ],
  ])('%s', (_name, before, session, refused, after) => {
    const refusal = refused && { lostCommand: false, ...refused };
    expect(accessAfter(before, session, refusal)).toEqual(after);
  });
});
