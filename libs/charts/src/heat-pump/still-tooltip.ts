import type { ChartOption } from '../chart-option.js';
import type { ChartTheme } from '../chart-theme.js';

/** Of a chart without a time axis; drawn on the canvas, as a strict content security policy wants it. */
export const stillTooltip = (theme: ChartTheme): NonNullable<ChartOption['tooltip']> => ({
  trigger: 'item',
  renderMode: 'richText',
  confine: true,
  transitionDuration: 0,
  backgroundColor: theme.surface,
  borderColor: theme.gridLine,
  borderWidth: 1,
  padding: [8, 12],
  textStyle: { color: theme.ink, fontFamily: theme.fontFamily, fontSize: 12 },
});
