import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarEdges } from './calendar.js';
import { offsetsOf } from './time-zone.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const berlin = 'Europe/Berlin';
const iso = (edges: Float64Array): string[] =>
  Array.from(edges, (edgeMs) => new Date(edgeMs).toISOString().slice(0, 16));
const lengths = (edges: Float64Array): number[] =>
  Array.from(edges.subarray(1), (edgeMs, i) => (edgeMs - (edges[i] ?? 0)) / 60_000);

/** The edges between two UTC times, as minutes and as text. */
const between = (from: string, to: string, unit: 'hour' | 'day' | 'week' | 'month', timeZone: string) =>
  calendarEdges(Date.parse(`${from}Z`), Date.parse(`${to}Z`), { unit, timeZone });

describe('calendarEdges', () => {
  it.each([
    ['has 25 hours when clocks are set back', '2025-10-25T22:00', '2025-10-26T23:00', 25],
    ['has 23 hours when they are set forward', '2025-03-29T23:00', '2025-03-30T22:00', 23],
    ['has 24 hours else', '2025-10-26T23:00', '2025-10-27T23:00', 24],
  ])('a day in Berlin %s', (_case, from, to, hours) => {
    const [day, hour] = [between(from, to, 'day', berlin), between(from, to, 'hour', berlin)];
    expect([iso(day), lengths(day)]).toEqual([[from, to], [hours * 60]]);
    expect(lengths(hour)).toEqual(Array(hours).fill(60));
  });

  it.each([
    [
      'half an hour back, Lord Howe',
      '2025-04-05T13:00',
      '2025-04-05T16:30',
      'Australia/Lord_Howe',
      [60, 90, 60],
    ],
    [
      'half an hour forward, Lord Howe',
      '2025-10-04T14:30',
      '2025-10-04T17:00',
      'Australia/Lord_Howe',
      [60, 30, 60],
    ],
    ['5:45 h ahead, Kathmandu', '2025-01-01T00:15', '2025-01-01T02:15', 'Asia/Kathmandu', [60, 60]],
  ])('hours where clocks are %s', (_case, from, to, timeZone, minutes) => {
    const edges = between(from, to, 'hour', timeZone);
    expect(iso(edges).at(0)).toBe(from);
    expect(lengths(edges)).toEqual(minutes);
  });

  it.each([
    [
      'Kathmandu',
      '2025-01-01T00:00',
      '2025-01-01T20:00',
      'Asia/Kathmandu',
      ['2024-12-31T18:15', '2025-01-01T18:15', '2025-01-02T18:15'],
    ],
    [
      'Samoa, which skipped 2011-12-30',
      '2011-12-29T12:00',
      '2011-12-31T11:00',
      'Pacific/Apia',
      ['2011-12-29T10:00', '2011-12-30T10:00', '2011-12-31T10:00', '2012-01-01T10:00'].slice(0, 4),
    ],
    [
      'Havana, set back from 1:00 to midnight',
      '2025-11-01T20:00',
      '2025-11-02T20:00',
      'America/Havana',
      ['2025-11-01T04:00', '2025-11-02T04:00', '2025-11-03T05:00'],
    ],
    [
      'São Paulo, without midnight on 2018-11-04',
      '2018-11-04T00:00',
      '2018-11-04T12:00',
      'America/Sao_Paulo',
      ['2018-11-03T03:00', '2018-11-04T03:00', '2018-11-05T02:00'],
    ],
    [
      "St. John's, set back over midnight in 2005",
      '2005-10-29T12:00',
      '2005-10-30T12:00',
      'America/St_Johns',
      ['2005-10-29T02:30', '2005-10-30T02:30', '2005-10-31T03:30'],
    ],
  ])('days of %s', (_case, from, to, timeZone, expected) => {
    expect(iso(between(from, to, 'day', timeZone))).toEqual(expected);
  });

  it('weeks begin on Mondays and months on their first day, at local midnight', () => {
    expect(iso(between('2025-03-26T00:00', '2025-04-02T00:00', 'week', berlin))).toEqual([
      '2025-03-23T23:00',
      '2025-03-30T22:00',
      '2025-04-06T22:00',
    ]);
    expect(iso(between('2024-12-31T22:59', '2025-03-31T22:01', 'month', berlin))).toEqual([
      '2024-11-30T23:00',
      '2024-12-31T23:00',
      '2025-01-31T23:00',
      '2025-02-28T23:00',
      '2025-03-31T22:00',
      '2025-04-30T22:00',
    ]);
  });

  it('refuses what is no time zone, and has no windows in an empty range', () => {
    const asked = (timeZone: string) => () => calendarEdges(0, 1, { unit: 'day', timeZone });
    expect(asked("x'; DROP")).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    expect(asked('')).toThrow(/is no time zone: use an IANA name/);
    expect(calendarEdges(5, 5, { unit: 'day', timeZone: berlin })).toEqual(new Float64Array());
    expect(calendarEdges(5, 4, { unit: 'hour', timeZone: berlin })).toEqual(new Float64Array());
  });

  it('refuses more windows than a question may have, and times that are no dates', () => {
    const asked = (fromMs: number, toMs: number) => () =>
      calendarEdges(fromMs, toMs, { unit: 'hour', timeZone: berlin });
    const refused = expect.objectContaining({ code: 'request.invalid' });
    expect(asked(0, 50_001 * hourMs)).toThrow(refused);
    expect(asked(8.64e15 - hourMs, 8.64e15)).toThrow(refused);
  });

  const zone = fc.constantFrom(
    ...[
      berlin,
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'America/St_Johns',
      'America/Recife',
    ],
    ...['UTC', 'Africa/Casablanca', 'America/Havana', 'Antarctica/Troll', 'Pacific/Kwajalein'],
  );
  const unit = fc.constantFrom('hour', 'day', 'week', 'month');
  const instant = fc.integer({ min: Date.UTC(1990), max: Date.UTC(2040) });
  const longest = { hour: 2 * hourMs, day: 2.1 * dayMs, week: 8.1 * dayMs, month: 32.1 * dayMs };

  it('cover the range, rise, and are where the local clock begins a unit', () => {
    fc.assert(
      fc.property(
        zone,
        unit,
        instant,
        fc.integer({ min: 1, max: 60 * dayMs }),
        (timeZone, of, fromMs, lengthMs) => {
          const edges = calendarEdges(fromMs, fromMs + lengthMs, { unit: of, timeZone });
          expect(edges[0]).toBeLessThanOrEqual(fromMs);
          expect(edges[1]).toBeGreaterThan(fromMs);
          expect(edges.at(-1)).toBeGreaterThanOrEqual(fromMs + lengthMs);
          expect(edges.at(-2)).toBeLessThan(fromMs + lengthMs);
          const longs = lengths(edges).map((minutes) => minutes * 60_000);
          expect(Math.min(...longs)).toBeGreaterThan(0);
          expect(Math.max(...longs)).toBeLessThanOrEqual(longest[of]);
        },
      ),
    );
  });

  it('are the same whatever range asks for them', () => {
    fc.assert(
      fc.property(
        zone,
        unit,
        instant,
        fc.nat(40 * dayMs),
        fc.nat(40 * dayMs),
        (timeZone, of, fromMs, a, b) => {
          const step = { unit: of, timeZone };
          const part = calendarEdges(fromMs + a, fromMs + a + b + 1, step);
          const whole = new Set(calendarEdges(fromMs, fromMs + a + b + 1, step));
          expect([...part].filter((edgeMs) => !whole.has(edgeMs))).toEqual([]);
        },
      ),
    );
  });

  it('find the days of a year in less than 5 ms', () => {
    const year = () => calendarEdges(Date.UTC(2025), Date.UTC(2026), { unit: 'day', timeZone: berlin });
    year();
    const tookMs = Array.from({ length: 9 }, () => {
      const startedAt = performance.now();
      expect(year()).toHaveLength(367);
      return performance.now() - startedAt;
    }).sort((a, b) => a - b);
    expect(tookMs[0]).toBeLessThan(5);
  });
});

describe('offsetsOf', () => {
  it('has no gaps, no span without length, and no two alike side by side', () => {
    const spans = offsetsOf('Africa/Casablanca', Date.UTC(1900), Date.UTC(2030));
    expect(spans.length).toBeGreaterThan(40);
    spans.slice(1).forEach((span, i) => {
      expect(span.fromMs).toBe(spans[i]?.toMs);
      expect(span.toMs).toBeGreaterThan(span.fromMs);
      expect(span.offsetMs).not.toBe(spans[i]?.offsetMs);
    });
  });

  it('knows offsets in seconds, as of local mean time', () => {
    expect(offsetsOf(berlin, Date.UTC(1880), Date.UTC(1880) + 1)).toMatchObject([{ offsetMs: 3_208_000 }]);
  });
});
