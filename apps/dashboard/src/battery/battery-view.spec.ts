import { describe, expect, it } from '@jest/globals';
import { currentDirectionOf, directionOf } from './direction.js';
import { scaleEndW } from './scale-end.js';

describe('directionOf', () => {
  it.each([
    [10_000, 'discharging'],
    [-10_000, 'charging'],
    [0, 'idle'],
    [19, 'idle'],
    [-19, 'idle'],
    [-20, 'charging'],
  ])('calls %d W %s', (powerW, direction) => {
    expect(directionOf(powerW)).toBe(direction);
  });
});

describe('currentDirectionOf', () => {
  it.each([
    [12.5, 'discharging'],
    [-0.05, 'charging'],
    [0.04, 'idle'],
  ])('calls %d A %s', (currentA, direction) => {
    expect(currentDirectionOf(currentA)).toBe(direction);
  });
});

describe('scaleEndW', () => {
  it('ends at the rating, or above what exceeds it', () => {
    expect(scaleEndW([-9_000, undefined], 15_000)).toBe(15_000);
    expect(scaleEndW([-16_000, 0], 15_000)).toBe(20_000);
    expect(scaleEndW([3_200], undefined)).toBe(5_000);
    expect(scaleEndW([undefined], undefined)).toBe(1_000);
  });
});
