import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { forget, recall, remember } from '../browser-memory.js';
import type { Texts } from './en.js';

/** Languages in their own words. Each is a file of its own, loaded when it is chosen: nobody reads two. */
export const languages = { en: 'English', de: 'Deutsch', sv: 'Svenska' } as const;
export type Language = keyof typeof languages;

const load: Record<Language, () => Promise<Texts>> = {
  en: async () => (await import('./en.js')).en,
  de: async () => (await import('./de.js')).de,
  sv: async () => (await import('./sv.js')).sv,
};

export const language = signal<Language>('en');

const shown = signal<Texts | undefined>(undefined);

/** Every word of the page, once {@link startLanguage} has resolved. */
export const texts: ReadonlySignal<Texts> = computed(() => {
  if (!shown.value) throw new Error('words are wanted before there are any');
  return shown.value;
});

const isLanguage = (name: string): name is Language => Object.hasOwn(languages, name);

/** The first language of the browser that there is, else English. */
const preferredLanguage = (wanted: readonly string[]): Language =>
  wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';

/** The remembered language, else the browser's. Awaited before the first paint, so that no word is seen to change. Rejects where no words can be had. */
export async function startLanguage(): Promise<void> {
  const remembered = recall('language');
  const wanted = remembered === undefined ? navigator.languages : [remembered];
  await show(preferredLanguage(wanted)).catch(() => show('en'));
}

/** Shows the page in this language from now on. */
export async function chooseLanguage(name: Language): Promise<void> {
  await show(name);
  if (name === preferredLanguage(navigator.languages)) forget('language');
  else remember('language', name);
}

async function show(name: Language): Promise<void> {
  shown.value = await load[name]();
  language.value = name;
  document.documentElement.lang = name;
}
