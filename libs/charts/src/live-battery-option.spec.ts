import { describe, expect, it } from '@jest/globals';
import { liveBatteryOption } from './live-battery-option.js';
import { frame, seededPoints } from './seeded-points.fixture.js';

const points = {
  activePowerW: seededPoints(1, 1_000, -10_000, 4_000),
  setpointW: seededPoints(2, 1_000, -10_000, 0),
  socPct: seededPoints(3, 1_000, 40, 60),
};

describe('liveBatteryOption', () => {
  it('draws seeded data as it always did', () => {
    expect(liveBatteryOption(points, frame)).toMatchSnapshot();
  });

  it('is the same for the same input, and leaves the input alone', () => {
    const before = structuredClone(points);
    const twice = [liveBatteryOption(points, frame), liveBatteryOption(points, frame)];
    expect(JSON.stringify(twice[0])).toBe(JSON.stringify(twice[1]));
    expect(points).toEqual(before);
  });

  it('breaks every series at the hole in the data', () => {
    const { series } = liveBatteryOption(points, frame).option;
    const holes = [series ?? []]
      .flat()
      .map(({ data }) => (data as unknown[][]).filter(([, v]) => v === '-').length);
    expect(holes).toEqual([1, 1, 1]);
  });

  it('draws a point that stands alone as a dot, and nothing else', () => {
    const socPct = [
      [0, 50],
      [1_000, 50],
      [2_000, 51],
      [600_000, 52],
    ] as const;
    const { series } = liveBatteryOption({ activePowerW: [], setpointW: [], socPct }, frame).option;
    const [, , soc] = [series ?? []].flat();
    expect(soc).toMatchObject({ showSymbol: true, symbol: 'none' });
    expect(soc?.data).toEqual([
      [0, 50],
      [1_000, 50],
      [2_000, 51],
      [2_001, '-'],
      { value: [600_000, 52], symbol: 'circle', symbolSize: 4 },
    ]);
  });

  it('has an option without any data', () => {
    const empty = liveBatteryOption({ activePowerW: [], setpointW: [], socPct: [] }, frame);
    expect(empty.option.yAxis).toMatchObject([
      { min: 0, max: 1_000 },
      { min: 0, max: 100 },
    ]);
  });
});
