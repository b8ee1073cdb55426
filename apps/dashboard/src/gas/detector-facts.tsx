import type { ComponentChildren } from 'preact';
import type { Reported } from '../format/age.js';
import { formatFor } from '../format/format.js';
import { concernOf, thresholdOf } from '../registry/thresholds.js';
import { useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { isRaised } from './gas-standing.js';
import type { Detector } from './read-detector.js';

/** What a detector says of itself: its battery, whether it raises an alarm, whether it works. */
export function DetectorFacts({ detector }: { detector: Detector }) {
  const t = texts.value;
  const { alarm, fault, temperature } = detector;
  const hasTemperature = temperature.value !== undefined && temperature.quality !== 'missing';
  return (
    <dl class="gas-facts">
      <BatteryFact detector={detector} />
      <StateFact name="alarm" value={alarm} />
      <StateFact name="fault" value={fault} />
      {hasTemperature && (
        <Fact name="temperature" words={t.gas.temperature} value={temperature}>
          {formatFor(t.locale).number(temperature.value!, 1)}
          <span class="unit">°C</span>
        </Fact>
      )}
    </dl>
  );
}

interface FactProps {
  name: string;
  words: string;
  value: Reported;
  tone?: 'good' | 'warning' | 'bad' | undefined;
  children: ComponentChildren;
}

function Fact({ name, words, value, tone, children }: FactProps) {
  const t = texts.value;
  const isOld = value.freshness === 'stale';
  const age = value.quality === 'stale' ? t.battery.stale : formatFor(t.locale).age(value.ageMs);
  return (
    <div class={`gas-fact is-${value.freshness}`} data-fact={name}>
      <dt class="label">{words}</dt>
      <dd class={`gas-fact-value ${tone && !isOld ? `gas-fact-${tone}` : ''}`}>{children}</dd>
      {isOld && <dd class="age">{age}</dd>}
    </div>
  );
}

function BatteryFact({ detector: { battery, device } }: { detector: Detector }) {
  const { site } = useAppState();
  const t = texts.value;
  const pct = battery.quality === 'missing' ? undefined : battery.value;
  const concern =
    pct === undefined ? undefined : concernOf(pct, thresholdOf(device, 'batteryPct', site.value?.display));
  const isLow = concern === 'warning' || concern === 'critical';
  return (
    <Fact
      name="battery"
      words={t.gas.battery}
      value={battery}
      tone={isLow ? (concern === 'critical' ? 'bad' : 'warning') : undefined}
    >
      {pct === undefined ? (
        t.gas.notSaid
      ) : (
        <>
          <BatteryIcon pct={pct} />
          {formatFor(t.locale).percent(pct)}
          {isLow && <span class="gas-fact-word">{t.gas.batteryLow}</span>}
        </>
      )}
    </Fact>
  );
}

const BatteryIcon = ({ pct }: { pct: number }) => (
  <svg class="gas-battery" viewBox="0 0 26 14" aria-hidden="true">
    <rect class="gas-battery-case" x="1" y="1" width="21" height="12" rx="3" />
    <rect x="23.5" y="4.5" width="2" height="5" rx="1" />
    <rect x="3" y="3" width={(17 * Math.min(100, Math.max(0, pct))) / 100} height="8" rx="1.5" />
  </svg>
);

function StateFact({ name, value }: { name: 'alarm' | 'fault'; value: Reported }) {
  const t = texts.value.gas;
  const isSaid = value.value !== undefined && value.quality !== 'missing';
  const words = isSaid ? t[name].said[value.value === 0 ? 'no' : 'yes'] : t.notSaid;
  return (
    <Fact name={name} words={t[name].title} value={value} tone={isRaised(value) ? 'bad' : undefined}>
      {words}
    </Fact>
  );
}
