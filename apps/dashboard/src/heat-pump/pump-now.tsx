import type { DeviceSnapshot } from '@kilowatch/contracts';
import type { Reported } from '../format/age.js';
import { formatFor, join } from '../format/format.js';
import type { Texts } from '../texts/en.js';
import { texts } from '../texts/language.js';
import { HeardLine } from '../widgets/heard-line.js';
import { useReported } from '../widgets/use-reported.js';

/** What the pump does at this moment. What its gateway never says is left out. */
export function PumpNow({ pump }: { pump: DeviceSnapshot }) {
  const valueOf = useReported(pump);
  const t = texts.value;
  const items = nowOf(valueOf, t).filter(({ from }) => from.freshness !== 'none');
  return (
    <section class="panel pump-now" aria-label={t.heatPump.now}>
      <div>
        <h2>{t.heatPump.now}</h2>
        <HeardLine device={pump} />
      </div>
      <dl>
        {items.map(({ metric, label, words, from, isOn }) => (
          <div
            key={metric}
            class={`pump-state is-${from.freshness}${isOn === undefined ? '' : isOn ? ' is-on' : ' is-off'}`}
          >
            <dt class="label">{label}</dt>
            <dd class="pump-state-words" data-state={metric}>
              {words}
            </dd>
            <dd class="age" title={doubtOf(from, t)}>
              {doubtOf(from, t)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface Item {
  readonly metric: string;
  readonly label: string;
  readonly words: string;
  readonly from: Reported;
  /** Of what is on or off. */
  readonly isOn?: boolean;
}

function nowOf(valueOf: (metric: string) => Reported, t: Texts): Item[] {
  const { heatPump, devices } = t;
  const format = formatFor(t.locale);
  const item = (metric: string, label: string, wordsOf: (value: number) => string): Item => {
    const from = valueOf(metric);
    const { value, quality } = from;
    if (value === undefined || quality === 'missing') return { metric, label, from, words: '‒' };
    const isState =
      metric.endsWith('_percent') || (metric.endsWith('_status') && metric !== 'switch_valve_status');
    return { metric, label, from, words: wordsOf(value), ...(isState && { isOn: value > 0 }) };
  };
  const onOff = (value: number): string => (value > 0 ? devices.on : devices.off);
  const isWorking = [valueOf('compressor_status'), valueOf('additional_heat_percent')].some(
    ({ value = 0 }) => value > 0,
  );
  const heatTo = (valve: number): string => {
    if (!isWorking) return heatPump.toNowhere;
    return valve > 0 ? heatPump.toWater : heatPump.toHouse;
  };
  return [
    item('outdoor_temp', devices.metric.outdoor_temp, (value) =>
      join({ value: format.number(value, 1), unit: '°C' }),
    ),
    item('compressor_status', devices.metric.compressor_status, (value) =>
      value > 0 ? heatPump.running : heatPump.resting,
    ),
    item('switch_valve_status', heatPump.heatTo, heatTo),
    item('power_consumption', devices.metric.power_consumption, (value) => join(format.power(value))),
    item('additional_heat_percent', devices.metric.additional_heat_percent, (value) =>
      value > 0 ? format.percent(value) : devices.off,
    ),
    item('brine_pump_status', heatPump.brinePump, onOff),
    item('radiator_pump_status', heatPump.radiatorPump, onOff),
    item('degree_minutes', devices.metric.degree_minutes, (value) => format.number(value, 0)),
  ];
}

/** Its age once it is old, and what is doubtful about it. */
function doubtOf({ freshness, ageMs, quality }: Reported, t: Texts): string {
  const age = freshness === 'stale' && quality !== 'stale' && formatFor(t.locale).age(ageMs);
  return [age, quality && t.battery.quality[quality]].filter(Boolean).join(' · ');
}
