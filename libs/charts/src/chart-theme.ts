/** The colours and the font of a chart, as CSS colour strings the canvas understands (hex or rgb). */
export interface ChartTheme {
  ink: string;
  mutedInk: string;
  gridLine: string;
  surface: string;
  charge: string;
  discharge: string;
  soc: string;
  setpoint: string;
  fontFamily: string;
}

/** The words of a chart, and how it writes numbers. Signs never reach a reader: `power` puts them into words. */
export interface ChartTexts {
  locale: string;
  power: string;
  setpoint: string;
  soc: string;
  charge: string;
  discharge: string;
  /** W, positive while discharging → for example `3.20 kW discharging`. */
  signedPower(activePowerW: number): string;
  /** W, a magnitude → for example `3.2 kW`; used on the axis. */
  axisPower(powerW: number): string;
  percent(value: number): string;
}
