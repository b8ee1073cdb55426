import { type Signal, useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import { timeZoneOf, useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { localTextOf } from './local-text.js';
import { showRange, timeRange } from './time-range.js';
import { instantOf, presets, spanOf } from './time-span.js';

/** The time that all charts look at: a moving range in one click, or two times in the site's zone. A zoom does not open the two times: it would move the chart. */
export function RangePicker() {
  const isOpen = useSignal(timeRange.value.preset === 'custom');
  const isCustom = isOpen.value || timeRange.value.preset === 'custom';
  const t = texts.value.history;
  return (
    <div class="range-picker">
      <fieldset class="segments segments-small">
        <legend class="visually-hidden">{t.range}</legend>
        {[...presets, 'custom' as const].map((preset) => (
          <label key={preset} class="segment">
            <input
              type="radio"
              name="range"
              checked={isCustom ? preset === 'custom' : timeRange.value.preset === preset}
              onChange={() => preset !== 'custom' && showRange({ preset })}
              onClick={() => (isOpen.value = preset === 'custom')}
            />
            <span>{t.ranges[preset]}</span>
          </label>
        ))}
      </fieldset>
      {isOpen.value && <CustomSpan key={shownSpan()} />}
    </div>
  );
}

/** Changes when another span is shown, as by a zoom: the fields then say that one. */
const shownSpan = (): string => JSON.stringify(timeRange.value);

function CustomSpan() {
  const { live, site } = useAppState();
  const timeZone = timeZoneOf(site.value);
  const now = spanOf(timeRange.peek(), live.nowMs.peek());
  const from = useSignal(localTextOf(now.fromMs, timeZone));
  const to = useSignal(localTextOf(now.toMs, timeZone));
  const isBad = useSignal(false);
  const t = texts.value.history;
  const show = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const [fromMs, toMs] = [instantOf(from.value, timeZone), instantOf(to.value, timeZone)];
    isBad.value = fromMs === undefined || toMs === undefined || fromMs >= toMs;
    if (!isBad.value && fromMs !== undefined && toMs !== undefined)
      showRange({ preset: 'custom', fromMs, toMs });
  };
  return (
    <form class="custom-span" onSubmit={show} noValidate>
      <TimeField label={t.from} text={from} />
      <TimeField label={t.to} text={to} />
      <button class="button button-small" type="submit">
        {t.apply}
      </button>
      <p class="hint hint-warning" role="alert">
        {isBad.value ? t.badSpan : ''}
      </p>
    </form>
  );
}

const TimeField = ({ label, text }: { label: string; text: Signal<string> }) => (
  <label>
    {label}
    <input
      type="datetime-local"
      value={text.value}
      onInput={(event) => (text.value = event.currentTarget.value)}
    />
  </label>
);
