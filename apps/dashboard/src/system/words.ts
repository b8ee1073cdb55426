import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { timeZoneOf, useAppState } from '../app-state.js';
import { type Format, formatFor } from '../format/format.js';
import { texts } from '../texts/language.js';
import type { Texts } from '../texts/en.js';
import { bytesText, durationText } from './quantities.js';

/** The instant (UTC epoch ms) that a report is of, when there has been no other for a while: nothing in it goes on then. */
export const ReportInstant = createContext<number | undefined>(undefined);

/** How the pages of the system write numbers and times. */
export interface SystemWords extends Format {
  readonly t: Texts;
  readonly bytes: (bytes: number) => string;
  readonly duration: (ms: number) => string;
  /** In the site's zone; without the day when that is today. */
  readonly moment: (atMs: number) => string;
  /** Thousandths of a second, to a tenth where they are few. */
  readonly ms: (ms: number) => string;
  /** The server's time, UTC epoch ms; of an old report the time that it is of. */
  readonly nowMs: number;
}

/** The words of the reader, at this moment. */
export function useSystemWords(): SystemWords {
  const { live, site } = useAppState();
  const t = texts.value;
  const zone = timeZoneOf(site.value);
  const format = formatFor(t.locale);
  const frozenMs = useContext(ReportInstant);
  const nowMs = frozenMs ?? live.nowMs.value;
  const dayOf = (atMs: number): string => new Intl.DateTimeFormat('en', { timeZone: zone }).format(atMs);
  return {
    ...format,
    t,
    nowMs,
    bytes: (bytes) => bytesText(bytes, t.locale),
    duration: (ms) => durationText(Math.max(0, ms), t.locale),
    moment: (atMs) => (dayOf(atMs) === dayOf(nowMs) ? format.time(atMs, zone) : format.dateTime(atMs, zone)),
    ms: (ms) => `${format.number(ms, ms < 10 ? 1 : 0)}\u00a0ms`,
  };
}
