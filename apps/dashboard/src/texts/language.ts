import { signal } from '@preact/signals';
import { forget, recall, remember } from '../browser-memory.js';
import { en, type Texts } from './en.js';

/** Languages in their own words. Every one but English is loaded when it is chosen. */
export const languages = { en: 'English', de: 'Deutsch', sv: 'Svenska' } as const;
export type Language = keyof typeof languages;

const load: Record<Language, () => Promise<Texts>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de.js')).de,
  sv: async () => (await import('./sv.js')).sv,
};

export const language = signal<Language>('en');
export const texts = signal<Texts>(en);

const isLanguage = (name: string): name is Language => Object.hasOwn(languages, name);

/** The first language of the browser that there is, else English. */
const preferredLanguage = (wanted: readonly string[]): Language =>
  wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';

/** The remembered language, else the browser's. Awaited before the first paint, so that no word is seen to change. */
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
  texts.value = await load[name]();
  language.value = name;
  document.documentElement.lang = name;
}
