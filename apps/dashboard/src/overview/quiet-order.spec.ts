import { describe, expect, it } from '@jest/globals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { orderWithFirst } from './quiet-order.js';

const device = (id: string): DeviceSnapshot => ({
  device: id,
  kind: 'sensor',
  isDemo: false,
  isRetired: false,
  connection: 'unknown',
  firstSeenAtMs: 0,
  lastSeenAtMs: 0,
  seq: 0,
  metrics: {},
});

describe('the order of a card', () => {
  it('has those first that are not heard of, and is otherwise the one that it was', () => {
    const devices = ['a', 'b', 'c', 'd', 'e', 'f'].map(device);
    const ordered = orderWithFirst(new Set(['f', 'd', 'gone']))(devices);
    expect(ordered.map(({ device: id }) => id)).toEqual(['d', 'f', 'a', 'b', 'c', 'e']);
    expect(orderWithFirst(new Set(['']))(devices)).toEqual(devices);
  });
});
