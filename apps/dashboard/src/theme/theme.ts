import { type ReadonlySignal, signal } from '@preact/signals';
import { forget, recall, remember } from '../browser-memory.js';

export type Theme = 'light' | 'dark';

const systemDark = matchMedia('(prefers-color-scheme: dark)');
const systemTheme = (): Theme => (systemDark.matches ? 'dark' : 'light');

const remembered = recall('theme');
let chosen: Theme | undefined = remembered === 'light' || remembered === 'dark' ? remembered : undefined;
const shown = signal<Theme>(chosen ?? systemTheme());

/** The theme in use: the reader's choice, else the system's. `theme-boot.js` has put it on the page before the first paint. */
export const theme: ReadonlySignal<Theme> = shown;

function show(next: Theme): void {
  // The style sheet first: whoever follows the signal reads its colours.
  document.documentElement.dataset['theme'] = next;
  shown.value = next;
}

systemDark.addEventListener('change', () => show(chosen ?? systemTheme()));

/** Switches, and remembers it unless it is what the system says anyway. */
export function toggleTheme(): void {
  const next: Theme = shown.value === 'dark' ? 'light' : 'dark';
  chosen = next === systemTheme() ? undefined : next;
  if (chosen) remember('theme', chosen);
  else forget('theme');
  show(next);
}
