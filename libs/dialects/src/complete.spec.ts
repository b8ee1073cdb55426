import { describe, expect, it } from '@jest/globals';
import { reading } from '@kilowatch/contracts';
import fc from 'fast-check';
import { completed, type Reception } from './complete.js';
import type { OwnTime, Said } from './dialect.js';

const receivedAtMs = Date.parse('2026-03-01T12:00:00Z');
const reception: Reception = {
  receivedAtMs,
  isRetained: false,
  position: () => 3,
  maxAheadMs: 600_000,
};

const measured = [{ metric: 'temperatureC', value: 21 }];
const device = 'sensor:a';

const ownAt = (time: string, changes: Partial<OwnTime> = {}): OwnTime => ({
  ...{ atMs: Date.parse(time), key: 'time', asSent: time },
  ...changes,
});

const accepted = (said: Partial<Said>, changes: Partial<Reception> = {}) => {
  const result = completed({ device, measured, ...said }, { ...reception, ...changes });
  if (!result.isAccepted) throw new Error(`refused: ${result.reason}`);
  return result;
};

const reasonOf = (said: Partial<Said>, changes: Partial<Reception> = {}) => {
  const result = completed({ device, measured, ...said }, { ...reception, ...changes });
  return result.isAccepted ? undefined : result.reason;
};

describe('completed', () => {
  it('converts to the unit of the metric, and says what the device calls it', () => {
    const { readings, units } = accepted({
      device: 'cell:c',
      measured: [
        { metric: 'currentA', value: 1_500, unit: 'mA' },
        { metric: 'voltageV', value: 3.7 },
      ],
    });
    expect(readings.map(({ metric, value }) => [metric, value])).toEqual([
      ['currentA', 1.5],
      ['voltageV', 3.7],
    ]);
    expect(units).toEqual([
      { value: 1.5, unit: 'A', sentUnit: 'mA' },
      { value: 3.7, unit: 'V' },
    ]);
  });

  it('keeps several of one kind apart', () => {
    const { readings } = accepted({
      device: 'gas:g',
      measured: [{ metric: 'concentrationPpm', index: 'CH4/0', value: 5 }],
    });
    expect(readings).toMatchObject([{ metric: 'concentrationPpm', index: 'CH4/0', value: 5 }]);
  });

  it('takes the device at its time, else at that of receipt', () => {
    expect(accepted({ own: ownAt('2026-03-01T11:00:00Z') })).toMatchObject({
      readings: [{ atMs: receivedAtMs - 3_600_000, receivedAtMs, ordinal: 0 }],
      ownAtMs: receivedAtMs - 3_600_000,
    });
    expect(accepted({})).toMatchObject({
      readings: [{ atMs: receivedAtMs, ordinal: 3 }],
      ownAtMs: undefined,
    });
    expect(accepted({ own: ownAt('', { atMs: receivedAtMs - 0.5 }) }).readings[0]?.atMs).toBe(
      receivedAtMs - 1,
    );
  });

  it.each([
    ['before its time', '1970-01-01T00:00:00Z', /"time" is 1970.*before the year 2000/],
    ['ahead', '2099-01-01T00:00:00Z', /"time" is 2099.*600 s ahead/],
    ['none', 'soon', /"time" is soon/],
  ])(
    'refuses a time that is %s, or takes that of receipt where the dialect knows better',
    (_, time, words) => {
      expect(reasonOf({ own: ownAt(time) })).toMatch(words);
      expect(accepted({ own: ownAt(time, { ifImpossible: 'receipt' }) })).toMatchObject({
        readings: [{ atMs: receivedAtMs, ordinal: 3 }],
        ownAtMs: undefined,
      });
    },
  );

  it('takes later what was ahead of a clock that was slow then', () => {
    const own = ownAt('2026-03-01T13:00:00Z');
    expect(reasonOf({ own })).toMatch(/ahead/);
    expect(accepted({ own }, { nowMs: receivedAtMs + 3_600_000 }).readings[0]?.atMs).toBe(own.atMs);
  });

  it.each<[string, Partial<Said>, number]>([
    ['its own number', { ordinal: 12, own: ownAt('2026-03-01T11:00:00Z', { restUs: 250 }) }, 12],
    ['that of its sequence', { sequence: { device, boot: 'x', seq: 9, keptFrom: 1 } }, 9],
    ['the microseconds of its time', { own: ownAt('2026-03-01T11:00:00Z', { restUs: 250 }) }, 250],
    ['its position where the number is none', { ordinal: -1 }, 3],
    ['its position where the number is not whole', { ordinal: 0.5 }, 3],
  ])('tells a second delivery by %s', (_, said, ordinal) => {
    expect(accepted(said).readings[0]?.ordinal).toBe(ordinal);
  });

  it('marks what is of unknown age as stale, where the dialect says nothing else', () => {
    const isRetained = true;
    const qualityOf = (said: Partial<Said>) => accepted(said, { isRetained }).readings[0]?.quality;
    expect(qualityOf({})).toBe('stale');
    expect(qualityOf({ own: ownAt('2026-03-01T11:00:00Z') })).toBeUndefined();
    expect(qualityOf({ measured: [{ ...measured[0]!, quality: 'missing' }] })).toBe('missing');
  });

  it.each([
    ['a name that is empty', { metric: '', value: 1 }, /1 to 100 characters/],
    ['a name without an end', { metric: 'x'.repeat(101), value: 1 }, /1 to 100 characters/],
    ['an index that is half a character', { metric: 'a', index: '\ud800', value: 1 }, /1 to 100 characters/],
    ['no number', { metric: 'a', value: Number.NaN }, /a must be a finite number/],
  ])('refuses %s, with the number of the message', (_, one, words) => {
    const sequence = { device, boot: 'x', seq: 1, keptFrom: 1 };
    const result = completed({ device, measured: [one], sequence }, reception);
    expect(result).toMatchObject({ isAccepted: false, reason: expect.stringMatching(words), sequence });
  });

  it('gives readings inside the contract, or a reason', () => {
    const text = fc.string({ unit: 'binary', maxLength: 110 });
    const one = fc.record(
      {
        metric: text,
        index: text,
        value: fc.double(),
        unit: fc.oneof(text, fc.constantFrom('mA', '°F', 'kWh')),
      },
      { requiredKeys: ['metric', 'value'] },
    );
    const anyMeasured = fc.array(one, { maxLength: 3 });
    fc.assert(
      fc.property(anyMeasured, fc.double(), fc.double(), (all, ordinal, atMs) => {
        const own = { atMs, key: 'time', asSent: 'x', ifImpossible: 'receipt' } as const;
        const result = completed({ device, measured: all, ordinal, own }, reception);
        if (!result.isAccepted) return expect(result.reason).toMatch(/\w{3}/);
        expect(result.readings.map((each) => reading.parse(each))).toEqual(result.readings);
        return expect(result.units).toHaveLength(result.readings.length);
      }),
    );
  });
});
