import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { editDistance, nearestName } from './nearest-name.js';

describe('the edit distance', () => {
  it.each([
    ['', '', 0],
    ['PORT', 'PORT', 0],
    ['PORT', 'PROT', 1],
    ['PORT', 'PORTS', 1],
    ['PORT', '', 4],
    ['BATERY', 'BATTERY', 1],
  ])('of %s and %s is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it('is the same both ways, zero only for equals, and never above the longer length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

it('suggests the nearest name, and none that is far', () => {
  expect(nearestName('mqtt_hots', ['MQTT_HOST', 'MQTT_PORT'])).toBe('MQTT_HOST');
  expect(nearestName('COLOUR', ['MQTT_HOST', 'MQTT_PORT'])).toBeUndefined();
});
