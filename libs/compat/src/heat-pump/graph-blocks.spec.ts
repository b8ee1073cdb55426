import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { graphBlocksOf, type GraphBlocks } from './graph-blocks.js';
import { graphSeriesOf } from './graph-series.js';
import { type Point, windowsOf } from './suite/windows-of.js';

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../vectors/heat-pump-initial-data.json'), 'utf8'),
) as { now: string; input: readonly Point[]; reply: Omit<GraphBlocks, 'runtime'> };

const stepMs = 300_000;
const nowMs = Date.parse(recorded.now);
const blocksOf = (points: readonly Point[]): GraphBlocks =>
  graphBlocksOf(graphSeriesOf(windowsOf(points, stepMs), { stepMs, nowMs }), stepMs);
const without = (...names: string[]) => recorded.input.filter(({ name }) => !names.includes(name));
const toSixDigits = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, x: unknown) => (typeof x === 'number' ? Number(x.toFixed(6)) : x)));

describe('graphBlocksOf', () => {
  it('makes the recorded reply of the recorded points', () => {
    const { runtime, ...blocks } = blocksOf(recorded.input);
    expect(toSixDigits(blocks)).toEqual(toSixDigits(recorded.reply));
    expect(runtime).toEqual({ compressor_percent: 69.6, aux_heater_percent: 26.1, inactive_percent: 4.3 });
  });

  it('has empty lists where there is nothing, and flows that say so', () => {
    const links = [200, 100, 300];
    expect(blocksOf([])).toMatchObject({
      cop: { timestamps: [], values: [], avg: 0 },
      temperature: { timestamps: [] },
      runtime: { compressor_percent: 0, aux_heater_percent: 0, inactive_percent: 100 },
      sankey: {
        ...{ cop: 3, free_energy_percent: 66.67, has_data: false },
        links: links.map((value) => ({ value })),
      },
      performance: { brine_delta: [], radiator_delta: [], compressor_status: [], timestamps: [] },
      power: { power_consumption: [], compressor_status: [], additional_heat_percent: [], timestamps: [] },
      valve: { valve_status: [], compressor_status: [], hot_water_temp: [], timestamps: [] },
    });
  });

  it('leaves out a temperature that was never told, and lasts as long as the others', () => {
    const { temperature } = blocksOf(without('outdoor_temp'));
    expect(temperature).not.toHaveProperty('outdoor_temp');
    expect([temperature.timestamps, temperature.indoor_temp].map((list) => list?.length)).toEqual([13, 13]);
  });

  it('carries the newest indoor and hot water temperature to the end', () => {
    const early = recorded.input.filter(
      ({ name, time }) => !['indoor_temp', 'hot_water_top'].includes(name) || time < '2025-11-25T10:40',
    );
    const { indoor_temp: indoor, hot_water_top: hotWater, timestamps } = blocksOf(early).temperature;
    expect([indoor?.length, indoor?.at(-2), indoor?.at(-1), hotWater?.at(-1)]).toEqual([
      timestamps.length,
      null,
      21.875,
      47,
    ]);
  });

  it('has no COP and invents no flows without the brine', () => {
    const { cop, sankey, performance } = blocksOf(without('brine_in_evaporator'));
    expect([cop.values, cop.avg, sankey.has_data, sankey.nodes.length]).toEqual([[], 0, false, 4]);
    expect([performance.brine_delta.length, performance.timestamps.length]).toEqual([0, 13]);
  });

  it('believes a compressor that says its state only when it changes', () => {
    const isChange = ({ name, time }: Point) =>
      name !== 'compressor_status' || /T(10:02|10:22|10:32|10:52|11:01)/.test(time);
    const { cop, runtime } = blocksOf(recorded.input.filter(isChange));
    expect(cop.values).toEqual(blocksOf(recorded.input).cop.values);
    expect(runtime.compressor_percent).toBe(69.6);
  });

  it('counts the heater for the time in which it is on, not for all of a window in which it was', () => {
    const bursts = recorded.input
      .filter(({ name }) => name === 'compressor_status')
      .flatMap(({ time }) => {
        const startMs = Math.floor(Date.parse(time) / stepMs) * stepMs;
        return [90, 0].map((value, i) => ({
          ...{ time: new Date(startMs + 1_000 * (i + 1)).toISOString(), value },
          name: 'additional_heat_percent',
        }));
      });
    const { runtime, power, sankey } = blocksOf([...without('additional_heat_percent'), ...bursts]);
    expect(power.additional_heat_percent.every(([, mean]) => mean === 45)).toBe(true);
    expect(runtime).toEqual({ compressor_percent: 69.6, aux_heater_percent: 0, inactive_percent: 30.4 });
    expect(sankey.nodes).toHaveLength(4);
  });

  it('takes what no sensor can mean for no temperature, and no power below nothing', () => {
    const spoilt = recorded.input.map((point) => {
      if (!point.time.includes('T10:12')) return point;
      if (point.name === 'indoor_temp') return { ...point, value: -48.4 };
      if (point.name === 'hot_water_top') return { ...point, value: 3_276.7 };
      return point.name === 'power_consumption' ? { ...point, value: -5 } : point;
    });
    const { temperature, power } = blocksOf(spoilt);
    expect(temperature.indoor_temp?.slice(0, 4)).toEqual([21, 21.125, null, 21.375]);
    expect(temperature.hot_water_top?.slice(0, 4)).toEqual([48, 47.875, null, 47.625]);
    expect(power.power_consumption).toHaveLength(11);
  });

  it('has no more than a hundred percent and nothing that is no number, whatever was measured', () => {
    const point = fc.record({
      time: fc.integer({ min: 0, max: 86_400_000 }).map((agoMs) => new Date(nowMs - agoMs).toISOString()),
      name: fc.constantFrom(...new Set(recorded.input.map(({ name }) => name))),
      value: fc.double({ min: -1e308, max: 1e308 }),
    });
    fc.assert(
      fc.property(fc.array(point), (points) => {
        const blocks = blocksOf(points.toSorted((a, b) => (a.time < b.time ? -1 : 1)));
        const { cop, sankey } = blocks;
        expect(cop.values.every((value) => value >= 1.5 && value <= 6)).toBe(true);
        expect(Object.values(blocks.runtime).every((percent) => percent >= 0 && percent <= 100)).toBe(true);
        expect(JSON.stringify([cop, blocks.runtime, sankey])).not.toContain('null');
      }),
    );
  });
});
