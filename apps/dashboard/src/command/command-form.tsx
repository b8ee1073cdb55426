import type { Direction, PowerUnit } from '@kilowatch/contracts';
import type { TargetedSubmitEvent } from 'preact';
import { useAppState } from '../app-state.js';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import { targetOf } from './follow.js';
import type { CommandDraft } from './use-command-draft.js';

const units: readonly PowerUnit[] = ['W', 'kW', 'MW'];
const directions: readonly Direction[] = ['charge', 'discharge'];

interface CommandFormProps {
  draft: CommandDraft;
  isSending: boolean;
  onSend: (direction: Direction, value: number, unit: PowerUnit) => void;
}

/** Direction, size and unit of a setpoint; Enter sends it. */
export function CommandForm({ draft, isSending, onSend }: CommandFormProps) {
  const { site } = useAppState();
  const { direction, typed, unit } = draft;
  const t = texts.value.command;
  const value = draft.value.value;
  const hint = powerHint(value, unit.value, site.value && site.value.ratedPowerW);
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (value !== undefined) onSend(direction.value, value, unit.value);
  };
  const label = value === undefined ? '…' : `${typed.value.trim()}\u00a0${unit.value}`;
  return (
    <form class="command-form" onSubmit={submit} noValidate>
      <fieldset class="segments" disabled={isSending}>
        <legend class="visually-hidden">{t.direction}</legend>
        {directions.map((name) => (
          <label key={name} class={`segment segment-${name}`}>
            <input
              type="radio"
              name="direction"
              value={name}
              checked={direction.value === name}
              onChange={() => (direction.value = name)}
            />
            <span>{t[name]}</span>
          </label>
        ))}
      </fieldset>
      <div class="power-input">
        <label class="visually-hidden" for="command-power">
          {t.power}
        </label>
        <input
          id="command-power"
          name="power"
          type="text"
          inputMode="decimal"
          autocomplete="off"
          enterkeyhint="send"
          maxLength={20}
          value={typed.value}
          aria-invalid={value === undefined}
          aria-describedby="command-hint"
          disabled={isSending}
          onInput={(event) => (typed.value = event.currentTarget.value)}
        />
        <select
          name="unit"
          aria-label={t.unit}
          value={unit.value}
          disabled={isSending}
          onChange={(event) => (unit.value = event.currentTarget.value as PowerUnit)}
        >
          {units.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      <p class={`hint ${hint.isWarning ? 'hint-warning' : ''}`} id="command-hint">
        {hint.text}
      </p>
      <div class="command-buttons">
        <button
          class={`button button-${direction.value}`}
          type="submit"
          disabled={isSending || value === undefined}
        >
          {isSending ? t.sending : t.send[direction.value](label)}
        </button>
        <button
          class="button button-stop"
          type="button"
          title={t.stopHint}
          disabled={isSending}
          onClick={() => onSend('charge', 0, 'kW')}
        >
          {t.stop}
        </button>
      </div>
    </form>
  );
}

/** The rating beside the number. The server decides: here it only warns. `ratedPowerW` undefined: not known yet. */
function powerHint(value: number | undefined, unit: PowerUnit, ratedPowerW: number | null | undefined) {
  const t = texts.value.command;
  if (value === undefined) return { text: t.invalid, isWarning: true };
  if (ratedPowerW === undefined) return { text: '', isWarning: false };
  if (ratedPowerW === null) return { text: t.noRating, isWarning: false };
  const rating = formatFor(texts.value.locale).powerText(ratedPowerW, ratedPowerW % 1_000 === 0 ? 0 : 2);
  const isOver = targetOf('discharge', value, unit) > ratedPowerW;
  return { text: isOver ? t.overRating(rating) : t.rating(rating), isWarning: isOver };
}
