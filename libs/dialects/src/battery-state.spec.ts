import { batteryMetrics, batteryReport, type BatteryReport, reading } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type BatteryArrival, readBatteryReport } from './battery-state.js';

const receivedAtMs = Date.parse('2026-03-01T12:00:00Z');
const maxAheadMs = 600_000;

const anArrival = (changes: Partial<BatteryArrival> = {}): BatteryArrival => ({
  nativeId: 'b1',
  receivedAtMs,
  isRetained: false,
  position: 0,
  maxAheadMs,
  ...changes,
});

const accepted = (report: BatteryReport, changes: Partial<BatteryArrival> = {}) => {
  const result = readBatteryReport(report, anArrival(changes));
  if (!result.isAccepted) throw new Error(`refused: ${result.reason}`);
  return result.readings;
};

const reasonOf = (report: BatteryReport) => {
  const result = readBatteryReport(report, anArrival());
  return result.isAccepted ? undefined : result.reason;
};

describe('readBatteryReport', () => {
  it('gives one reading per metric, at the time of the device, numbered by its heartbeat', () => {
    const report = { at: '2026-03-01T13:59:58.250+02:00', heartbeat: 7, socPct: 42, activePowerW: -5_000 };
    const common = { device: 'battery:b1', atMs: receivedAtMs - 1_750, receivedAtMs, ordinal: 7 };
    expect(accepted(report)).toEqual([
      { ...common, metric: 'socPct', value: 42 },
      { ...common, metric: 'activePowerW', value: -5_000 },
    ]);
  });

  it('takes the time of receipt and the position where the device has neither time nor heartbeat', () => {
    expect(accepted({ voltageV: 401 }, { position: 3 })).toEqual([
      { device: 'battery:b1', metric: 'voltageV', value: 401, atMs: receivedAtMs, receivedAtMs, ordinal: 3 },
    ]);
  });

  it('keeps the identity of a report with its own time however often and whenever it is delivered', () => {
    const report = { at: '2026-03-01T11:00:00Z', socPct: 50 };
    const [first] = accepted(report);
    const [again] = accepted(report, { position: 4, isRetained: true, receivedAtMs: receivedAtMs + 60_000 });
    expect(again).toEqual({ ...first, receivedAtMs: receivedAtMs + 60_000 });
  });

  it('is numbered as a whole where the device numbers its messages; its heartbeat goes first', () => {
    const numbered = { boot: 'x', seq: 9, keptFrom: 2 };
    const result = readBatteryReport({ socPct: 1, ...numbered }, anArrival({ position: 4 }));
    expect(result).toMatchObject({
      readings: [{ ordinal: 9 }],
      sequence: { device: 'battery:b1', ...numbered },
    });
    expect(accepted({ socPct: 1, heartbeat: 3, ...numbered })[0]?.ordinal).toBe(3);
    expect(reasonOf({ socPct: 1, seq: 9 })).toMatch(/all three, or none/);
  });

  it('marks a retained report of unknown age as stale, and only that', () => {
    expect(accepted({ socPct: 50 }, { isRetained: true })[0]?.quality).toBe('stale');
    expect(accepted({ socPct: 50 })[0]?.quality).toBeUndefined();
    expect(
      accepted({ at: '2026-03-01T11:00:00Z', socPct: 50 }, { isRetained: true })[0]?.quality,
    ).toBeUndefined();
  });

  it('accepts a bare sign of life without readings', () => {
    expect(accepted({ heartbeat: 1 })).toEqual([]);
  });

  it('leaves keys that it does not know, metrics of ours among them, to the original message', () => {
    expect(accepted({ socPct: 1, cellVoltageV: [3.2, 3.3], colour: 'green' }).map((r) => r.metric)).toEqual([
      'socPct',
    ]);
  });

  it.each<[string, BatteryReport, RegExp]>([
    ['nothing known in it', { hello: 1 }, /at least one of socPct, .*energyOutWh/],
    ['nothing in it', {}, /at least one of/],
    [
      'a clock that was never set',
      { at: '1970-01-01T00:00:07Z', socPct: 1 },
      /1970-01-01T00:00:07Z, before the year 2000/,
    ],
    ['a clock far ahead', { at: '2026-03-01T12:10:00.001Z', socPct: 1 }, /more than 600 s ahead/],
  ])('refuses a report with %s, and says what would be right', (_, report, reason) => {
    expect(reasonOf(report)).toMatch(reason);
  });

  it('gives the number of what it refuses, so that the device need not keep it, where there is one', () => {
    const numbered = { boot: 'x', seq: 2, keptFrom: 1 };
    const refused = (more: BatteryReport) =>
      readBatteryReport({ at: '2199-01-01T00:00:00Z', socPct: 1, ...more }, anArrival());
    const sequence = { device: 'battery:b1', ...numbered };
    expect(refused(numbered)).toMatchObject({ isAccepted: false, sequence });
    expect(refused({ ...numbered, keptFrom: 3 })).toMatchObject({ isAccepted: false, sequence: undefined });
    expect(refused({ seq: 2 })).toMatchObject({ isAccepted: false, sequence: undefined });
    expect(refused({})).toMatchObject({ isAccepted: false, sequence: undefined });
  });

  it.each(['2000-01-01T00:00:00Z', '2026-03-01T12:10:00Z'])('accepts %s, just inside the bounds', (at) => {
    expect(accepted({ at, socPct: 1 })).toHaveLength(1);
  });

  it('never throws, and gives only readings that the contract allows', () => {
    const anyReport = fc
      .record(
        {
          at: fc
            .date({ noInvalidDate: true, min: new Date(0), max: new Date('2030-01-01') })
            .map((d) => d.toISOString()),
          heartbeat: fc.maxSafeNat(),
          socPct: fc.double({ min: 0, max: 100, noNaN: true }),
          activePowerW: fc.double({ noNaN: true, noDefaultInfinity: true }),
          temperatureC: fc.double({ noNaN: true, noDefaultInfinity: true }),
          energyInWh: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
          cellVoltageV: fc.jsonValue(),
        },
        { requiredKeys: [] },
      )
      .map((body) => batteryReport.parse(body));
    const anyArrival = fc.record({
      nativeId: fc.string({ minLength: 1, maxLength: 150 }),
      receivedAtMs: fc.integer({ min: receivedAtMs, max: receivedAtMs + 1e10 }),
      isRetained: fc.boolean(),
      position: fc.nat(),
      maxAheadMs: fc.constant(maxAheadMs),
    });
    fc.assert(
      fc.property(anyReport, anyArrival, (report, arrival) => {
        const result = readBatteryReport(report, arrival);
        if (!result.isAccepted) return result.reason.length > 0;
        expect(new Set(result.readings.map((r) => r.metric)).size).toBe(result.readings.length);
        for (const each of result.readings) {
          expect(reading.parse(each)).toEqual(each);
          expect(Object.keys(batteryMetrics)).toContain(each.metric);
          expect(each.value).toBe(report[each.metric]);
          expect(each.atMs).toBeLessThanOrEqual(arrival.receivedAtMs + maxAheadMs);
        }
        return true;
      }),
    );
  });
});
