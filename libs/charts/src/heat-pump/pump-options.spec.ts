import { describe, expect, it } from '@jest/globals';
import type { TimeChart } from '../chart-option.js';
import { copOption } from './cop-option.js';
import { charts, fromMs, minuteMs, nothing, pumpFrame } from './pump-frame.fixture.js';
import { temperaturesOption } from './temperatures-option.js';
import { performanceOption, powerOption, valveOption } from './working-options.js';

const gridsOf = ({ option }: TimeChart) => [option.grid ?? []].flat();
const axesOf = ({ option }: TimeChart, grid = 0) =>
  [option.yAxis ?? []].flat().filter(({ gridIndex }) => gridIndex === grid);
const labelsAt = (chart: TimeChart, minute: number) =>
  chart.readingsAt?.(fromMs + minute * minuteMs)?.lines.map(({ label, text }) => `${label} ${text}`);

const mean = { label: 'mean', colour: '#b8560a' };

describe('the charts of a heat pump over time', () => {
  it('show the COP from 0 to 6, whatever it is, and break it while the compressor rests', () => {
    const chart = copOption(charts, mean, pumpFrame);
    expect(axesOf(chart)[0]).toMatchObject({ min: 0, max: 6, interval: 1 });
    expect([labelsAt(chart, 1), labelsAt(chart, 4)]).toEqual([['cop 4'], undefined]);
    expect([chart.option.series].flat()).toHaveLength(2);
    expect([copOption(nothing, mean, pumpFrame).option.series].flat()).toEqual([]);
  });

  it('show every temperature that is told, those that were put aside not', () => {
    expect(labelsAt(temperaturesOption(charts, pumpFrame), 3)).toEqual([
      'outdoor_temp -4',
      'indoor_temp 21',
      'hot_water_top 48',
    ]);
    const hidden = new Set(['outdoor_temp' as const]);
    expect(labelsAt(temperaturesOption(charts, pumpFrame, hidden), 3)).toHaveLength(2);
  });

  it.each([
    ['performance', performanceOption, 2, ['radiatorDeltaK 7', 'brineDeltaK 3', 'compressor 1']],
    ['power', powerOption, 2, ['powerW 2000', 'heaterPct 33', 'compressor 1']],
    ['valve', valveOption, 3, ['hot_water_top 48', 'valve 0', 'compressor 1']],
  ] as const)(
    'show %s in grids of one time axis, states in lanes with their names',
    (_, build, grids, said) => {
      const chart = build(charts, pumpFrame);
      expect([gridsOf(chart).length, labelsAt(chart, 3)]).toEqual([grids, said]);
      const heights = gridsOf(chart).map(({ height }) => Number(height));
      expect(heights[0]).toBeGreaterThan(5 * heights[1]!);
      expect(axesOf(chart, 1)[0]).toMatchObject({
        name: grids === 2 ? 'compressor' : 'valve',
        axisLabel: { show: false },
      });
    },
  );

  it('give the heater the axis where nobody says the power', () => {
    const ofHeater = { ...charts, power: { ...charts.power, powerW: nothing.power.powerW } };
    const [left, right] = axesOf(powerOption(ofHeater, pumpFrame));
    expect([left, right?.show ?? false]).toEqual([expect.objectContaining({ min: 0, max: 100 }), false]);
    expect(axesOf(powerOption(charts, pumpFrame))[1]).toMatchObject({ show: true, min: 0, max: 100 });
  });

  it('have as many grids without any data, each with all of its axes', () => {
    for (const build of [performanceOption, powerOption, valveOption]) {
      const chart = build(nothing, pumpFrame);
      expect(gridsOf(chart)).toHaveLength(gridsOf(build(charts, pumpFrame)).length);
      expect(gridsOf(chart).every((_, grid) => axesOf(chart, grid).length > 0)).toBe(true);
      expect([labelsAt(chart, 3), JSON.stringify(chart.option).includes('null')]).toEqual([undefined, false]);
    }
  });
});
