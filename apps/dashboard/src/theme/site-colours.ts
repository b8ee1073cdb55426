import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Site } from '../api/site-api.js';
import { theme } from './theme.js';

const version = signal(0);

/** Another text when the colours of the style sheet have become others: whoever draws with them reads them again. */
export const palette: ReadonlySignal<string> = computed(() => `${theme.value} ${version.value}`);

/** Shows the colours that the site has chosen, in each theme its own, in place of those of the style sheet. */
export function startSiteColours(site: ReadonlySignal<Site | undefined>): void {
  effect(() => {
    const colours = Object.entries(site.value?.display.colours ?? {});
    const shown = theme.value;
    const { style } = document.documentElement;
    for (const [name, colour] of colours) style.setProperty(`--${name}`, colour[shown]);
    if (colours.length > 0) version.value = version.peek() + 1;
  });
}
