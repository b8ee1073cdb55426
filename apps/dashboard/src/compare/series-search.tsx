import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { texts } from '../texts/language.js';
import type { SeriesKey } from '../series/charted-series.js';
import { seriesKeyOf } from '../series/charted-series.js';
import { type Choice, matching } from './choices.js';

interface SeriesSearchProps {
  choices: readonly Choice[];
  chosen: readonly SeriesKey[];
  isFull: boolean;
  onChoose: (choice: Choice) => void;
}

const mostShown = 40;

/** A field that finds series by any words, with the keyboard alone too (the combobox pattern of WAI-ARIA). */
export function SeriesSearch({ choices, chosen, isFull, onChoose }: SeriesSearchProps) {
  const question = useSignal('');
  const isOpen = useSignal(false);
  const active = useSignal(0);
  const id = useId();
  const t = texts.value.compare;
  const found = isOpen.value ? matching(choices, question.value, chosen, mostShown) : [];
  const place = Math.min(active.value, found.length - 1);
  const choose = (choice: Choice | undefined): void => {
    if (!choice) return;
    onChoose(choice);
    question.value = '';
    active.value = 0;
    isOpen.value = false; // it would lie over what was chosen
  };
  const move = (by: number): void => {
    isOpen.value = true;
    active.value = Math.max(0, Math.min(found.length - 1, place + by));
    document.getElementById(`${id}-${active.value}`)?.scrollIntoView({ block: 'nearest' });
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => move(isOpen.value ? 1 : 0),
    ArrowUp: () => move(-1),
    Enter: () => choose(found[place]),
    Escape: () => (isOpen.value = false),
  };
  return (
    <div class="compare-search">
      <input
        class="compare-input"
        type="text"
        role="combobox"
        aria-label={t.search}
        placeholder={isFull ? t.full : t.search}
        disabled={isFull}
        aria-expanded={isOpen.value}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? `${id}-${place}` : undefined}
        autocomplete="off"
        value={question.value}
        onInput={(event) => {
          question.value = event.currentTarget.value;
          isOpen.value = true;
          active.value = 0;
        }}
        onFocus={() => (isOpen.value = true)}
        onClick={() => (isOpen.value = true)}
        onBlur={() => (isOpen.value = false)}
        onKeyDown={(event) => {
          const act = keys[event.key];
          if (!act) return;
          event.preventDefault();
          act();
        }}
      />
      <ul class="compare-list" id={`${id}-list`} role="listbox" aria-label={t.search} hidden={!isOpen.value}>
        {found.map((choice, i) => (
          <li
            key={seriesKeyOf(choice)}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === place}
            class="compare-option"
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(choice)}
          >
            <span>{choice.words}</span>
            <span class="unit">{choice.unit}</span>
            <span class="compare-device" dir="auto">
              {choice.deviceName}
            </span>
          </li>
        ))}
        {found.length === 0 && (
          <li class="compare-option is-none" role="option" aria-selected={false} aria-disabled="true">
            {t.nothingFound}
          </li>
        )}
      </ul>
    </div>
  );
}
