import type { ShownSettings } from '../api/system-api.js';

export type ShownSetting = ShownSettings[number];

/** Those with all words of a search in their name, their value or what they are for; without one, those that are set here, or all. */
export function chosenSettings(
  settings: ShownSettings,
  { search, isAll }: { readonly search: string; readonly isAll: boolean },
): ShownSettings {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return isAll ? settings : settings.filter(({ from }) => from !== 'default');
  return settings.filter(({ name, value, about }) => {
    const text = [name, value, about].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}
