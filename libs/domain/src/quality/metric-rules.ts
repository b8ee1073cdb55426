import type { DeviceKind } from '@kilowatch/contracts';
import { unitOfMetric } from '../units/unit-of-metric.js';

/** What a value of a metric can be; in the unit that it is stored in. */
export interface MetricRules {
  readonly min: number;
  readonly max: number;
  /** What it cannot change by within {@link jumpWithinMs}. */
  readonly maxJump: number;
  /** What a device says that has no sensor there. */
  readonly absent: readonly number[];
  /** A stretch of the same, from and to. */
  readonly absentBetween?: readonly [from: number, to: number];
  /** What a sensor says before it has measured at all. */
  readonly powerOnValue?: number | undefined;
  /** It is of what never stands still, so that a value that does is of a dead sensor. */
  readonly canFreeze: boolean;
}

/** ms; what is further apart may differ by anything. */
export const jumpWithinMs = 60_000;

type Range = readonly [min: number, max: number];

const any: Range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
const notNegative: Range = [0, Number.POSITIVE_INFINITY];
const share: Range = [0, 100];

/** Of an ESP32 with INA219, ACS712, ADS1115 and DHT22 or DS18B20. */
const cellRanges: Readonly<Record<string, Range>> = {
  voltageV: [-1, 60],
  currentA: [-50, 50],
  powerW: [-2_000, 2_000],
  temperatureC: [-55, 125],
  acsCurrentA: [-50, 50],
  wifiRssiDbm: [-127, 0],
  humidityPct: share,
  adsVoltageV: [-6.2, 6.2],
  socPct: share,
  sohPct: share,
};
const gasRanges: Readonly<Record<string, Range>> = {
  concentrationPpm: [0, 1_000_000],
  batteryPct: share,
  temperatureC: [-55, 125],
};
const batteryRanges: Readonly<Record<string, Range>> = {
  voltageV: [-1, 2_000],
  temperatureC: [-55, 125],
  chargeLimitW: notNegative,
  dischargeLimitW: notNegative,
  energyInWh: notNegative,
  energyOutWh: notNegative,
  cellVoltageV: [-1, 6],
};
const heatPumpRangesByUnit: Readonly<Record<string, Range>> = {
  '°C': [-50, 150],
  ...{ W: notNegative, kW: notNegative, kWh: notNegative, h: notNegative, A: notNegative, Hz: notNegative },
  'L/min': notNegative,
};
const rangesByUnit: Readonly<Record<string, Range>> = {
  '%': share,
  '°C': [-100, 1_000],
  ppm: [0, 1_000_000],
  ...{ hPa: notNegative, lx: notNegative, dBm: [-150, 50] },
};
const rangesByName: Readonly<Record<string, Range>> = { powerFactor: [-1, 1], linkQuality: [0, 255] };

// A word of its own in snake, kebab, camel or capital letters: "temp_1", "roomTemp", no "attempts".
const temperatureName =
  /(?:^|[^a-zA-Z])temp(?:erature?)?(?![a-z])|[a-z]Temp(?:erature?)?(?![a-z])|^TEMP(?:ERATURE)?(?![A-Z])/;
const humidityName = /(?:^|[^a-zA-Z])humidity(?![a-z])|[a-z]Humidity(?![a-z])|^HUMIDITY(?![A-Z])/;
const steadyName =
  /set_?point|target|limit|status|state|mode|energy|total|runtime|counter|so[ch]|code|alarm|fault|link|rssi|battery|bits|program|curve/i;

/** The rules of a metric: what its kind says of it, else its unit, else its name. */
export function rulesOf(kind: DeviceKind, metric: string): MetricRules {
  const unit = unitOfMetric(kind, metric) ?? unitOfName(metric);
  const [min, max] = rangeOf(kind, metric, unit);
  const isTemperature = unit === '°C';
  const isHeatPump = kind === 'heat-pump';
  return {
    min,
    max,
    maxJump: maxJumpOf(metric, unit),
    absent: absentOf(kind, metric, isTemperature),
    ...(isHeatPump && isTemperature && { absentBetween: [-49, -48] }),
    powerOnValue: isTemperature && !isHeatPump ? 85 : undefined,
    canFreeze: kind !== 'battery' && !steadyName.test(metric),
  };
}

function unitOfName(metric: string): string | undefined {
  if (temperatureName.test(metric)) return '°C';
  return humidityName.test(metric) ? '%' : undefined;
}

function rangeOf(kind: DeviceKind, metric: string, unit = ''): Range {
  const ofKind = { cell: cellRanges, gas: gasRanges, battery: batteryRanges }[kind as string];
  const known = own(ofKind ?? {}, metric) ?? own(rangesByName, metric);
  if (known) return known;
  return (
    (kind === 'heat-pump' ? own(heatPumpRangesByUnit, unit) : undefined) ?? own(rangesByUnit, unit) ?? any
  );
}

const own = (ranges: Readonly<Record<string, Range>>, key: string): Range | undefined =>
  Object.hasOwn(ranges, key) ? ranges[key] : undefined;

function maxJumpOf(metric: string, unit: string | undefined): number {
  if (unit === '°C') return 40;
  if (metric === 'socPct') return 30;
  if (metric === 'pressureHpa') return 50;
  return humidityName.test(metric) || metric === 'humidityPct' ? 60 : Number.POSITIVE_INFINITY;
}

/** −127 °C: a DS18B20 that does not answer. −32768: 0x8000, the word of controllers for no sensor, also in tenths. */
function absentOf(kind: DeviceKind, metric: string, isTemperature: boolean): readonly number[] {
  if (metric === 'wifiRssiDbm') return [0, -100]; // what the firmware has before it knows
  if (isTemperature) return [-127, -32_768, -3_276.8];
  return kind === 'heat-pump' ? [-32_768, -3_276.8] : [];
}
