import { describe, expect, it } from '@jest/globals';
import { drawnLine } from './drawn-lines.js';
import { at, fromMs, minuteMs, pumpFrame } from './pump-frame.fixture.js';

const columnsOf = (minutes: readonly number[], shape: 'line' | 'state' = 'line') => {
  const [drawn] = drawnLine('cop', at(minutes, 4), pumpFrame, { shape });
  return [...(drawn?.columns.atMs ?? [])].map((atMs, i) => [
    (atMs - fromMs) / minuteMs,
    drawn?.columns.value[i],
  ]);
};

describe('drawnLine', () => {
  it('puts a value into the middle of its window, and a state to its start', () => {
    expect(columnsOf([0, 1])).toEqual([
      [0.5, 4],
      [1.5, 4],
    ]);
    expect(columnsOf([0, 1], 'state')).toEqual([
      [0, 4],
      [1, 4],
    ]);
  });

  it('has the value of a window that goes on at the end of what is shown, not in the time to come', () => {
    const toMs = fromMs + 1.2 * minuteMs;
    const [drawn] = drawnLine('cop', at([0, 1], 4), { ...pumpFrame, toMs });
    expect([...(drawn?.columns.atMs ?? [])]).toEqual([fromMs + 0.5 * minuteMs, toMs]);
  });

  it('breaks where a window is missing, and not where a gateway speaks only now and then', () => {
    expect(columnsOf([0, 1, 3, 4])).toEqual([
      [0.5, 4],
      [1.5, 4],
      [2.5, Number.NaN],
      [3.5, 4],
      [4.5, 4],
    ]);
    expect(columnsOf([0, 5, 10]).map(([, value]) => value)).toEqual([4, 4, 4]);
  });

  it('keeps the extremes of means, and draws nothing of what nobody said', () => {
    const means = { ...at([0], 4), min: [1], max: [9] };
    const [drawn] = drawnLine('powerW', means, pumpFrame, {});
    expect([drawn?.columns.min[0], drawn?.columns.max[0]]).toEqual([1, 9]);
    expect([drawnLine('cop', at([], 4), pumpFrame), drawnLine('cop', undefined, pumpFrame)]).toEqual([
      [],
      [],
    ]);
  });
});
