import { signal } from '@preact/signals';
import type { ChartFrame } from '@kilowatch/charts';
import type { Texts } from '../texts/en.js';
import { palette } from '../theme/site-colours.js';

const colours = {
  ink: '--ink',
  mutedInk: '--ink-muted',
  gridLine: '--line',
  surface: '--surface-raised',
} as const;

/** Reading a style costs more than drawing a line: what was read is good for a moment. */
const keptMs = 1_000;
let kept = { palette: '', atMs: -Infinity, values: new Map<string, string>() };

/** A value of the style sheet, which is the one place where colours are written: `read('--ink')`. */
function read(name: string): string {
  const nowMs = performance.now();
  if (kept.palette !== palette.value || nowMs - kept.atMs > keptMs)
    kept = { palette: palette.value, atMs: nowMs, values: new Map() };
  const known = kept.values.get(name);
  if (known !== undefined) return known;
  const value =
    name === 'font'
      ? getComputedStyle(document.body).fontFamily
      : getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  kept.values.set(name, value);
  return value;
}

/** A colour for the canvas: of the name of a custom property without its dashes, or as it is. */
export const colourOf = (name: string): string =>
  /^[a-z]+(-[a-z0-9]+)*$/.test(name) ? read(`--${name === 'setpoint' ? 'ink-soft' : name}`) || name : name;

function chartTheme(): ChartFrame['theme'] {
  const roles = Object.fromEntries(Object.entries(colours).map(([role, name]) => [role, read(name)]));
  return { ...(roles as Record<keyof typeof colours, string>), fontFamily: read('font') };
}

const narrow = matchMedia('(max-width: 560px)');
const isNarrow = signal(narrow.matches);
narrow.addEventListener('change', () => (isNarrow.value = narrow.matches));

/** What a chart is given beside its data. Reads signals: a chart follows the theme and the width of the screen. */
export const chartFrame = (
  span: { fromMs: number; toMs: number },
  timeZone: string,
  { locale }: Pick<Texts, 'locale'>,
): ChartFrame => ({ ...span, timeZone, theme: chartTheme(), locale, isNarrow: isNarrow.value });
