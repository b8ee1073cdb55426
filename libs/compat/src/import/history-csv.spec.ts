import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellOf, cellsOf } from './csv-cells.js';
import { HistoryCsv } from './history-csv.js';
import { PointBlock } from './point-block.js';

const readAll = (lines: readonly string[], device?: string) => {
  const reader = new HistoryCsv(device);
  const block = new PointBlock();
  const problems = lines.map((line, i) => (reader.isIdle(line) ? 'idle' : reader.read(line, i + 1, block)));
  return { problems, columns: block.toColumns(), lines: block.lines };
};
const heading = 'time,device,metric,index,value,quality';
const time = '2025-01-01T00:00:00.123Z';
const atMs = 1_735_689_600_123;

describe('CSV', () => {
  it('reads what an export gives', () => {
    const { problems, columns } = readAll([
      heading,
      `${time},battery:b1,cellVoltageV,3,3.6,`,
      `${time},battery:b1,socPct,,50,stale`,
      '',
      `2025-01-01T00:00:01Z,"gas:a, ""b""",co,,-1e-3,`,
    ]);
    expect(problems).toEqual(['idle', undefined, undefined, 'idle', undefined]);
    expect(columns).toEqual({
      series: [
        { device: 'battery:b1', metric: 'cellVoltageV', index: '3' },
        { device: 'battery:b1', metric: 'socPct' },
        { device: 'gas:a, "b"', metric: 'co' },
      ],
      of: [0, 1, 2],
      atMs: [atMs, atMs, 1_735_689_601_000],
      value: [3.6, 50, -0.001],
      quality: [null, 'stale', null],
    });
  });

  it('reads other orders of columns, other notations of time, and a device for all', () => {
    const lines = ['Value, Time ,metric', `1,${atMs},a`, '2,2025-01-01 01:00:00.5+01:00,a', '3,2025-01-02,a'];
    const { columns } = readAll(lines, 'sensor:x');
    expect(columns.atMs).toEqual([atMs, 1_735_689_600_500, 1_735_776_000_000]);
    expect(columns.series).toEqual([{ device: 'sensor:x', metric: 'a' }]);
  });

  it('numbers points of one time, so that each stays and the same file again is the same', () => {
    const row = (metric: string, value: number) => `${time},sensor:x,${metric},,${value},`;
    const lines = [
      heading,
      row('a', 1),
      row('b', 1),
      row('a', 2),
      row('a', 2),
      `2025-01-01T00:00:01Z,sensor:x,a,,1,`,
    ];
    expect(readAll(lines).columns.ordinal).toEqual([0, 0, 1, 2, 0]);
    expect(readAll(lines)).toEqual(readAll(lines));
  });

  it.each([
    [`${time},sensor:x,a,,NaN,`, /only finite/],
    [`${time},sensor:x,a,,18446744073709551616,`, /too large/],
    [`${time},sensor:x,a,,warm,`, /must be a number/],
    [`${time},sensor:x,a,,,`, /empty/],
    [`${time},x,a,,1,`, /^device: must be "<kind>:<native id>"/],
    [`${time},sensor:x,,,1,`, /^metric: /],
    [`${time},sensor:x,a,,1`, /^6 cells were expected, there are 5$/],
    [`${time},"sensor:x,a,,1,`, /a quote is not closed/],
    [`${time},sens"or:x,a,,1,`, /a quote is not closed/],
    [`soon,sensor:x,a,,1,`, /^the time must be as 2025-01-01T12:00:00Z, or Unix time in ms; got "soon"$/],
    [`2025-02-30T00:00:00Z,sensor:x,a,,1,`, /the time must be/],
    [`2025-01-01T24:00:00Z,sensor:x,a,,1,`, /the time must be/],
    [`1735689600,sensor:x,a,,1,`, /^the time is 1970-01-21T.*: is it really in ms\?$/],
    [`${time},sensor:x,a,,1,fine`, /^the quality must be empty or one of stale, /],
  ])('refuses %s', (line, reason) => {
    const { problems, lines } = readAll([heading, line, `${time},sensor:x,a,,1,good`]);
    expect(problems).toEqual(['idle', expect.stringMatching(reason), undefined]);
    expect(lines).toEqual([3]);
  });

  it.each([
    ['time,metric,value', /The first line must name the columns .*; device is missing$/],
    ['time,device,metric,mean', /got "mean"$/],
    ['"time', /time, metric, value is missing|device, metric, time, value is missing/],
    [`${time},sensor:x,a,,1,`, /got "2025-01-01t00:00:00.123z"$/],
  ])('refuses a file that begins with %s', (line, words) => {
    expect(() => readAll([line])).toThrow(
      expect.objectContaining({ code: 'request.invalid', message: expect.stringMatching(words) }),
    );
  });

  it('takes apart what it puts together', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom('"', ',', 'a', ' ')).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(
        fc.array(
          cell.filter((text) => !/[\r\n]/.test(text)),
          { minLength: 1 },
        ),
        (cells) => {
          expect(cellsOf(cells.map(cellOf).join(','))).toEqual(cells);
        },
      ),
    );
  });

  it('reads every time as the notation of an export says', () => {
    const when = fc.date({ min: new Date('1972-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(when), (dates) => {
        const lines = dates.map((date) => `${date.toISOString()},sensor:x,a,,1,`);
        expect(readAll([heading, ...lines]).columns.atMs).toEqual(dates.map(Number));
      }),
    );
  });

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        const { problems, columns } = readAll([heading, line]);
        expect(columns.of.length).toBe(problems[1] === undefined ? 1 : 0);
      }),
    );
  });
});
