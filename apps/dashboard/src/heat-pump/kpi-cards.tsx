import type { ReadonlySignal } from '@preact/signals';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import type { ComponentChildren } from 'preact';
import { useAppState } from '../app-state.js';
import type { Reported } from '../format/age.js';
import { formatFor } from '../format/format.js';
import { isCutOff } from '../live/is-cut-off.js';
import { timeRange } from '../range/time-range.js';
import { sharedLook } from '../series/looked-at.js';
import { texts } from '../texts/language.js';
import { AgeLine } from '../widgets/age-line.js';
import { useReported } from '../widgets/use-reported.js';
import { type PumpView, readEveryMs } from './use-pump.js';

interface KpiCardsProps {
  pump: DeviceSnapshot;
  view: ReadonlySignal<PumpView>;
}

/** So many readings must have failed before figures of a range that ends now are old. */
const mostMissed = 3;

/** Two figures of the range, and two temperatures of now. */
export function KpiCards({ pump, view }: KpiCardsProps) {
  const { live } = useAppState();
  const { reply, readAtMs } = view.value;
  const ageMs = Math.max(0, live.nowMs.value - readAtMs);
  const isCut = isCutOff(live.status.value) || ageMs > mostMissed * readEveryMs(sharedLook.value);
  const valueOf = useReported(pump);
  const t = texts.value;
  const format = formatFor(t.locale);
  const compressor = reply?.figures.compressor;
  const { mean, method = 'estimated' } = reply?.charts.cop ?? {};
  const isOld = reply !== undefined && timeRange.value.preset !== 'custom' && isCut;
  const range = isOld ? t.heatPump.asOf(format.age(ageMs)) : t.history.rangeNames[timeRange.value.preset];
  return (
    <section class="pump-kpis" aria-label={t.heatPump.figures}>
      <Kpi name="cop" label={t.heatPump.meanCop} value={mean && format.number(mean, 2)} isOld={isOld}>
        <p class="age">
          {reply && typeof mean !== 'number'
            ? t.heatPump.noCop
            : `${range} · ${t.heatPump.copMethods[method]}`}
        </p>
      </Kpi>
      <Kpi
        name="runtime"
        label={t.heatPump.compressorRuntime}
        value={compressor && format.number(compressor.percent, 0)}
        unit="%"
        isOld={isOld}
      >
        <p class="age">{reply && !compressor ? t.heatPump.notSaid : range}</p>
      </Kpi>
      <Temperature name="indoor_temp" value={valueOf('indoor_temp')} digits={1} />
      <Temperature name="hot_water_top" value={valueOf('hot_water_top')} digits={0} />
    </section>
  );
}

interface TemperatureProps {
  name: 'indoor_temp' | 'hot_water_top';
  value: Reported;
  digits: number;
}

function Temperature({ name, value, digits }: TemperatureProps) {
  const t = texts.value;
  const isKnown = value.value !== undefined && value.quality !== 'missing';
  const shown = isKnown ? formatFor(t.locale).number(value.value!, digits) : undefined;
  return (
    <Kpi
      name={name}
      label={t.devices.metric[name]}
      value={shown}
      unit="°C"
      isOld={value.freshness === 'stale'}
    >
      <AgeLine value={value} />
    </Kpi>
  );
}

interface KpiProps {
  name: string;
  label: string;
  /** Undefined, null, 0 or empty: nothing to show yet. */
  value: string | number | null | undefined;
  unit?: string;
  isOld: boolean;
  children: ComponentChildren;
}

const Kpi = ({ name, label, value, unit, isOld, children }: KpiProps) => (
  <div
    class={`panel tile pump-kpi pump-kpi-${name} ${value ? (isOld ? 'is-stale' : 'is-fresh') : 'is-none'}`}
  >
    <p class="label">{label}</p>
    <p class="reading" key={String(value).length} data-kpi={name}>
      {value || '‒'}
      {unit && <span class="unit">{unit}</span>}
    </p>
    {children}
  </div>
);
