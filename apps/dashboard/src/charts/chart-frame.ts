import type { ChartFrame } from '@kilowatch/charts';
import { signedPowerText } from '../battery/signed-power.js';
import { formatFor } from '../format/format.js';
import type { Texts } from '../texts/en.js';

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

/** The colours of the style sheet, which is the one place they are written. */
function chartTheme(): ChartFrame['theme'] {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  const theme = Object.fromEntries(Object.entries(colours).map(([role, name]) => [role, read(name)]));
  return {
    ...(theme as Record<keyof typeof colours, string>),
    fontFamily: getComputedStyle(document.body).fontFamily,
  };
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
