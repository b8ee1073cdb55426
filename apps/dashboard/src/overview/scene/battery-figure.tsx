import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../../app-state.js';
import { directionOf } from '../../battery/direction.js';
import type { Reported } from '../../format/age.js';
import { formatFor } from '../../format/format.js';
import { texts } from '../../texts/language.js';
import { type BatteryNow, batteryNow } from '../battery-now.js';
import { useReports } from '../reports.js';
import { ageTitle, doubtOf, noNumber, numberOf } from '../said.js';
import { BatteryDrawing } from './battery-drawing.js';
import { Flow } from './flow.js';
import { FigureHead } from './figure-head.js';

/** Of a battery whose rating nobody knows. */
const usualPowerW = 10_000;

/** All batteries of the site as one, and what goes into them or comes out of them. */
export function BatteryFigure({ batteries }: { batteries: readonly DeviceSnapshot[] }) {
  const { live } = useAppState();
  const reportOf = useReports();
  if (batteries.length === 0 && live.hasSnapshot.value)
    return (
      <div class="figure figure-battery is-away">
        <FigureHead page="battery" devices={batteries} />
        <p class="age">{texts.value.overview.notConnected}</p>
        <BatteryDrawing socPct={undefined} tone="idle" isFresh={false} />
      </div>
    );
  const now = batteryNow(batteries.map(reportOf));
  const age = doubtOf(now.soc) || texts.value.metric.soc;
  const isFresh = now.power.freshness === 'fresh';
  const direction = now.power.value === undefined ? 'idle' : directionOf(now.power.value);
  return (
    <>
      <div class={`figure figure-battery is-${now.soc.freshness}`}>
        <FigureHead page="battery" devices={batteries} counted={now.counted} />
        <p
          class="reading reading-medium"
          key={socWords(now).length}
          title={ageTitle(now.soc)}
          data-metric="socPct"
        >
          {socWords(now)}
          <span class="unit">%</span>
        </p>
        <p class="age" key={age}>
          {age}
        </p>
        <BatteryDrawing socPct={now.soc.value} tone={direction} isFresh={isFresh} />
      </div>
      <BatteryFlow power={now.power} />
    </>
  );
}

function socWords({ soc, highestSocPct }: BatteryNow): string {
  const format = formatFor(texts.value.locale);
  if (soc.value === undefined || highestSocPct === undefined)
    return numberOf(soc, (value) => format.number(value, 1));
  return `${format.number(soc.value, 0)}–${format.number(highestSocPct, 0)}`;
}

const towards = { charging: 'left', discharging: 'right', idle: 'nowhere' } as const;

function BatteryFlow({ power }: { power: Reported }) {
  const { site } = useAppState();
  const t = texts.value;
  const direction = power.value === undefined ? undefined : directionOf(power.value);
  const quantity = power.value === undefined ? undefined : formatFor(t.locale).power(power.value);
  const usualW = site.value?.ratedPowerW ?? usualPowerW;
  return (
    <Flow
      towards={towards[direction ?? 'idle']}
      tone={direction ?? 'idle'}
      strength={Math.abs(power.value ?? 0) / usualW}
      isFresh={power.freshness === 'fresh'}
    >
      <p class={`flow-what direction-${direction ?? 'none'}`} key={direction}>
        {direction ? t.direction[direction] : t.metric.power}
      </p>
      <p
        class={`reading is-${power.freshness}`}
        key={quantity?.value.length}
        title={ageTitle(power)}
        data-metric="activePowerW"
      >
        {quantity?.value ?? noNumber}
        <span class="unit">{quantity?.unit ?? 'kW'}</span>
      </p>
      <p class="age" key={ageTitle(power)}>
        {ageTitle(power)}
      </p>
    </Flow>
  );
}
