import type { Signal } from '@preact/signals';
import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';

/** Shows what a list holds back, and hides it again; nothing where it holds nothing back. */
export function ShowAllButton({ isWhole, hidden }: { isWhole: Signal<boolean>; hidden: number }) {
  const t = texts.value;
  if (hidden <= 0) return null;
  return (
    <button
      class="button button-quiet button-small"
      type="button"
      onClick={() => (isWhole.value = !isWhole.value)}
    >
      {isWhole.value ? t.devices.fewer : t.devices.more(formatFor(t.locale).count(hidden))}
    </button>
  );
}
