import { Fault } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFluxSpan, readFluxTime } from './flux-time.js';

const nowMs = Date.UTC(2025, 2, 31, 12, 34, 56, 789);
const at = (text: string) => readFluxTime(text, nowMs, 'begin');
const hourMs = 3_600_000;
const latestMs = 8_640_000_000_000_000;

describe('readFluxTime', () => {
  it.each([
    ['now()', nowMs],
    ['-1h', nowMs - hourMs],
    ['1h', nowMs + hourMs],
    ['1h30m', nowMs + 1.5 * hourMs],
    ['-1d12h', nowMs - 36 * hourMs],
    ['-2w', nowMs - 14 * 24 * hourMs],
    ['-500ms', nowMs - 500],
    ['-1s5ms', nowMs - 1_005],
    ['-2000us', nowMs - 2],
    ['-2000µs', nowMs - 2],
    ['-2000μs', nowMs - 2],
    ['-3000000ns', nowMs - 3],
    ['-1ns', nowMs - 1],
    ['0s', nowMs],
    ['2025-01-01T12:00:00Z', Date.UTC(2025, 0, 1, 12)],
    ['2025-01-01', Date.UTC(2025, 0, 1)],
    ['1735732800', Date.UTC(2025, 0, 1, 12)],
    ['0', 0],
    [' -1h ', nowMs - hourMs],
  ])('reads %s', (text, expected) => {
    expect(at(text)).toBe(expected);
  });

  it.each([
    ['-1mo', Date.UTC(2025, 1, 28, 12, 34, 56, 789)],
    ['-13mo', Date.UTC(2024, 1, 29, 12, 34, 56, 789)],
    ['1mo', Date.UTC(2025, 3, 30, 12, 34, 56, 789)],
    ['-1y', Date.UTC(2024, 2, 31, 12, 34, 56, 789)],
    ['-1y1mo1d', Date.UTC(2024, 1, 28, 12, 34, 56, 789)],
    ['-3mo', Date.UTC(2024, 11, 31, 12, 34, 56, 789)],
  ])('counts %s on the calendar', (text, expected) => {
    expect(at(text)).toBe(expected);
  });

  it.each([
    ['-1000y', 0],
    ['1969-12-31', 0],
    ['-5', 0],
    [`-${'9'.repeat(80)}y`, 0],
    [`${'9'.repeat(80)}mo`, latestMs],
    [`${'9'.repeat(80)}d`, latestMs],
    ['9'.repeat(30), latestMs],
  ])('stops at the ends of the calendar: %s', (text, expected) => {
    expect(at(text)).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '-h',
    '1h-30m',
    '-1h) |> drop()',
    '1.5h',
    '-1 h',
    'now() - 1h',
    '1x',
    '-1H',
    '2025-02-30',
    '1h'.repeat(51),
    'x'.repeat(1e6),
  ])('refuses %j and says what would be right', (text) => {
    expect(() => at(text)).toThrow(Fault);
    expect(() => at(text)).toThrow(
      /^begin must be a time such as 2025-01-01T12:00:00Z, .* or now\(\); got "/,
    );
    expect(() => at(text)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
  });

  it('adds up any run of fixed units', () => {
    const factors = { ms: 1, s: 1_000, m: 60_000, h: hourMs, d: 24 * hourMs, w: 168 * hourMs };
    const unit = fc.constantFrom(...(Object.keys(factors) as (keyof typeof factors)[]));
    const parts = fc.array(fc.tuple(fc.nat({ max: 90 }), unit), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, fc.boolean(), (parts, isNegative) => {
        const sum = parts.reduce((total, [count, unit]) => total + count * factors[unit], 0);
        const text = (isNegative ? '-' : '') + parts.map(([count, unit]) => `${count}${unit}`).join('');
        expect(at(text)).toBe(isNegative ? nowMs - sum : nowMs + sum);
      }),
    );
  });

  it('moves calendar months to the same day, or to the last of a shorter month', () => {
    const anyNow = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) });
    fc.assert(
      fc.property(anyNow, fc.integer({ min: 1, max: 240 }), (nowMs, months) => {
        const now = new Date(nowMs);
        const then = new Date(readFluxTime(`-${months}mo`, nowMs, 'begin'));
        const monthOf = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
        expect(monthOf(then)).toBe(monthOf(now) - months);
        const isLastDay = new Date(then.getTime() + 24 * hourMs).getUTCDate() === 1;
        if (then.getUTCDate() !== now.getUTCDate()) expect(isLastDay).toBe(true);
        expect(then.getTime() % (24 * hourMs)).toBe(nowMs % (24 * hourMs));
      }),
    );
  });

  it('answers any text with a time within the calendar or a fault, nothing else', () => {
    const almost = fc.stringMatching(/^-?(\d{1,4}(ns|us|ms|mo|[smhdwyx])){0,4}(now\(\))?$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), almost), (text) => {
        try {
          const atMs = at(text);
          expect(Number.isInteger(atMs) && atMs >= 0 && atMs <= latestMs).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Fault);
        }
      }),
    );
  });
});

describe('readFluxSpan', () => {
  it('reads both ends against the same now', () => {
    expect(readFluxSpan({ begin: '-1h', end: 'now()' }, nowMs)).toEqual({
      fromMs: nowMs - hourMs,
      toMs: nowMs,
    });
  });

  it('names the parameter that is wrong', () => {
    expect(() => readFluxSpan({ from: '-1h', to: 'soon' }, nowMs)).toThrow(/^to must be a time/);
  });

  it.each([
    ['now()', 'now()'],
    ['now()', '-1h'],
  ])('refuses %s to %s', (begin, end) => {
    expect(() => readFluxSpan({ begin, end }, nowMs)).toThrow(
      `begin must be before end; got ${begin} and ${end}`,
    );
  });
});
