import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { signal } from '@preact/signals';
import { everything, type Watched } from '@kilowatch/realtime-client';
import { startAsking } from './asking.js';

describe('asking over HTTP while the live connection brings nothing', () => {
  let isNeeded = signal(false);
  let answer: () => Promise<Response>;
  let taken = 0;
  const start = () =>
    startAsking({
      isNeeded,
      wanted: signal<Watched>(everything),
      nowMs: () => 0,
      take: () => (taken += 1),
    });
  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  beforeEach(async () => {
    await import('./over-http.js'); // its code comes in no time from now on
    jest.useFakeTimers();
    taken = 0;
    isNeeded = signal(false);
    answer = async () => Response.json({ devices: [] });
    jest.spyOn(Math, 'random').mockReturnValue(0.5); // the first question comes after 4 s
    jest.spyOn(globalThis, 'fetch').mockImplementation(() => answer());
  });
  afterEach(() => {
    isNeeded.value = false;
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('says so from the first answer on, and no more when it is not needed', async () => {
    const isAnswered = start();
    isNeeded.value = true;
    await pass(4_100);
    expect([isAnswered.value, taken]).toEqual([true, 1]);
    await pass(2_000);
    expect(taken).toBe(2);
    isNeeded.value = false;
    await pass(10_000);
    expect([isAnswered.value, taken]).toEqual([false, 2]);
  });

  it('does not pretend that there are answers while one is waited for in vain', async () => {
    const isAnswered = start();
    isNeeded.value = true;
    await pass(4_100);
    const { promise, resolve } = Promise.withResolvers<Response>();
    answer = () => promise;
    await pass(1_900 + 2_900);
    expect(isAnswered.value).toBe(true);
    await pass(200);
    expect(isAnswered.value).toBe(false);
    resolve(Response.json({ devices: [] }));
    await pass(1);
    expect([isAnswered.value, taken]).toEqual([true, 2]);
  });
});
