import { computed, signal } from '@preact/signals';
import { forget, recall, remember } from '../browser-memory.js';

export type Theme = 'light' | 'dark';

const systemDark = matchMedia('(prefers-color-scheme: dark)');
const system = signal<Theme>(systemDark.matches ? 'dark' : 'light');
const chosen = signal<Theme | undefined>(themeOf(recall('theme')));
systemDark.addEventListener('change', () => {
  system.value = systemDark.matches ? 'dark' : 'light';
});

function themeOf(text: string | undefined): Theme | undefined {
  return text === 'light' || text === 'dark' ? text : undefined;
}

/** The theme in use: the reader's choice, else the system's. */
export const theme = computed<Theme>(() => chosen.value ?? system.value);

/** Switches, and remembers it unless it is what the system says anyway. */
export function toggleTheme(): void {
  const next: Theme = theme.value === 'dark' ? 'light' : 'dark';
  const isSystems = next === system.value;
  if (isSystems) forget('theme');
  else remember('theme', next);
  // The style sheet first: whoever follows the signal reads its colours.
  if (isSystems) delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = next;
  chosen.value = isSystems ? undefined : next;
}
