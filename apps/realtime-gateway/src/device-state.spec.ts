import { metricKey } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { readingsOf } from './device-state.js';

describe('readingsOf a retained state', () => {
  it('keeps metric, index, value, time and quality, and knows no ordinal', () => {
    const metrics = {
      socPct: { value: 50, atMs: 1_000 },
      'concentrationPpm/CH4/0': { value: 3, atMs: 900, quality: 'stale' as const },
    };
    const readings = readingsOf({ device: 'gas:h1', atMs: 1_001, metrics });
    expect(readings).toEqual([
      { device: 'gas:h1', metric: 'socPct', value: 50, atMs: 1_000, receivedAtMs: 1_001, ordinal: -1 },
      {
        device: 'gas:h1',
        metric: 'concentrationPpm',
        index: 'CH4/0',
        value: 3,
        atMs: 900,
        quality: 'stale',
        receivedAtMs: 1_001,
        ordinal: -1,
      },
    ]);
    expect(readings.map(metricKey)).toEqual(Object.keys(metrics));
  });
});
