import { describe, expect, it } from '@jest/globals';
import { batteryPath, routeOf } from './router.js';

describe('routeOf', () => {
  it.each([
    ['/', { page: 'battery', device: undefined }],
    ['/battery', { page: 'battery', device: undefined }],
    ['/battery/', { page: 'battery', device: undefined }],
    ['/battery/demo', { page: 'battery', device: 'battery:demo' }],
    ['/battery/rack%201%2Fb', { page: 'battery', device: 'battery:rack 1/b' }],
    ['/battery/%', { page: 'battery', device: 'battery:%' }],
    ['/battery/a/b', { page: 'not-found' }],
    ['/gas', { page: 'not-found' }],
    ['/devices/gas', { page: 'devices', kind: 'gas' }],
    ['/devices/heat-pump/', { page: 'devices', kind: 'heat-pump' }],
    ['/devices', { page: 'not-found' }],
    ['/devices/toaster', { page: 'not-found' }],
    ['/devices/gas/a', { page: 'not-found' }],
  ])('reads %s', (path, expected) => {
    expect(routeOf(path)).toEqual(expected);
  });

  it('finds the way back from every name', () => {
    expect(routeOf(batteryPath('battery:a/b å?'))).toEqual({ page: 'battery', device: 'battery:a/b å?' });
  });
});
