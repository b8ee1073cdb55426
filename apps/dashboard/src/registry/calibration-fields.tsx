import { useId } from 'preact/hooks';
import { texts } from '../texts/language.js';
import { type CalibrationDraft, calibrationProblemOf } from './calibration-state.js';
import { longestName } from './settings-draft.js';
import { useToday } from './use-today.js';

interface CalibrationFieldsProps {
  draft: CalibrationDraft;
  onChange: (part: Partial<CalibrationDraft>) => void;
}

/** When a device was calibrated, when it is due again, and by whom or a note; each may stay empty. */
export function CalibrationFields({ draft, onChange }: CalibrationFieldsProps) {
  const id = useId();
  const today = useToday();
  const t = texts.value.registry;
  const found = calibrationProblemOf(draft, today);
  const day = (field: 'calibratedOn' | 'calibrationDueOn') => (
    <label class="field">
      <span>{t[field]}</span>
      <input
        type="date"
        value={draft[field]}
        max={field === 'calibratedOn' ? today : undefined}
        aria-invalid={found?.field === field}
        aria-describedby={found?.field === field ? id : undefined}
        onInput={({ currentTarget }) => onChange({ [field]: currentTarget.value })}
      />
    </label>
  );
  return (
    <div class="calibration-fields">
      {day('calibratedOn')}
      {day('calibrationDueOn')}
      <p class="hint hint-warning" id={id} role="alert">
        {found && t.calibrationProblems[found.problem]}
      </p>
      <label class="field">
        <span>{t.calibrationNote}</span>
        <input
          type="text"
          dir="auto"
          autoComplete="off"
          maxLength={longestName}
          value={draft.calibrationNote}
          onInput={({ currentTarget }) => onChange({ calibrationNote: currentTarget.value })}
        />
      </label>
    </div>
  );
}
