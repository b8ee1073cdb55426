import { expect, it } from '@jest/globals';
import { eventually } from './eventually.js';

it('tries until the assertion passes and returns what it returned', async () => {
  let count = 0;
  const result = await eventually(() => {
    expect(++count).toBeGreaterThan(2);
    return count;
  });
  expect(result).toBe(3);
});

it('throws the last failure in the end', async () => {
  let count = 0;
  const never = eventually(() => Promise.reject(new Error(`try ${++count}`)), { withinMs: 30, everyMs: 1 });
  await expect(never).rejects.toThrow(/^try \d+$/);
  expect(count).toBeGreaterThan(1);
});
