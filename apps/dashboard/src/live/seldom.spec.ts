import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { seldom } from './seldom.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('calls at once, then no more often than it may, and never forgets the last wish', () => {
  let calls = 0;
  const wish = seldom(() => (calls += 1), 1_000);
  wish();
  expect(calls).toBe(1);
  for (let i = 0; i < 5; i += 1) wish();
  jest.advanceTimersByTime(999);
  expect(calls).toBe(1);
  jest.advanceTimersByTime(1);
  expect(calls).toBe(2);
  jest.advanceTimersByTime(10_000);
  expect(calls).toBe(2);
  wish();
  expect(calls).toBe(3);
});
