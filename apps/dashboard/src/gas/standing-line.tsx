import { texts } from '../texts/language.js';
import { calibrationStateOf } from '../registry/calibration-state.js';
import { useToday } from '../registry/use-today.js';
import { isMissed, type StandingKind } from './gas-standing.js';
import type { Detector } from './read-detector.js';

/** A shape for each, so that the colour is not all there is. */
const shapes: Readonly<Record<StandingKind, keyof typeof paths>> = {
  alarm: 'octagon',
  danger: 'octagon',
  high: 'triangle',
  fault: 'triangle',
  raised: 'triangle',
  absent: 'question',
  unheard: 'triangle',
  fine: 'check',
  unrated: 'question',
};
const paths = {
  octagon: 'M7 2.5h6L17.5 7v6L13 17.5H7L2.5 13V7zM10 6.5v4.500M10 13.500v.01',
  triangle: 'M10 3 18 16.500H2zM10 8v4M10 14.250v.01',
  question:
    'M10 2.500a7.500 7.500 0 1 0 .01 0zM7.750 8a2.250 2.250 0 1 1 3.300 2q-1.050.550-1.050 1.750M10 14v.01',
  check: 'M10 2.500a7.500 7.500 0 1 0 .01 0zM6.750 10.250l2.250 2.250 4.500-4.750',
} as const;

const tones: Readonly<Record<StandingKind, 'bad' | 'warning' | 'good' | 'none'>> = {
  alarm: 'bad',
  danger: 'bad',
  high: 'warning',
  fault: 'warning',
  raised: 'warning',
  absent: 'none',
  unheard: 'warning',
  fine: 'good',
  unrated: 'none',
};

/** Nobody is alarmed, or reassured, by numbers that may be wrong. */
const indicativeTones: typeof tones = {
  ...tones,
  danger: 'warning',
  high: 'none',
  raised: 'none',
  fine: 'none',
};

/** Nobody is reassured by numbers that nobody has checked for too long, but they may alarm. */
const overdueTones: typeof tones = { ...tones, fine: 'none' };

const tonesOf = { calibrated: tones, overdue: overdueTones, uncalibrated: indicativeTones } as const;

/** What is to be said first of a detector, in words. Of one that is not calibrated the numbers are indicative. */
export function StandingLine({ detector, isOffline }: { detector: Detector; isOffline: boolean }) {
  const { standing, device } = detector;
  const t = texts.value.gas;
  const isByNumbers =
    standing.kind === 'unheard' ? standing.isRestFine === true : standing.sensor !== undefined;
  const calibration = calibrationStateOf(device, useToday());
  const state = isByNumbers ? calibration : 'calibrated';
  const tone = tonesOf[state][standing.kind];
  return (
    <p class={`gas-standing gas-tone-${tone}`} data-standing={standing.kind}>
      <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
        <path d={paths[shapes[standing.kind]]} />
      </svg>
      <span>
        <strong>{wordsOf(detector, isOffline)}</strong>
        {state === 'uncalibrated' && ` · ${t.indicative}`}
        {state === 'overdue' && ` · ${t.overdue}`}
      </span>
    </p>
  );
}

function wordsOf({ standing: { kind, sensor, isRestFine }, gases }: Detector, isOffline: boolean): string {
  const { standing } = texts.value.gas;
  if (isOffline) return standing.offline;
  if (kind === 'unheard') {
    const missed = gases.filter(isMissed).map((gas) => gas.sensor.words);
    return [standing.unheard(missed.join(', ')), isRestFine && standing.restFine].filter(Boolean).join(' · ');
  }
  if (kind === 'danger' || kind === 'high' || kind === 'raised') return standing[kind](sensor?.words ?? '');
  return standing[kind];
}
