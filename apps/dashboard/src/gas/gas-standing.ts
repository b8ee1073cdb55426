import type { DeviceSnapshot, LivingState } from '@kilowatch/contracts';
import type { Reported } from '../format/age.js';
import { asPeopleCount } from '../widgets/as-people-count.js';
import { labelOf } from '../widgets/devices-of.js';
import type { Severity } from './gas-level.js';
import type { GasSensor } from './gas-sensors.js';

/**
 * What is to be said first of a detector, the worst first: it raises an alarm; a gas is high; it is broken; nobody hears it, so that
 * nobody knows; a gas is raised; it no longer reports one of its sensors; nothing is raised; nothing that it measures has a danger level.
 */
export const standings = [
  'alarm',
  'danger',
  'high',
  'fault',
  'absent',
  'raised',
  'unheard',
  'fine',
  'unrated',
] as const;
export type StandingKind = (typeof standings)[number];

export interface Standing {
  readonly kind: StandingKind;
  /** The sensor that says so, where one does. */
  readonly sensor: GasSensor | undefined;
  /** Of `unheard`: what the other sensors say is fine. */
  readonly isRestFine?: boolean;
}

/** A sensor with what may be said of its value now. */
export interface SensedGas {
  readonly sensor: GasSensor;
  readonly value: Reported;
  /** Undefined: no value, or none that can be judged. */
  readonly severity: Severity | undefined;
  /** Its detector is there and does not report it any more: it was taken out, or it is broken. */
  readonly isGone: boolean;
}

interface Seen {
  readonly state: LivingState;
  readonly gases: readonly SensedGas[];
  readonly alarm: Reported;
  readonly fault: Reported;
}

const ofSeverity: Readonly<Record<Severity, StandingKind>> = {
  0: 'fine',
  1: 'fine',
  2: 'raised',
  3: 'high',
  4: 'high',
  5: 'danger',
};

const isFresh = ({ freshness, quality }: Reported): boolean => freshness === 'fresh' && quality !== 'missing';
/** A value, but not of now. */
export const isOld = ({ freshness, quality }: Reported): boolean =>
  freshness === 'stale' && quality !== 'missing';
/** One that is gone and that said something of the air: without a danger level its values did not either. */
export const isMissed = ({ isGone, severity }: SensedGas): boolean => isGone && severity !== undefined;
/** States are 0 while all is well. */
export const isRaised = (state: Reported): boolean => isFresh(state) && state.value !== 0;

/** Only what is known now counts: old values say nothing about the air there is. */
export function standingOf({ state, gases, alarm, fault }: Seen): Standing {
  const worst = gases
    .filter(({ value, severity }) => isFresh(value) && severity !== undefined)
    .reduce<SensedGas | undefined>((a, b) => (a && a.severity! >= b.severity! ? a : b), undefined);
  const ofGas = worst && ofSeverity[worst.severity!];
  const [unheard] = gases.filter(isMissed);
  const known = [
    isRaised(alarm) && 'alarm',
    isRaised(fault) && 'fault',
    state !== 'online' && 'absent',
    ofGas,
    unheard && 'unheard',
    'unrated',
  ] as const;
  const kind = standings.find((name) => known.includes(name)) ?? 'unrated';
  if (kind === 'unheard') return { kind, sensor: unheard?.sensor, isRestFine: ofGas === 'fine' };
  return { kind, sensor: kind === ofGas ? worst?.sensor : undefined };
}

/** Detectors the worst first; of those that stand alike the calibrated ones, whose numbers mean something, and then by name, as people count. */
export const byStanding = (
  a: { device: DeviceSnapshot; standing: Standing },
  b: { device: DeviceSnapshot; standing: Standing },
): number =>
  standings.indexOf(a.standing.kind) - standings.indexOf(b.standing.kind) ||
  indicativeRank(a.device) - indicativeRank(b.device) ||
  asPeopleCount(labelOf(a.device), labelOf(b.device));

export const isCalibrated = ({ calibration }: Pick<DeviceSnapshot, 'calibration'>): boolean =>
  calibration === 'calibrated';
const indicativeRank = (device: DeviceSnapshot): number => (isCalibrated(device) ? 0 : 1);
