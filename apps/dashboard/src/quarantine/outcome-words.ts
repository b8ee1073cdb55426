import { formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import type { ReplayTally } from './replay-all.js';

/** What came of taking in again, in words. */
export function useOutcomeWords(): (tally: Omit<ReplayTally, 'done'>) => string {
  const t = texts.value;
  const { count } = formatFor(t.locale);
  return ({ accepted, refused, skipped }) => {
    const parts = [
      accepted > 0 && t.quarantine.accepted(count(accepted)),
      refused > 0 && t.quarantine.refused(count(refused)),
      skipped > 0 && t.quarantine.skipped(count(skipped)),
    ].filter((part) => part !== false);
    return parts.length > 0 ? parts.join(', ') : t.quarantine.nothingDone;
  };
}
