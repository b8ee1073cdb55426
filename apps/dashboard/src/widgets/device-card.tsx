import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { DeviceSnapshot } from '@kilowatch/contracts';
import { useAppState } from '../app-state.js';
import { type Reported, reported } from '../format/age.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { labelOf } from './devices-of.js';
import { livingStateNow, staleValueMsOf } from './living-state.js';
import { type ShownMetric, shownMetrics } from './metric-words.js';

/** More of them are shown when somebody asks. */
const mostAtFirst = 12;

/** One device: whether it is there, where, and its latest values with what is doubtful about them. */
export function DeviceCard({ device }: { device: DeviceSnapshot }) {
  const { live } = useAppState();
  const isWhole = useSignal(false);
  const t = texts.value;
  const format = formatFor(t.locale);
  const nowMs = Math.max(live.nowMs.value, device.lastSeenAtMs);
  const state = live.status.value === 'offline' ? 'unknown' : livingStateNow(device, nowMs);
  const keys = Object.keys(device.metrics).join('\n'); // the values change every second, what is measured hardly ever
  const metrics = useMemo(
    () => shownMetrics(device, t.devices.metric),
    [keys, device.series, t.devices.metric],
  );
  const shown = isWhole.value ? metrics : metrics.slice(0, mostAtFirst);
  const place = [device.location, device.group, device.model].filter(Boolean).join(' · ');
  return (
    <section class={`panel device-card device-${state}`} data-device={device.device}>
      <div class="device-head">
        <h2 dir="auto">{labelOf(device)}</h2>
        {device.isDemo && (
          <span class="badge badge-demo" title={t.devices.demoHint}>
            {t.devices.demo}
          </span>
        )}
        {device.kind === 'gas' && device.calibration !== 'calibrated' && (
          <span class="badge badge-warning" title={t.devices.uncalibratedHint}>
            {t.devices.uncalibrated}
          </span>
        )}
        <span class={`badge badge-${state}`}>{t.devices.state[state]}</span>
      </div>
      <p class="age">
        {[place, t.devices.heard(ageWords(nowMs - device.lastSeenAtMs))].filter(Boolean).join(' · ')}
      </p>
      {metrics.length === 0 && <p class="hint">{t.devices.noValues}</p>}
      <dl class="device-values">
        {shown.map((metric) => (
          <Value key={metric.key} metric={metric} value={valueNow(device, metric.key, nowMs, state)} />
        ))}
      </dl>
      {metrics.length > mostAtFirst && (
        <button class="button button-quiet" type="button" onClick={() => (isWhole.value = !isWhole.value)}>
          {isWhole.value ? t.devices.fewer : t.devices.more(format.count(metrics.length - mostAtFirst))}
        </button>
      )}
    </section>
  );
}

function Value({ metric, value }: { metric: ShownMetric; value: Reported }) {
  const t = texts.value;
  const doubt = value.quality && t.battery.quality[value.quality];
  const words = [value.freshness === 'stale' && ageWords(value.ageMs), doubt].filter(Boolean).join(' · ');
  return (
    <div class={`device-value is-${value.freshness}`}>
      <dt class="label">{metric.words}</dt>
      <dd class="reading" data-metric={metric.key}>
        {valueWords(metric, value)}
        {metric.unit && <span class="unit">{metric.unit}</span>}
      </dd>
      {words && <dd class="age">{words}</dd>}
    </div>
  );
}

/** The number of a sensor that is not there is no number to show. */
const valueWords = ({ isSwitch }: ShownMetric, { value, quality }: Reported): string => {
  const t = texts.value;
  if (value === undefined || quality === 'missing') return '‒';
  if (isSwitch && (value === 0 || value === 1)) return value === 1 ? t.devices.on : t.devices.off;
  return formatFor(t.locale).measured(value);
};

const ageWords = (ageMs: number): string => {
  const t = texts.value;
  return ageMs < 2_000 ? t.age.now : formatFor(t.locale).age(ageMs);
};

function valueNow(device: DeviceSnapshot, key: string, nowMs: number, state: string): Reported {
  const value = reported(device.metrics[key], device.lastSeenAtMs, nowMs, staleValueMsOf(device));
  return state !== 'online' && value.freshness === 'fresh' ? { ...value, freshness: 'stale' } : value;
}
