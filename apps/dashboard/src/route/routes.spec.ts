import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pathOf, routeOf } from './routes.js';

describe('routeOf', () => {
  it.each([
    ['', { page: 'overview' }],
    ['battery', { page: 'battery' }],
    ['battery/', { page: 'battery' }],
    ['battery/demo', { page: 'battery', device: 'battery:demo' }],
    ['battery/rack%201%2Fb', { page: 'battery', device: 'battery:rack 1/b' }],
    ['battery/%', { page: 'battery', device: 'battery:%' }],
    ['battery/a/b', { page: 'not-found' }],
    ['heat-pump/0004A3', { page: 'heat-pump', device: 'heat-pump:0004A3' }],
    ['sensors/meter%3Aroof', { page: 'sensors', device: 'meter:roof' }],
    ['devices/gas%3Aa', { page: 'devices', device: 'gas:a' }],
    ['devices/gas', { page: 'gas' }],
    ['devices/sensor/', { page: 'sensors' }],
    ['system', { page: 'system' }],
    ['system/x', { page: 'not-found' }],
    ['toaster', { page: 'not-found' }],
  ])('reads "%s"', (path, expected) => {
    expect(routeOf(path)).toEqual(expected);
  });

  it('finds the way back from every name', () => {
    const names = fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => name.isWellFormed());
    fc.assert(
      fc.property(names, (name) => {
        for (const route of [
          { page: 'gas', device: `gas:${name}` },
          { page: 'devices', device: `sensor:${name}` },
        ] as const) {
          expect(pathOf(route)).not.toMatch(/^\/|\/\//);
          expect(routeOf(pathOf(route))).toEqual(route);
        }
      }),
    );
  });
});
