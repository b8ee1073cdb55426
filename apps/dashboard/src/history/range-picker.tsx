import { type Signal, useSignal } from '@preact/signals';
import type { TargetedSubmitEvent } from 'preact';
import { timeZoneOf, useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';
import { type HistoryRange, instantOf, presets, spanOf } from './range.js';
import { localTextOf } from './local-text.js';

/** A moving range in one click, or two times in the site's zone. */
export function RangePicker({ range }: { range: Signal<HistoryRange> }) {
  const isCustom = useSignal(false);
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
              checked={isCustom.value ? preset === 'custom' : range.value.preset === preset}
              onChange={() => {
                isCustom.value = preset === 'custom';
                if (preset !== 'custom') range.value = { preset };
              }}
            />
            <span>{t.ranges[preset]}</span>
          </label>
        ))}
      </fieldset>
      {isCustom.value && <CustomSpan range={range} />}
    </div>
  );
}

function CustomSpan({ range }: { range: Signal<HistoryRange> }) {
  const { live, site } = useAppState();
  const timeZone = timeZoneOf(site.value);
  const now = spanOf(range.peek(), live.nowMs.peek());
  const from = useSignal(localTextOf(now.fromMs, timeZone));
  const to = useSignal(localTextOf(now.toMs, timeZone));
  const isBad = useSignal(false);
  const t = texts.value.history;
  const show = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const [fromMs, toMs] = [instantOf(from.value, timeZone), instantOf(to.value, timeZone)];
    isBad.value = fromMs === undefined || toMs === undefined || fromMs >= toMs;
    if (!isBad.value && fromMs !== undefined && toMs !== undefined)
      range.value = { preset: 'custom', fromMs, toMs };
  };
  return (
    <form class="custom-span" onSubmit={show} noValidate>
      <label>
        {t.from}
        <input
          type="datetime-local"
          value={from.value}
          onInput={(event) => (from.value = event.currentTarget.value)}
        />
      </label>
      <label>
        {t.to}
        <input
          type="datetime-local"
          value={to.value}
          onInput={(event) => (to.value = event.currentTarget.value)}
        />
      </label>
      <button class="button button-small" type="submit">
        {t.apply}
      </button>
      <p class="hint hint-warning" role="alert">
        {isBad.value ? t.badSpan : ''}
      </p>
    </form>
  );
}
