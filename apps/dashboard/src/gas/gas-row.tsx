import type { ComponentChildren } from 'preact';
import { timeZoneOf, useAppState } from '../app-state.js';
import type { Reported } from '../format/age.js';
import { formatFor, join } from '../format/format.js';
import { texts } from '../texts/language.js';
import { gasLevels, type Severity } from './gas-level.js';
import { gasName, type GasSensor } from './gas-sensors.js';
import type { SensedGas } from './gas-standing.js';
import { LevelBar } from './level-bar.js';
import { otherUnitsOf } from './other-units.js';

interface GasRowProps {
  gas: SensedGas;
  /** At the end of one that its detector no longer reports. */
  farewell?: ComponentChildren;
}

/** One sensor: how much of which gas, what that means, and how old it is when it is not new. */
export function GasRow({ gas: { sensor, value, severity, isGone }, farewell }: GasRowProps) {
  const { site } = useAppState();
  const t = texts.value;
  const isMissing = value.value === undefined || value.quality === 'missing';
  const quantity = isMissing ? '‒' : formatFor(t.locale).measured(value.value!);
  const level = isMissing || isGone ? undefined : levelWords(sensor, severity);
  const foot = isGone
    ? goneWords(value, timeZoneOf(site.value))
    : [doubtOf(value), value.freshness !== 'stale' && scaleWords(sensor)].filter(Boolean).join(' · ');
  const name = gasName(sensor.gas, t.gas);
  return (
    <li class={`gas-row is-${value.freshness}`} data-gas={sensor.index ?? ''}>
      <div class="gas-line">
        <p class="gas-name">
          <bdi>{sensor.words}</bdi>
          {name && <span class="label">{name}</span>}
        </p>
        <p class="gas-value" key={quantity.length} data-metric={sensor.key}>
          {quantity}
          <span class="unit">{sensor.unit}</span>
        </p>
      </div>
      {sensor.scale && !isGone ? (
        <LevelBar
          scale={sensor.scale}
          value={value}
          severity={severity}
          label={sensor.words}
          words={[join({ value: quantity, unit: sensor.unit }), level].filter(Boolean).join(', ')}
        />
      ) : (
        <div class="gas-bar gas-bar-none" />
      )}
      <div class="gas-line gas-foot">
        <p>
          {level && (
            <strong class={`gas-level ${severity === undefined ? '' : `gas-${gasLevels[severity]}`}`}>
              {level}
            </strong>
          )}
          <span class="gas-others">{othersIn(sensor, value)}</span>
        </p>
        <p class="age" key={foot}>
          {foot}
        </p>
      </div>
      {isGone && farewell}
    </li>
  );
}

/** A gas with limits but without a danger level has no bands: it is inside its limits, or beyond one. */
function levelWords({ scale }: GasSensor, severity: Severity | undefined): string | undefined {
  const { levels, limits } = texts.value.gas;
  if (severity === undefined) return undefined;
  if (scale) return levels[gasLevels[severity]];
  if (severity === 0) return limits.within;
  return severity === 5 ? limits.critical : limits.warning;
}

function scaleWords({ scale, unit }: GasSensor): string {
  const t = texts.value;
  if (!scale) return t.gas.noDangerLevel;
  return t.gas.dangerLevel(join({ value: formatFor(t.locale).measured(scale.danger), unit }));
}

function othersIn({ gas, unit }: GasSensor, { value, quality }: Reported): string {
  if (unit !== 'ppm' || value === undefined || quality === 'missing') return '';
  const format = formatFor(texts.value.locale);
  return otherUnitsOf(gas, value)
    .map((other) => join({ value: format.measured(Number(other.value.toPrecision(3))), unit: other.unit }))
    .join(' · ');
}

/** Since when, unless nobody knows how old its last value was. */
function goneWords({ atMs, quality }: Reported, timeZone: string): string {
  const t = texts.value;
  const since =
    quality === 'stale' || atMs === undefined ? undefined : formatFor(t.locale).dateTime(atMs, timeZone);
  return t.gas.gone(since);
}

/** What must be known of a value that is old or doubtful. */
function doubtOf({ freshness, ageMs, quality }: Reported): string {
  const t = texts.value;
  const age = freshness === 'stale' && quality !== 'stale' && formatFor(t.locale).age(ageMs);
  const words = [
    freshness === 'stale' && t.battery.stale,
    age,
    quality !== 'stale' && quality && t.battery.quality[quality],
  ];
  return words.filter(Boolean).join(' · ');
}
