import { describe, expect, it } from '@jest/globals';
import { historyOption } from './history-option.js';
import type { HistoryPoints, HistoryShape } from './history-points.js';
import { frame, seededPoints, startMs } from './seeded-points.fixture.js';

const points = {
  chargeW: seededPoints(4, 1_000, 0, 10_000),
  dischargeW: seededPoints(5, 1_000, 0, 5_000),
  activePowerW: seededPoints(6, 1_000, -10_000, 5_000),
  socPct: seededPoints(7, 1_000, 40, 60),
};
const shape: HistoryShape = {
  kind: 'line',
  stepMs: 1_000,
  areCommandsExact: false,
  heldUntilMs: frame.toMs,
};
const seriesOf = (over: Partial<HistoryShape>, data: HistoryPoints = points) =>
  [historyOption(data, { ...shape, ...over }, frame).option.series ?? []].flat();

describe('historyOption', () => {
  it.each(['line', 'bar'] as const)('draws seeded data as a %s chart as it always did', (kind) => {
    expect(historyOption(points, { ...shape, kind }, frame)).toMatchSnapshot();
  });

  it('draws lines or bars, and the state of charge always as a line', () => {
    expect(seriesOf({ kind: 'line' }).map(({ type }) => type)).toEqual(['line', 'line', 'line', 'line']);
    expect(seriesOf({ kind: 'bar' }).map(({ type }) => type)).toEqual(['bar', 'bar', 'bar', 'line']);
  });

  it('holds a single command until the end of the range', () => {
    const single = { ...points, chargeW: [[startMs, 10_000] as const], dischargeW: [] };
    const [charge] = seriesOf({ areCommandsExact: true }, single);
    const drawn = (charge?.data as unknown[][]).filter(([, value]) => value !== '-');
    expect(drawn.at(0)).toEqual([startMs, 10_000]);
    expect(drawn.at(-1)).toEqual([frame.toMs, 10_000]);
  });

  it('says the direction of measured power in words', () => {
    const power = seriesOf({})[2];
    const written = power?.tooltip?.valueFormatter?.(-2_500, 0);
    expect(written).toBe('2500 W charging');
  });
});
