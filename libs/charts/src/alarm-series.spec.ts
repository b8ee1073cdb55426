import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alarmSeries, wordsOf } from './alarm-series.js';
import { isRaised } from './raised.js';
import { frame } from './seeded-points.fixture.js';
import { columnsOf } from './series-columns.js';
import { seriesOption } from './series-option.js';
import type { DrawnSeries } from './drawn-series.js';

const minuteMs = 60_000;
const { fromMs } = frame;
const at = (minute: number): number => fromMs + minute * minuteMs;

/** An alarm by the minute; a dot is a minute of which nothing is known. */
const alarm = (minutes: string): DrawnSeries => ({
  ...{ label: 'Alarm', colour: '#c00', unit: '', shape: 'alarm', axis: 'left', grid: 0, stepMs: minuteMs },
  columns: columnsOf([...minutes].map((one, i) => [at(i), one === '.' ? null : Number(one)] as const)),
  write: (value) => (value === 0 ? 'off' : 'on'),
});

interface Drawn {
  type: string;
  shape: { source: { spans: [number, number][] } };
  x?: number;
  style: { text?: string };
}

/** What is drawn on ten pixels a minute. */
function drawn(series: DrawnSeries, minutes: number): Drawn[] {
  const place = {
    fromMs,
    toMs: at(minutes),
    low: 0,
    high: 1,
    xAxisIndex: 0,
    yAxisIndex: 0,
    place: 0,
    places: 1,
  };
  const coordSys = { x: 0, y: 0, width: minutes * 10, height: 100 };
  const option = alarmSeries(series, place, frame.theme);
  const draw = option.renderItem as unknown as (params: object) => { children: Drawn[] };
  return draw({ coordSys }).children;
}

const spansIn = (minutes: string): [number, number][] =>
  drawn(alarm(minutes), minutes.length)[0]?.shape.source.spans ?? [];

describe('an alarm in a chart', () => {
  it('is shaded from when it was raised to when it was not', () => {
    expect(spansIn('0110001000')).toEqual([
      [10, 20],
      [60, 10],
    ]);
  });

  it('is not shaded over a time of which nothing is known', () => {
    expect(spansIn('01....0000')).toEqual([[10, 10]]);
  });

  it('says its word too, and is nothing while all is well', () => {
    expect(drawn(alarm('0110000000'), 10).map(({ style }) => style.text)).toContain('Alarm');
    expect(drawn(alarm('0000000000'), 10)).toEqual([]);
  });

  it('says its word whole when it has only just been raised, also in a wide font', () => {
    const word = drawn(alarm('0000000001'), 10).find(({ style }) => style.text === 'Alarm');
    expect(word?.x).toBeLessThanOrEqual(100 - 'Alarm'.length * 7.5);
  });

  it('takes no more elements when it comes and goes a hundred times', () => {
    const often = alarm('01'.repeat(100));
    const shapes = drawn(often, 200).filter(({ type }) => type === 'kwSpans');
    expect(shapes).toHaveLength(2);
    expect(shapes[0]?.shape.source.spans).toHaveLength(100);
  });

  it('has words that do not lie on each other, nor beyond the edge', () => {
    const runs = fc
      .uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 200 })
      .map((xs) => xs.sort((a, b) => a - b).map((x) => [x, 1] as const));
    fc.assert(
      fc.property(runs, fc.integer({ min: 10, max: 120 }), (spans, widthPx) => {
        const words = wordsOf(spans, widthPx, 1_000);
        expect(words.length).toBeGreaterThan(0);
        for (const [i, x] of words.entries()) {
          expect(x + widthPx).toBeLessThanOrEqual(1_000);
          if (i > 0) expect(x - words[i - 1]!).toBeGreaterThan(widthPx);
        }
      }),
    );
  });
});

describe('a chart with an alarm', () => {
  const line: DrawnSeries = { ...alarm('5555555555'), shape: 'line', label: 'CO', unit: 'ppm' };
  const chart = seriesOption(
    { series: [line, alarm('0011000000')], heightPx: 200, axisWords: (unit) => ({ unit, write: String }) },
    { ...frame, toMs: at(10) },
  );

  it('has the axes that it has without', () => {
    const alone = seriesOption(
      { series: [line], heightPx: 200, axisWords: (unit) => ({ unit, write: String }) },
      { ...frame, toMs: at(10) },
    );
    const axes = [chart, alone].map(({ option }) => JSON.stringify([option.grid, option.yAxis]));
    expect(axes[0]).toBe(axes[1]);
  });

  it('tells of it at the cursor while it was raised', () => {
    const textsAt = (minute: number) => chart.readingsAt?.(at(minute))?.lines.map(({ text }) => text);
    expect([textsAt(1), textsAt(3), textsAt(6)]).toEqual([['on'], ['on', 'on'], ['on']]);
  });
});

describe('isRaised', () => {
  it.each([
    ['0100', 0, 1, false],
    ['0100', 0, 2, true],
    ['0100', 1.5, 1.6, true],
    ['0100', 2, 4, false],
    ['01..', 2.5, 4, false],
    ['...1', 0, 3, false],
  ])('%s between minutes %d and %d: %p', (minutes, from, to, expected) => {
    const { columns, stepMs } = alarm(minutes);
    expect(isRaised(columns, stepMs, { fromMs: at(from), toMs: at(to) })).toBe(expected);
  });
});
