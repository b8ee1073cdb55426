import type { ChartFrame } from '@kilowatch/charts';
import { signedPowerText } from '../battery/signed-power.js';
import { formatFor } from '../format/format.js';
import type { Texts } from '../texts/en.js';
import { theme } from '../theme/theme.js';

const colours = {
  ink: '--ink',
  mutedInk: '--ink-muted',
  gridLine: '--line',
  surface: '--surface-raised',
  charge: '--charge',
  discharge: '--discharge',
  soc: '--soc',
  setpoint: '--ink-soft',
} as const;

/** Reading a style costs more than drawing a line: what was read is good for a moment. */
const keptMs = 1_000;
let kept = { theme: '', atMs: -Infinity, values: new Map<string, string>() };

/** A value of the style sheet, which is the one place where colours are written: `read('--ink')`. */
function read(name: string): string {
  const nowMs = performance.now();
  if (kept.theme !== theme.value || nowMs - kept.atMs > keptMs)
    kept = { theme: theme.value, atMs: nowMs, values: new Map() };
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

export function chartFrame(
  span: { fromMs: number; toMs: number },
  timeZone: string,
  texts: Texts,
): ChartFrame {
  const format = formatFor(texts.locale);
  return {
    ...span,
    timeZone,
    theme: chartTheme(),
    texts: {
      locale: texts.locale,
      power: texts.metric.power,
      setpoint: texts.metric.setpoint,
      soc: texts.metric.soc,
      charge: texts.command.charge,
      discharge: texts.command.discharge,
      signedPower: (powerW) => signedPowerText(powerW, texts, format),
      axisPower: (powerW) => shortPower(powerW, texts.locale),
      percent: (value) => format.percent(value, Number.isInteger(value) ? 0 : 1),
    },
  };
}

/** As few digits as the number needs: `7.5 kW`, `10 kW`. */
function shortPower(powerW: number, locale: string): string {
  const [value, unit] = Math.abs(powerW) >= 1e6 ? [powerW / 1e6, 'MW'] : [powerW / 1e3, 'kW'];
  return `${value.toLocaleString(locale, { maximumFractionDigits: 2 })}\u00a0${unit}`;
}
