/** The colours and the font of a chart, as CSS colour strings the canvas understands (hex or rgb). */
export interface ChartTheme {
  ink: string;
  mutedInk: string;
  gridLine: string;
  surface: string;
  fontFamily: string;
}
