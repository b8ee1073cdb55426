import { describe, expect, it } from '@jest/globals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { usualDisplay } from '@kilowatch/contracts';
import { en } from '../texts/en.js';
import { type ProblemInput, problemsOf } from './problems.js';
import type { SystemReport } from './site-report.js';

const nowMs = 1_000_000;

const aDevice = (device: string, over: Partial<DeviceSnapshot> = {}): DeviceSnapshot => ({
  device,
  kind: device.slice(0, device.indexOf(':')) as DeviceSnapshot['kind'],
  isDemo: false,
  isRetired: false,
  connection: 'unknown',
  firstSeenAtMs: 0,
  lastSeenAtMs: nowMs,
  expectedIntervalMs: 1_000,
  seq: 1,
  metrics: {},
  ...over,
});

const measuring = (values: Record<string, number>): Partial<DeviceSnapshot> => ({
  metrics: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, atMs: nowMs }])),
});

const aService = (
  service: 'historian' | 'ingest' | 'simulator',
  over: Partial<SystemReport['services'][number]>,
): SystemReport['services'][number] => ({
  service,
  isNeeded: true,
  state: 'working',
  sinceMs: 0,
  receivedPerS: null,
  publishedPerS: null,
  ...over,
});

const judged = (over: Partial<ProblemInput>) =>
  problemsOf({
    devices: [],
    display: usualDisplay,
    system: undefined,
    refusals: [],
    nowMs,
    today: '2026-03-12',
    names: en.devices.metric,
    ...over,
  }).map(({ key, severity }) => `${severity}: ${key}`);

const aSystem = (services: SystemReport['services'], problem: string | null = null): SystemReport => ({
  atMs: nowMs,
  version: '1',
  broker: { kind: 'embedded', address: null, problem, sinceMs: null },
  services,
});

describe('what is wrong', () => {
  it('is a calibration that is overdue, from the day after it was due', () => {
    const due = (calibrationDueOn: string) =>
      aDevice('gas:a', { calibration: 'calibrated', calibrationDueOn });
    expect(judged({ devices: [due('2026-03-11')] })).toEqual(['warning: overdue gas:a']);
    expect(judged({ devices: [due('2026-03-12')] })).toEqual([]);
  });

  it('is a value that somebody watches and that is not heard any more, and not what it said last', () => {
    const long = nowMs - 900_000;
    const old = (key: string, value: number) => ({ metrics: { [key]: { value, atMs: long } } });
    const devices = [
      aDevice('cell:a', old('powerW', 9)),
      aDevice('cell:b', old('voltageV', 3.7)),
      aDevice('cell:c', old('humidityPct', 50)),
      aDevice('gas:d', old('concentrationPpm/CH4/0', 10)),
    ];
    expect(judged({ devices })).toEqual([
      'warning: unheard gas:d concentrationPpm/CH4/0',
      'warning: unheard cell:a powerW',
      'warning: unheard cell:b voltageV',
    ]);
  });

  it('is nothing where all report and nothing is beyond its limits', () => {
    const devices = [
      aDevice('battery:a', measuring({ socPct: 3 })),
      aDevice('cell:a', measuring({ voltageV: 3.7 })),
    ];
    expect(judged({ devices, system: aSystem([aService('ingest', {})]) })).toEqual([]);
  });

  it('is a device that went or fell silent; nothing else is said of what it said last', () => {
    const devices = [
      aDevice('sensor:a', { lastSeenAtMs: nowMs - 60_000 }),
      aDevice('cell:a', { connection: 'offline', ...measuring({ voltageV: 1 }) }),
    ];
    expect(judged({ devices })).toEqual(['warning: gone cell:a', 'warning: gone sensor:a']);
  });

  it('is a value beyond what the site or somebody for this device has set, but not one that is doubtful itself', () => {
    const devices = [
      aDevice('cell:a', measuring({ voltageV: 2.4, temperatureC: 35 })),
      aDevice('cell:b', { ...measuring({ voltageV: 2.4 }), thresholds: { voltageV: { warningBelow: 2 } } }),
      aDevice('cell:c', { metrics: { voltageV: { value: 0, atMs: nowMs, quality: 'suspect' } } }),
    ];
    expect(judged({ devices })).toEqual(['bad: limit cell:a voltageV', 'warning: limit cell:a temperatureC']);
  });

  it.each([
    [130, 'uncalibrated', []],
    [160, 'uncalibrated', ['warning: limit gas:a concentrationPpm/CO/0']],
    [1_000, 'uncalibrated', ['warning: limit gas:a concentrationPpm/CO/0']],
    [1_000, undefined, ['warning: limit gas:a concentrationPpm/CO/0']],
    [160, 'calibrated', ['warning: limit gas:a concentrationPpm/CO/0']],
    [1_000, 'calibrated', ['bad: limit gas:a concentrationPpm/CO/0']],
  ] as const)('is a gas very high in its bands: %d ppm of CO, %s', (ppm, calibration, expected) => {
    const device = aDevice('gas:a', {
      ...measuring({ 'concentrationPpm/CO/0': ppm }),
      ...(calibration && { calibration }),
      series: [{ metric: 'concentrationPpm', index: 'CO/0', unit: 'ppm' }],
    });
    expect(judged({ devices: [device] })).toEqual(expected);
  });

  it('is an alarm before everything else', () => {
    const devices = [
      aDevice('battery:a', { connection: 'offline' }),
      aDevice('gas:a', measuring({ alarmState: 1, faultState: 1 })),
      aDevice('heat-pump:a', measuring({ alarm_status: 0 })),
    ];
    expect(judged({ devices })).toEqual([
      'bad: alarm gas:a',
      'warning: gone battery:a',
      'warning: fault gas:a',
    ]);
  });

  it('is a service that is needed and does not work, what it says of itself, and the broker', () => {
    const system = aSystem(
      [
        aService('historian', {
          state: 'troubled',
          details: { service: 'historian', problems: { store: 'the disk is full' } },
        }),
        aService('ingest', { state: 'gone', sinceMs: 5 }),
        aService('simulator', { state: 'missing', isNeeded: false }),
      ],
      'connection refused',
    );
    expect(judged({ system })).toEqual([
      'bad: broker',
      'bad: service ingest',
      'warning: trouble historian store',
    ]);
  });

  it('is what was refused in the last hour, as one', () => {
    const aRefusal = (number: number, atMs: number) => ({
      number,
      isReplayable: true,
      service: 'ingest' as const,
      origin: 'mqtt:a',
      code: 'message.malformed' as const,
      reason: 'no JSON',
      atMs,
      bytes: 1,
      preview: '',
    });
    expect(judged({ refusals: [aRefusal(2, nowMs), aRefusal(1, nowMs - 1)] })).toEqual(['warning: refused']);
    expect(judged({ nowMs: nowMs + 3_600_001, refusals: [aRefusal(2, nowMs)] })).toEqual([]);
  });
});
