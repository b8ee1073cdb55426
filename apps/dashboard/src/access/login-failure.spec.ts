import { describe, expect, it } from '@jest/globals';
import { NoAnswer, Refused } from '../api/ask.js';
import { de } from '../texts/de.js';
import { en } from '../texts/en.js';
import { language } from '../texts/language.js';
import { fetchMeanings } from '../texts/meanings/meanings.js';
import { failureText, loginFailureOf } from './login-failure.js';

const text = (failure: unknown, leftS = 0): string => failureText(loginFailureOf(failure), leftS, en);

describe('a login that failed', () => {
  it.each([
    [new Refused(401, 'wrong', 'access.wrong-key'), 'That is not the key.'],
    [new Refused(403, 'foreign origin', 'origin.refused'), 'The server refused: “foreign origin”'],
    [new Refused(502, 'Bad Gateway'), 'The server refused: “Bad Gateway”'],
    [new NoAnswer(false, undefined), 'The server cannot be reached. Check the connection and try again.'],
    [new NoAnswer(true, undefined), 'The server did not answer in time. Try again.'],
  ])('is said in words: %s', (failure, said) => {
    expect(text(failure)).toBe(said);
  });

  it('says how long to wait, and when the wait is over', () => {
    const slowed = new Refused(429, 'too many', 'access.slowed', 125);
    expect(loginFailureOf(slowed)).toEqual({ kind: 'slowed', waitS: 125 });
    expect(text(slowed, 125)).toBe('Too many wrong tries. Try again in 2:05\u00a0min.');
    expect(text(slowed, 59)).toBe('Too many wrong tries. Try again in 59\u00a0s.');
    expect(text(slowed, 0)).toBe('You can try again now.');
  });

  it('waits half a minute where nobody says how long', () => {
    expect(loginFailureOf(new Refused(429, 'Too Many Requests'))).toEqual({ kind: 'slowed', waitS: 30 });
  });

  it('is said in the language of the page, with what to do about it', async () => {
    language.value = 'de';
    await fetchMeanings();
    const failure = loginFailureOf(new Refused(403, 'foreign origin', 'origin.refused'));
    expect(failureText(failure, 0, de)).toMatch(
      /^Der Server nimmt .* CORS_ORIGINS auf\. Server: „\u2068foreign origin\u2069“$/,
    );
    const proxy = loginFailureOf(new Refused(502, 'Bad Gateway'));
    expect(failureText(proxy, 0, de)).toBe('Der Server hat abgelehnt: „\u2068Bad Gateway\u2069“');
    language.value = 'en';
  });

  it('does not swallow a bug', () => {
    expect(() => loginFailureOf(new TypeError('bug'))).toThrow('bug');
  });
});
