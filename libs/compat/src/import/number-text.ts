const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const whole = /^[+-]?\d+$/;

const longestShown = 40;

/** A piece of somebody's file as an answer may repeat it. */
export const shown = (text: string): string =>
  JSON.stringify(text.length > longestShown ? `${text.slice(0, longestShown)}…` : text);

/**
 * The number that a decimal text stands for; NaN when it is none that can be kept: not finite, no number at all, or a whole number that
 * a double cannot hold exactly.
 */
export function readNumber(text: string): number {
  if (!decimal.test(text)) return Number.NaN;
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  return Number.isFinite(value) && !whole.test(text) ? value : Number.NaN;
}

/** Why {@link readNumber} takes no such text, in words for who sent it. */
export function whyNoNumber(text: string): string {
  if (text === '') return 'the value is empty: a number was expected';
  if (/^[+-]?(?:nan|inf|infinity)$/i.test(text)) return `only finite numbers are kept; got ${shown(text)}`;
  if (!decimal.test(text)) return `the value must be a number such as 12.5; got ${shown(text)}`;
  return `the number is too large: whole ones are kept up to 9007199254740991, others up to 1.7e308; got ${shown(text)}`;
}
