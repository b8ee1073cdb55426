import { useId } from 'preact/hooks';
import { texts } from '../texts/language.js';
import type { ShownMetric } from '../widgets/metric-words.js';
import { type Draft, limits, problemOf } from './threshold-drafts.js';

interface ThresholdFieldsProps {
  metric: ShownMetric;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** The four limits of one series, from the lowest to the highest. */
export function ThresholdFields({ metric: { key, words, unit }, draft, onChange }: ThresholdFieldsProps) {
  const id = useId();
  const t = texts.value.registry;
  const found = problemOf(draft);
  return (
    <fieldset class="threshold" data-threshold={key}>
      <legend>
        {words} {unit && <span class="th-unit">{unit}</span>}
      </legend>
      {limits.map((limit) => (
        <label key={limit} class={`field threshold-${limit}`}>
          <span>{t.limits[limit]}</span>
          <input
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={draft[limit]}
            placeholder="–"
            aria-invalid={found?.limit === limit}
            aria-describedby={found?.limit === limit ? id : undefined}
            onInput={({ currentTarget }) => onChange({ ...draft, [limit]: currentTarget.value })}
          />
        </label>
      ))}
      <p class="hint hint-warning" id={id} role="alert">
        {found && t.problems[found.problem]}
      </p>
    </fieldset>
  );
}
