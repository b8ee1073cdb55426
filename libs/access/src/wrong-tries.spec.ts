import { describe, expect, it } from '@jest/globals';
import { WrongTries } from './wrong-tries.js';

const limits = { free: 3, pauseMaxMs: 30_000, clients: 2 };

/** A clock to turn, and a new wrong key at each call. */
const aStart = () => {
  const clock = { ms: 5_000 };
  const tries = new WrongTries(limits, () => clock.ms);
  let keys = 0;
  const guess = (client: string, times = 1) => {
    for (let i = 0; i < times; i++) tries.add(client, `guess ${keys++}`);
  };
  return { clock, tries, guess };
};

describe('a client that guesses', () => {
  it('waits longer after each further guess, but never longer than the limit', () => {
    const { clock, tries, guess } = aStart();
    guess('a', 3);
    expect(tries.pauseMs('a')).toBe(0);
    const pauses = Array.from({ length: 40 }, () => {
      guess('a');
      const pauseMs = tries.pauseMs('a');
      clock.ms += pauseMs;
      expect(tries.pauseMs('a')).toBe(0);
      return pauseMs;
    });
    expect(pauses.slice(0, 7)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(Math.max(...pauses)).toBe(30_000);
  });

  it('slows nobody else', () => {
    const { tries, guess } = aStart();
    guess('a', 9);
    expect(tries.pauseMs('a')).toBeGreaterThan(0);
    expect(tries.pauseMs('b')).toBe(0);
  });

  it('is forgiven when it has been quiet for ten minutes', () => {
    const { clock, tries, guess } = aStart();
    guess('a', 9);
    clock.ms += 10 * 60_000;
    guess('a', 3);
    expect(tries.pauseMs('a')).toBe(0);
  });
});

it('counts a wrong key that is repeated once: an old key in a script is no guess', () => {
  const { tries } = aStart();
  expect(tries.add('a', 'old key')).toBe(1);
  for (let i = 0; i < 100; i++) expect(tries.add('a', 'old key')).toBeUndefined();
  expect(tries.pauseMs('a')).toBe(0);
  expect(tries.add('a', 'another')).toBe(2);
  expect(tries.add('a', 'old key')).toBeUndefined();
});

it('remembers only so many clients, and forgets who has been quiet for longest', () => {
  const { tries, guess } = aStart();
  guess('a', 4);
  guess('b', 4);
  guess('a');
  guess('c', 4);
  expect(['a', 'b', 'c'].filter((client) => tries.pauseMs(client) > 0)).toEqual(['a', 'c']);
});
