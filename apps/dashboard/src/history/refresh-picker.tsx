import { texts } from '../texts/language.js';
import { chooseRefresh, refreshMode, type RefreshMode, refreshModes } from './refresh-mode.js';

/** How often histories are read again, and a way to do it now. */
export function RefreshPicker({ onRefresh }: { onRefresh: () => void }) {
  const t = texts.value.history;
  return (
    <div class="refresh">
      <label class="label" for="refresh-mode">
        {t.refresh}
      </label>
      <select
        id="refresh-mode"
        class="select-small"
        value={refreshMode.value}
        onChange={(event) => chooseRefresh(event.currentTarget.value as RefreshMode)}
      >
        {refreshModes.map((mode) => (
          <option key={mode} value={mode}>
            {t.refreshes[mode]}
          </option>
        ))}
      </select>
      <button
        class="icon-button"
        type="button"
        aria-label={t.refreshNow}
        title={t.refreshNow}
        onClick={onRefresh}
      >
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M15.5 10a5.5 5.5 0 1 1-1.6-3.9M14 3v3.4h-3.4" />
        </svg>
      </button>
    </div>
  );
}
