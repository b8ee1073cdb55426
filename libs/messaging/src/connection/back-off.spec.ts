import { expect, it } from '@jest/globals';
import { backOffMs } from './back-off.js';

const range = { reconnectMinMs: 100, reconnectMaxMs: 5_000 };

it.each([
  [0, 0, 50],
  [0, 1, 100],
  [1, 1, 200],
  [5, 1, 3_200],
  [6, 1, 5_000],
  [10_000, 1, 5_000],
  [10_000, 0, 2_500],
])('waits before attempt %i with chance %d for %i ms', (attempt, random, ms) => {
  expect(backOffMs(range, attempt, random)).toBe(ms);
});
