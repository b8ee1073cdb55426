import { describe, expect, it } from '@jest/globals';
import { pauseOf } from './refresh-mode.js';

describe('pauseOf', () => {
  it.each([
    ['auto', '1h', 'windows', 15_000],
    ['auto', '7d', 'windows', 1_800_000],
    ['auto', '7d', 'newest rows', 15_000],
    ['10s', '1h', 'windows', 10_000],
    ['10s', '90d', 'newest rows', 10_000],
    ['off', '1h', 'newest rows', undefined],
  ] as const)('%s, over %s, reads %s again after %s ms', (mode, preset, what, pauseMs) => {
    expect(pauseOf(mode, { preset }, what)).toBe(pauseMs);
  });

  it.each(['auto', '10s', 'off'] as const)('%s leaves a range that stands still alone', (mode) => {
    expect(pauseOf(mode, { preset: 'custom', fromMs: 0, toMs: 1 }, 'windows')).toBeUndefined();
  });
});
