import { type ReadonlySignal, signal } from '@preact/signals';

const deskPx = 16;

const read = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize) / deskPx;

const shown = signal(read());
addEventListener('resize', () => (shown.value = read()));

/** How much larger everything is than at a desk: 1 there, 2 on a wall screen of 3840 px (`--root-size` in tokens.css). */
export const screenScale: ReadonlySignal<number> = shown;

/** A length of a script, in pixels of a desk, as one of the style sheets, which grows with the screen. */
export const grown = (px: number): string => `${px / deskPx}rem`;
