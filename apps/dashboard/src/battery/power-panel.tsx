import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { AgeLine } from '../widgets/age-line.js';
import { directionOf } from './direction.js';
import { PowerScale } from './power-scale.js';
import { SocRing } from './soc-ring.js';
import { useReported } from '../widgets/use-reported.js';

/** Dashes as wide as digits: nothing moves when the number comes. */
const noPower = '‒.‒‒';

/** The two numbers that matter most: how much power in which direction, and how full. */
export function PowerPanel({ battery }: { battery: DeviceSnapshot | undefined }) {
  const { site } = useAppState();
  const t = texts.value;
  const format = formatFor(t.locale);
  const report = useReported(battery);
  const power = report('activePowerW');
  const soc = report('socPct');
  const setpoint = report('setpointW');
  const direction = power.value === undefined ? undefined : directionOf(power.value);
  const shown = power.value === undefined ? undefined : format.power(power.value);
  return (
    <section class="panel power-panel" aria-label={t.metric.power}>
      <div class={`power-reading is-${power.freshness}`}>
        <p class={`direction direction-${direction ?? 'none'}`}>
          <span class="direction-arrow" key={direction} aria-hidden="true" />
          {direction ? t.direction[direction] : t.metric.power}
        </p>
        <p class="reading reading-large" key={shown?.value.length} data-metric="activePowerW">
          {shown ? shown.value : noPower}
          <span class="unit">{shown?.unit ?? 'kW'}</span>
        </p>
        <AgeLine value={power} />
      </div>
      <SocRing soc={soc} />
      <PowerScale
        powerW={power.value}
        setpointW={setpoint.value}
        ratedPowerW={site.value?.ratedPowerW ?? undefined}
        isStale={power.freshness !== 'fresh'}
      />
    </section>
  );
}
