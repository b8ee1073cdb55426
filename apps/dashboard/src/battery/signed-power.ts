import { type Format } from '../format/format.js';
import type { Texts } from '../texts/en.js';
import { directionOf } from './direction.js';

/** W, positive while discharging, as a magnitude and a word: `3.76 kW charging`. */
export const signedPowerText = (powerW: number, texts: Texts, format: Format): string =>
  `${format.powerText(powerW)} ${texts.inDirection[directionOf(powerW)]}`;
