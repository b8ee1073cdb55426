import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { questionsFor, summaryOf } from './summaries.js';

const series = fc.record({
  device: fc.integer({ min: 0, max: 120 }).map((i) => `sensor:${i}`),
  metric: fc.constantFrom('a', 'b', 'c', 'd'),
});
const textOf = (one: { device: string; metric: string }): string => `${one.device} ${one.metric}`;

describe('questionsFor', () => {
  it('asks for each series once, for no other, and for no more than a question may name', () => {
    fc.assert(
      fc.property(fc.array(series, { maxLength: 300 }), (wanted) => {
        const questions = questionsFor(wanted);
        const asked = questions.flatMap(({ devices, metrics }) =>
          devices.flatMap((device) => metrics.map((metric) => textOf({ device, metric }))),
        );
        expect(asked.toSorted()).toEqual([...new Set(wanted.map(textOf))].sort());
        for (const { devices, metrics } of questions)
          expect(devices.length * metrics.length).toBeLessThanOrEqual(50);
      }),
    );
  });

  it('asks for many metrics of the same devices at once', () => {
    const wanted = ['x', 'y', 'z'].flatMap((metric) => ['a', 'b'].map((device) => ({ device, metric })));
    expect(questionsFor(wanted)).toEqual([{ devices: ['a', 'b'], metrics: ['x', 'y', 'z'] }]);
  });

  it('asks for what has a comma in its name beside what has none', () => {
    const wanted = ['sensor:a,b', 'sensor:c'].map((device) => ({ device, metric: 'x,y' }));
    expect(questionsFor(wanted)).toEqual([{ devices: ['sensor:a,b', 'sensor:c'], metrics: ['x,y'] }]);
  });
});

describe('summaryOf', () => {
  const span = { fromMs: 0, toMs: 3_000 };

  it('has the mean of the values, not of the windows', () => {
    const windows = {
      ...{ atMs: [0, 1_000], gaps: [], mean: [10, 40], min: [5, 40], max: [20, 40], count: [2, 1] },
    };
    expect(summaryOf(windows, span, 1_000)).toMatchObject({ min: 5, max: 40, mean: 20, count: 3 });
  });

  it('draws the newest window too, whose middle lies ahead of now', () => {
    const windows = { atMs: [2_900], gaps: [], mean: [1], min: [1], max: [1], count: [1] };
    expect(summaryOf(windows, span, 1_000).outline?.line).toMatch(/^M/);
  });
});
