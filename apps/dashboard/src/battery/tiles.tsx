import type { DeviceSnapshot, LegacyBatteryMetric } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { effectsOf } from '../command/effect.js';
import { formatFor, type Quantity } from '../format/format.js';
import { texts } from '../texts/language.js';
import { AgeLine } from '../widgets/age-line.js';
import { commandedBattery } from '../widgets/devices-of.js';
import { inUnit, MetricTile, type MetricTileProps } from '../widgets/metric-tile.js';
import { useReported } from '../widgets/use-reported.js';
import { directionOf } from './direction.js';
import { ageWords } from '../format/age-words.js';

/** Its direction is that of the power. */
const magnitudeA: MetricTileProps['write'] = (value, format) => ({
  value: format.gauge(Math.abs(value)),
  unit: 'A',
});

/** One small instrument each: what was commanded, then what is measured. */
export function Tiles({ battery }: { battery: DeviceSnapshot | undefined }) {
  const t = texts.value.metric;
  return (
    <section class="tiles">
      <CommandTile metric="charge" />
      <CommandTile metric="discharge" />
      <SetpointTile battery={battery} />
      <MetricTile device={battery} metric="voltageV" label={t.voltage} unit="V" write={inUnit('V')} />
      <MetricTile device={battery} metric="currentA" label={t.current} unit="A" write={magnitudeA} />
      <MetricTile
        device={battery}
        metric="temperatureC"
        label={t.temperature}
        unit="°C"
        write={inUnit('°C')}
      />
    </section>
  );
}

/** A command stands until another comes: it grows old, never stale. Whether it is in effect only the battery knows. */
function CommandTile({ metric }: { metric: LegacyBatteryMetric }) {
  const { live } = useAppState();
  const t = texts.value;
  const format = formatFor(t.locale);
  const metrics = live.model.value.devices.get(commandedBattery)?.metrics;
  const state = metrics?.[metric];
  const effect = effectsOf(metrics?.['charge'], metrics?.['discharge'])[metric];
  const ageMs = state ? Math.max(0, live.nowMs.value - state.atMs) : 0;
  const age = ageWords(ageMs);
  return (
    <div class={`panel tile tile-${metric} is-${effect}`}>
      <p class="label">{t.metric[metric]}</p>
      <Reading quantity={state && format.power(state.value * 1_000)} unit="kW" name={metric} />
      <p class="age">{state ? `${t.effect[effect]} · ${age}` : t.effect.none}</p>
    </div>
  );
}

function SetpointTile({ battery }: { battery: DeviceSnapshot | undefined }) {
  const t = texts.value;
  const format = formatFor(t.locale);
  const setpoint = useReported(battery)('setpointW');
  const direction = setpoint.value === undefined ? 'idle' : directionOf(setpoint.value);
  return (
    <div class={`panel tile is-${setpoint.freshness}`}>
      <p class="label">
        {t.metric.setpoint}
        {direction !== 'idle' && (
          <span class={`direction-word direction-${direction}`}>{t.inDirection[direction]}</span>
        )}
      </p>
      <Reading
        quantity={setpoint.value === undefined ? undefined : format.power(setpoint.value)}
        unit="kW"
        name="setpointW"
      />
      <AgeLine value={setpoint} />
    </div>
  );
}

const Reading = ({
  quantity,
  unit,
  name,
}: {
  quantity: Quantity | undefined;
  unit: string;
  name: string;
}) => (
  <p class="reading" key={quantity?.value.length} data-metric={name}>
    {quantity?.value ?? '‒.‒‒'}
    <span class="unit">{quantity?.unit ?? unit}</span>
  </p>
);
