import { afterEach, describe, expect, it } from '@jest/globals';
import { NoAnswer, Refused } from '../api/ask.js';
import { de } from '../texts/de.js';
import { en } from '../texts/en.js';
import { language } from '../texts/language.js';
import { fetchMeanings } from '../texts/meanings/meanings.js';
import { confirmed, outcomeOfFailure, reasonOf } from './command-outcome.js';

describe('the reply to a command, in words', () => {
  it('repeats what the server said of a success', () => {
    expect(confirmed('Charging with 10 kW', en)).toEqual({
      tone: 'good',
      title: 'Confirmed by the broker',
      detail: 'Server: “Charging with 10 kW”',
    });
  });

  it.each([
    [new Refused(400, 'charge must be 0 to 15 kW'), 'Refused by the server', 'charge must be 0 to 15 kW'],
    [new Refused(500, 'not confirmed'), 'The command was not confirmed', 'not confirmed'],
    [new Refused(403, 'origin'), 'Not allowed from this page', 'origin'],
    [new NoAnswer(true, undefined), 'No answer in time', 'may or may not'],
    [new NoAnswer(false, undefined), 'The server cannot be reached', 'Nothing was confirmed'],
    [new TypeError('x'), 'The server cannot be reached', 'Nothing was confirmed'],
  ])('explains %s', (failure, title, detail) => {
    const outcome = outcomeOfFailure(failure, en);
    expect(outcome).toMatchObject({ tone: 'bad', title });
    expect(outcome.detail).toContain(detail);
  });

  it('gives the reason of a failed reading', () => {
    expect(reasonOf(new Refused(503, 'history is away'), en)).toBe('history is away');
    expect(reasonOf(new NoAnswer(false, undefined), en)).toBe('the server cannot be reached');
  });

  describe('to somebody who reads German', () => {
    afterEach(() => {
      language.value = 'en';
    });
    const outOfRange = new Refused(400, 'charge must be 0 to 15 kW; got 20 kW', 'setpoint.out-of-range');
    const said = '\u2068charge must be 0 to 15 kW; got 20 kW\u2069';

    it('says what it means and what to do, and then what the server said, marked as its words', async () => {
      language.value = 'de';
      await fetchMeanings();
      expect(outcomeOfFailure(outOfRange, de)).toEqual({
        tone: 'bad',
        title: 'Vom Server abgelehnt',
        detail: expect.stringMatching(/^Der Sollwert liegt außerhalb .* Geben Sie .*\.$/),
        server: `Server: „${said}“`,
      });
      expect(reasonOf(outOfRange, de)).toMatch(/^Der Sollwert .*\. Server: „\u2068charge must .*\u2069“$/);
      expect(confirmed('Charging with 10 kW', de).detail).toBe('Server: „\u2068Charging with 10 kW\u2069“');
    });

    it('leaves it at the words of a server that names no reason, or one of a newer version', async () => {
      language.value = 'de';
      await fetchMeanings();
      expect(reasonOf(new Refused(502, 'Bad Gateway'), de)).toBe('\u2068Bad Gateway\u2069');
      const newer = new Refused(400, 'too blue', 'colour.refused' as never);
      expect(outcomeOfFailure(newer, de)).toMatchObject({ detail: 'Server: „\u2068too blue\u2069“' });
      expect(outcomeOfFailure(newer, de)).not.toHaveProperty('server');
    });

    it('says no meaning in a language that is not the one of the page any more', async () => {
      language.value = 'de';
      await fetchMeanings();
      language.value = 'sv';
      expect(reasonOf(outOfRange, de)).toBe(said);
    });
  });
});
