import { describe, expect, it } from '@jest/globals';
import { NoAnswer, Refused } from '../api/ask.js';
import { en } from '../texts/en.js';
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
});
