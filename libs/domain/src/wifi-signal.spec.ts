import { describe, expect, it } from '@jest/globals';
import { goldenExample, vectors } from './suite/vectors.js';
import { wifiSignalOf } from './wifi-signal.js';

describe('wifiSignalOf', () => {
  const { rssi_buckets: buckets } = vectors<{ rssi_buckets: { min: number; label: string }[] }>(
    'esp32-ranges',
  );

  it.each(buckets)('calls $min dBm $label, and one less something else', ({ min, label }) => {
    expect(wifiSignalOf(min).label).toBe(label);
    if (label !== 'unusable') expect(wifiSignalOf(min - 1).label).not.toBe(label);
  });

  it.each(['rssi', 'rssi weak'])('is as in the worked example "%s"', (name) => {
    const { in: given, out } = goldenExample(name);
    const { qualityPct, label } = wifiSignalOf(given['dBm']!);
    expect({ quality_percent: qualityPct, label }).toEqual(out);
  });

  it.each([
    [0, 4, 100],
    [-60, 3, 80],
    [-90, 1, 20],
    [-127, 0, 0],
  ])('gives %d dBm %d bars and %d %%', (dBm, bars, qualityPct) => {
    expect(wifiSignalOf(dBm)).toMatchObject({ bars, qualityPct });
  });
});
