import type {
  DeviceKind,
  DeviceSnapshot,
  DisplaySettings,
  FaultCode,
  KeptRefusal,
} from '@kilowatch/contracts';
import { type GasLevel, gasLevels } from '../gas/gas-level.js';
import { calibrationStateOf } from '../registry/calibration-state.js';
import { concernOf, thresholdOf } from '../registry/thresholds.js';
import type { Texts } from '../texts/en.js';
import { livingStateNow } from '../widgets/living-state.js';
import { reportedOf } from '../widgets/reported-of.js';
import type { SystemReport } from './site-report.js';
import { gasesOf } from './worst-gas.js';

export type Severity = 'bad' | 'warning';

interface OfDevice {
  readonly device: DeviceSnapshot;
}

/** What is wrong, and with what. */
type Wrong =
  | (OfDevice & { readonly what: 'alarm' | 'fault' })
  | (OfDevice & {
      readonly what: 'limit';
      readonly metric: string;
      readonly value: number;
      /** Of a gas. */
      readonly level?: GasLevel | undefined;
    })
  | (OfDevice & { readonly what: 'unheard'; readonly metric: string })
  | (OfDevice & { readonly what: 'silent' | 'offline' | 'overdue' })
  | { readonly what: 'broker'; readonly reason: string }
  | { readonly what: 'service'; readonly service: string; readonly state: 'gone' | 'silent' | 'missing' }
  | { readonly what: 'trouble'; readonly service: string; readonly reason: string }
  | {
      readonly what: 'refused';
      readonly count: number;
      readonly isMore: boolean;
      readonly code: FaultCode;
      readonly reason: string;
    };

export type Problem = Wrong & {
  readonly key: string;
  readonly severity: Severity;
  /** Undefined: nobody knows. */
  readonly sinceMs: number | undefined;
};

export interface ProblemInput {
  readonly devices: readonly DeviceSnapshot[];
  readonly display: DisplaySettings | undefined;
  readonly system: SystemReport | undefined;
  readonly refusals: readonly KeptRefusal[];
  readonly nowMs: number;
  /** The day at the site, as `2026-03-12`. */
  readonly today: string;
  readonly names: Texts['devices']['metric'];
}

/** A refusal longer ago is history, not trouble. */
const refusedLatelyMs = 3_600_000;

/** What endangers somebody comes first, then what is not heard of, then what is doubtful. */
const ranks: readonly Wrong['what'][] = [
  'alarm',
  'limit',
  'broker',
  'service',
  'offline',
  'silent',
  'unheard',
  'overdue',
  'fault',
  'trouble',
  'refused',
];
const kindRanks: readonly DeviceKind[] = ['gas', 'battery', 'heat-pump', 'cell', 'meter', 'sensor'];

const rankOf = (problem: Problem): number =>
  (problem.severity === 'bad' ? 0 : 100) +
  10 * ranks.indexOf(problem.what) +
  ('device' in problem ? kindRanks.indexOf(problem.device.kind) : 0);

/** Everything that is wrong at the site now, the worst first; within one kind of trouble what has just begun. */
export function problemsOf(input: ProblemInput): Problem[] {
  return [
    ...input.devices.flatMap((device) => problemsOfDevice(device, input)),
    ...problemsOfSystem(input.system),
    ...problemsOfRefusals(input),
  ].sort((a, b) => rankOf(a) - rankOf(b) || (b.sinceMs ?? 0) - (a.sinceMs ?? 0));
}

function problemsOfDevice(device: DeviceSnapshot, input: ProblemInput): Problem[] {
  const state = livingStateNow(device, input.nowMs);
  if (state !== 'online')
    return [
      {
        key: `gone ${device.device}`,
        what: state === 'offline' ? 'offline' : 'silent',
        severity: 'warning',
        device,
        sinceMs: device.silentSinceMs ?? device.lastSeenAtMs,
      },
    ];
  return [
    ...problemsOfStates(device),
    ...(device.kind === 'gas' ? gasProblems(device, input) : limits(device, input)),
    ...overdueCalibration(device, input),
  ];
}

/** Which metrics say that something is up, 0 being fine. Heat pumps have words of their own for it. */
const states = { alarmState: 'alarm', alarm_status: 'alarm', faultState: 'fault' } as const;

const problemsOfStates = (device: DeviceSnapshot): Problem[] =>
  Object.entries(states).flatMap(([metric, what]) => {
    const state = device.metrics[metric];
    if (!state || state.value === 0 || state.quality === 'missing') return [];
    const severity = what === 'alarm' ? 'bad' : 'warning';
    return [{ key: `${what} ${device.device}`, what, severity, device, sinceMs: undefined }];
  });

/** Since when a value is not heard any more of a device that is there: what it said last is then no news, good or bad. */
function unheardSince(device: DeviceSnapshot, metric: string, nowMs: number): number | undefined {
  const { freshness, atMs } = reportedOf(device, { nowMs, isOffline: false })(metric);
  return freshness === 'stale' ? atMs : undefined;
}

const unheard = (device: DeviceSnapshot, metric: string, sinceMs: number): Problem => ({
  key: `unheard ${device.device} ${metric}`,
  what: 'unheard',
  severity: 'warning',
  device,
  metric,
  sinceMs,
});

/** The level before the last warns, the last is danger. What nobody has calibrated cannot cry danger: it may warn. */
function gasProblems(device: DeviceSnapshot, { names, display, nowMs }: ProblemInput): Problem[] {
  const isBelieved = device.calibration === 'calibrated';
  return gasesOf(device, names, display).flatMap(({ sensor, value, severity }) => {
    if (severity === undefined) return [];
    const sinceMs = unheardSince(device, sensor.key, nowMs);
    if (sinceMs !== undefined) return [unheard(device, sensor.key, sinceMs)];
    if (severity < 4) return [];
    const concern = severity === 5 && isBelieved ? 'bad' : 'warning';
    return [{ ...limitOf(device, sensor.key, value, concern), level: gasLevels[severity] }];
  });
}

/** Its values may have drifted: that nothing is raised may no longer reassure. */
const overdueCalibration = (device: DeviceSnapshot, { today }: ProblemInput): Problem[] =>
  calibrationStateOf(device, today) === 'overdue'
    ? [
        {
          key: `overdue ${device.device}`,
          what: 'overdue',
          severity: 'warning',
          device,
          sinceMs: undefined,
        },
      ]
    : [];

const limits = (device: DeviceSnapshot, { display, nowMs }: ProblemInput): Problem[] =>
  Object.entries(device.metrics).flatMap(([metric, { value, quality }]) => {
    if (quality === 'missing' || quality === 'suspect') return [];
    const concern = concernOf(value, thresholdOf(device, metric, display));
    if (concern === undefined) return [];
    const sinceMs = unheardSince(device, metric, nowMs);
    if (sinceMs !== undefined) return [unheard(device, metric, sinceMs)];
    if (concern === 'good') return [];
    return [limitOf(device, metric, value, concern === 'critical' ? 'bad' : 'warning')];
  });

const limitOf = (device: DeviceSnapshot, metric: string, value: number, severity: Severity): Problem => ({
  key: `limit ${device.device} ${metric}`,
  what: 'limit',
  severity,
  device,
  metric,
  value,
  sinceMs: undefined,
});

function problemsOfSystem(system: SystemReport | undefined): Problem[] {
  if (!system) return [];
  const { broker, services } = system;
  const brokerProblem: Problem[] = broker.problem
    ? [
        {
          key: 'broker',
          what: 'broker',
          severity: 'bad',
          reason: broker.problem,
          sinceMs: broker.sinceMs ?? undefined,
        },
      ]
    : [];
  return [...brokerProblem, ...services.flatMap(problemsOfService)];
}

function problemsOfService({
  service,
  state,
  isNeeded,
  sinceMs,
  details,
}: SystemReport['services'][number]): Problem[] {
  if (!isNeeded) return [];
  const since = sinceMs ?? undefined;
  if (state === 'gone' || state === 'silent' || state === 'missing')
    return [{ key: `service ${service}`, what: 'service', severity: 'bad', service, state, sinceMs: since }];
  return Object.entries(state === 'troubled' ? (details?.problems ?? {}) : {}).map(([name, reason]) => ({
    key: `trouble ${service} ${name}`,
    what: 'trouble',
    severity: 'warning',
    service,
    reason,
    sinceMs: undefined,
  }));
}

function problemsOfRefusals({ refusals, nowMs }: ProblemInput): Problem[] {
  const late = refusals.filter(({ atMs }) => nowMs - atMs <= refusedLatelyMs);
  const [newest] = late;
  if (!newest) return [];
  const isMore = late.length === refusals.length && late.length >= 20;
  const { code, reason, atMs } = newest;
  return [
    {
      key: 'refused',
      what: 'refused',
      severity: 'warning',
      count: late.length,
      isMore,
      code,
      reason,
      sinceMs: atMs,
    },
  ];
}
