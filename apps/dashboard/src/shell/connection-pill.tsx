import { useAppState } from '../app-state.js';
import { texts } from '../texts/language.js';

/** Whether what is on the page is alive, in colour and in a word. */
export function ConnectionPill() {
  const { live } = useAppState();
  const t = texts.value;
  const status = live.status.value;
  return (
    <p class="connection" role="status" title={t.connectionHint[status]}>
      <span class={`pill pill-${status}`} key={status}>
        <span class="pill-dot" aria-hidden="true" />
        {t.connection[status]}
      </span>
    </p>
  );
}
