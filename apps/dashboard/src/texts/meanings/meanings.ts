import { effect, signal } from '@preact/signals';
import type { FaultCode } from '@kilowatch/contracts';
import { type Language, language } from '../language.js';

/** What each refusal means, and what to do about it: sentences that are whole without the words of the server. */
export type Meanings = Readonly<Record<FaultCode, string>>;

/** English is what the server speaks: its own words say it already. */
const load: Record<Exclude<Language, 'en'>, () => Promise<Meanings>> = {
  de: async () => (await import('./de.js')).de,
  sv: async () => (await import('./sv.js')).sv,
};

const known = signal<{ readonly of: Language; readonly meanings: Meanings } | undefined>(undefined);

/** Undefined: the words of the server are all there is to say. */
export const meaningOf = (code: FaultCode | undefined): string | undefined =>
  code !== undefined && known.value?.of === language.value ? known.value.meanings[code] : undefined;

/** Fetches the meanings in the language of the page, unless they are there. Never rejects: without them the server's words remain. */
export async function fetchMeanings(): Promise<void> {
  const { value: of } = language;
  if (of === 'en' || known.peek()?.of === of) return;
  const meanings = await load[of]().catch(() => undefined);
  if (meanings) known.value = { of, meanings };
}

const patienceMs = 1_000;

/** For who has just been refused something: waits for the meanings, and not for long. */
export const meaningsSoon = async (): Promise<void> => {
  if (language.peek() === 'en') return;
  await Promise.race([fetchMeanings(), new Promise((resolve) => setTimeout(resolve, patienceMs))]);
};

/** Has them at hand when the first page was painted, so that they are there without a connection too; and again in another language. */
export const keepMeanings = (): void =>
  void requestAnimationFrame(() => setTimeout(() => effect(() => void fetchMeanings())));
