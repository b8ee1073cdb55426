import { texts } from '../texts/language.js';
import { formatFor } from './format.js';

/** Younger than this is now: a device that reports every second is not asked about its fractions. */
const nowMs = 2_000;

/** `4 s ago`, or that it is of now. */
export const ageWords = (ageMs: number, write: 'age' | 'ageShort' = 'age'): string => {
  const t = texts.value;
  return ageMs < nowMs ? t.age.now : formatFor(t.locale)[write](ageMs);
};
