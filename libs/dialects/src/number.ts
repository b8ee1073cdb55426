import { asSent } from './as-sent.js';

const digits = '\\d+(?:_\\d+)*';
const numericText = new RegExp(
  `^\\s*[+-]?(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:e[+-]?${digits})?\\s*$`,
  'i',
);

/**
 * A number as devices send it: JSON's, `true` and `false` as 1 and 0, or as text. In words, what is wrong with anything else under
 * this key.
 */
export function readNumber(value: unknown, key = 'value'): number | string {
  const number = typeof value === 'number' ? value : converted(value);
  if (number === undefined) return problemOf(value, key);
  return Number.isFinite(number) ? number : `"${key}" is beyond all numbers: a finite one is needed`;
}

function converted(value: unknown): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' && numericText.test(value)) return Number(value.replaceAll('_', ''));
  return undefined;
}

function problemOf(value: unknown, key: string): string {
  if (value === undefined) return `"${key}" is missing: a number, or a text that is one, is needed`;
  return `"${key}" must be a finite number, or a text that is one; it is ${asSent(value)}`;
}
