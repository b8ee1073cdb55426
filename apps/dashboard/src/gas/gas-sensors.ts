import type { DeviceSnapshot, DisplaySettings, GasMetric } from '@kilowatch/contracts';
import { concernOf, thresholdOf } from '../registry/thresholds.js';
import type { Texts } from '../texts/en.js';
import { shownMetrics } from '../widgets/metric-words.js';
import { type GasScale, type Severity, severityOn } from './gas-level.js';

const concentration: GasMetric = 'concentrationPpm';

/** One sensor of a detector. */
export interface GasSensor {
  /** Of its values: `concentrationPpm/CO/0`. */
  readonly key: string;
  /** `CO/0`; undefined: the detector has but one, and did not say for what. */
  readonly index: string | undefined;
  /** `CO`. */
  readonly gas: string;
  /** `CO`, and `CO #1` where the detector has several for that gas. */
  readonly words: string;
  /** ppm, but for a gas that could not be converted. */
  readonly unit: string;
  /** Undefined: nothing says how much of this gas is dangerous. */
  readonly scale: GasScale | undefined;
}

/** What a gas is called; undefined: not one that we know. */
export const gasName = (gas: string, { names }: Texts['gas']): string | undefined =>
  Object.hasOwn(names, gas) ? names[gas as keyof typeof names] : undefined;

type Display = Pick<DisplaySettings, 'thresholds' | 'gasDangerPpm' | 'gasBandsPct'>;

/** Whether somebody took this sensor out, and nothing was heard of it since. */
const isRemoved = ({ removedSeries, metrics }: DeviceSnapshot, key: string): boolean =>
  removedSeries?.[key] !== undefined && (metrics[key]?.atMs ?? 0) <= removedSeries[key];

/** The sensors of a detector that are there, each beside the others of its gas. */
export const gasSensorsOf = (...about: Parameters<typeof everySensorOf>): GasSensor[] =>
  everySensorOf(...about).filter(({ key }) => !isRemoved(about[0], key));

/** As {@link gasSensorsOf}, with those that were taken out: they have a history. */
export const everySensorOf = (
  device: DeviceSnapshot,
  names: Texts['devices']['metric'],
  display: Display | undefined,
): GasSensor[] =>
  shownMetrics(device, names)
    .filter(({ key }) => key === concentration || key.startsWith(`${concentration}/`))
    .map(({ key, words, unit }) => {
      const index = key === concentration ? undefined : key.slice(concentration.length + 1);
      const gas = index?.replace(/\/\d+$/, '') ?? '';
      return { key, index, gas, words, unit, scale: scaleOf(device, { key, gas, unit }, display) };
    });

/** The critical limit of the device is its danger level, else the one of the site. A gas without one has no scale. */
function scaleOf(
  device: DeviceSnapshot,
  { key, gas, unit }: Pick<GasSensor, 'key' | 'gas' | 'unit'>,
  display: Display | undefined,
): GasScale | undefined {
  if (!display) return undefined;
  const ofSite = unit === 'ppm' && Object.hasOwn(display.gasDangerPpm, gas);
  const danger =
    thresholdOf(device, key, display)?.criticalAbove ?? (ofSite ? display.gasDangerPpm[gas] : undefined);
  return danger !== undefined && danger > 0 ? { danger, bandsPct: display.gasBandsPct } : undefined;
}

const severityOfConcern = { good: 0, warning: 2, critical: 5 } as const;

/** How bad a value of a sensor is, by its scale and by the limits that somebody set for it. Undefined: nobody can tell. */
export function severityOf(
  device: Pick<DeviceSnapshot, 'kind' | 'thresholds'>,
  { key, scale }: Pick<GasSensor, 'key' | 'scale'>,
  value: number,
  display: Display | undefined,
): Severity | undefined {
  const concern = concernOf(value, thresholdOf(device, key, display));
  const known = [
    ...(scale ? [severityOn(scale, value)] : []),
    ...(concern ? [severityOfConcern[concern]] : []),
  ];
  return known.length === 0 ? undefined : known.reduce((a, b) => (b > a ? b : a));
}
