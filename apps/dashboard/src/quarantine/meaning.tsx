import type { FaultCode } from '@kilowatch/contracts';
import { meaningOf } from '../texts/meanings/meanings.js';

/** What to do about what was refused with this code, where the reason itself is in another language than the page. */
export function Meaning({ code }: { code: FaultCode | undefined }) {
  const meaning = meaningOf(code);
  return meaning === undefined ? null : <p class="refusal-meaning">{meaning}</p>;
}
