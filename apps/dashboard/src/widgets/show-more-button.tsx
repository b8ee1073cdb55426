import type { Signal } from '@preact/signals';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';

interface ShowMoreButtonProps {
  /** How many are shown. */
  most: Signal<number>;
  /** How many there are. */
  found: number;
  /** How many come with a click. */
  step: number;
}

/** The next part of a long list; nothing where all of it is shown. */
export function ShowMoreButton({ most, found, step }: ShowMoreButtonProps) {
  const t = texts.value;
  if (found <= most.value) return null;
  return (
    <button class="button button-quiet list-more" type="button" onClick={() => (most.value += step)}>
      {t.sensors.more(formatFor(t.locale).count(Math.min(step, found - most.value)))}
    </button>
  );
}
