import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../../app-state.js';
import { formatFor } from '../../format/format.js';
import { texts } from '../../texts/language.js';
import { pumpNow } from '../pump-now.js';
import { type Report, useReports } from '../reports.js';
import { ageTitle, doubtOf, numberOf } from '../said.js';
import { FigureHead } from './figure-head.js';
import { Flow } from './flow.js';
import { PumpDrawing } from './pump-drawing.js';

/** Of a heat pump for a house. */
const usualPowerW = 3_000;

/** The first heat pump: what it takes, what it does with it, and what the ground gives. Several have a row each in their card. */
export function PumpFigure({ pumps }: { pumps: readonly DeviceSnapshot[] }) {
  const { live } = useAppState();
  const report = useReports()(pumps[0]);
  const now = pumpNow(report);
  const t = texts.value;
  const cop = now.cop === undefined ? '‒.‒' : formatFor(t.locale).number(now.cop, 1);
  const words = [t.overview.work[now.work], now.cop !== undefined && t.battery.quality.estimated]
    .filter(Boolean)
    .join(' · ');
  if (pumps.length === 0 && live.hasSnapshot.value)
    return (
      <div class="figure figure-pump is-away">
        <FigureHead page="heat-pump" devices={pumps} />
        <p class="age">{t.overview.notConnected}</p>
        <PumpDrawing isRunning={false} />
      </div>
    );
  return (
    <>
      <PumpFlow report={report} />
      <div class={`figure figure-pump is-${now.freshness}`}>
        <FigureHead page="heat-pump" devices={pumps} />
        <p class="reading reading-medium" key={cop.length} title={t.overview.copHint}>
          <span class="unit unit-before">COP</span>
          {cop}
        </p>
        <p class="age" key={words}>
          {words}
        </p>
        <PumpDrawing
          isRunning={now.freshness === 'fresh' && (now.work === 'heating' || now.work === 'hotWater')}
        />
      </div>
      <Ground report={report} />
    </>
  );
}

function PumpFlow({ report }: { report: Report }) {
  const t = texts.value;
  const power = report('power_consumption');
  const format = formatFor(t.locale);
  const isUsed = (power.value ?? 0) > 0;
  const number = numberOf(power, (value) => format.power(value).value);
  return (
    <Flow
      towards={isUsed ? 'right' : 'nowhere'}
      tone={isUsed ? 'used' : 'idle'}
      strength={(power.value ?? 0) / usualPowerW}
      isFresh={power.freshness === 'fresh'}
    >
      <p class="flow-what">{t.overview.takes}</p>
      <p
        class={`reading is-${power.freshness}`}
        key={number.length}
        title={ageTitle(power)}
        data-metric="power_consumption"
      >
        {number}
        <span class="unit">{format.power(power.value ?? 0).unit}</span>
      </p>
      <p class="age" key={ageTitle(power)}>
        {ageTitle(power)}
      </p>
    </Flow>
  );
}

function Ground({ report }: { report: Report }) {
  const t = texts.value;
  const format = formatFor(t.locale);
  const [brineIn, brineOut] = [report('brine_in_evaporator'), report('brine_out_condenser')];
  const doubts = [brineIn, brineOut].map(doubtOf);
  return (
    <div class="ground" key={doubts.join().length}>
      <svg class="ground-loop" viewBox="0 0 100 44" aria-hidden="true">
        <path class="ground-warm" d="M38 0v28a12 12 0 0 0 12 12" />
        <path class="ground-cold" d="M62 0v28a12 12 0 0 1-12 12" />
      </svg>
      {([brineIn, brineOut] as const).map((value, i) => (
        <p key={i} class={`ground-words is-${value.freshness}`} title={ageTitle(value)}>
          <span class="age">{doubts[i]}</span>{' '}
          <span class="label">
            {i === 0 ? t.devices.metric.brine_in_evaporator : t.devices.metric.brine_out_condenser}
          </span>{' '}
          <span class="ground-number" key={numberOf(value, String).length}>
            {numberOf(value, (c) => format.number(c, 1))} °C
          </span>
        </p>
      ))}
    </div>
  );
}
