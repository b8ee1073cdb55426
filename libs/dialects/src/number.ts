const digits = '\\d+(?:_\\d+)*';
const numericText = new RegExp(
  `^\\s*[+-]?(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:e[+-]?${digits})?\\s*$`,
  'i',
);

/** A number as devices send it: JSON's, `true` and `false` as 1 and 0, or as text. In words, what is wrong with anything else. */
export function readNumber(value: unknown): number | string {
  const number = typeof value === 'number' ? value : converted(value);
  if (number === undefined) return problemOf(value);
  return Number.isFinite(number) ? number : '"value" is beyond all numbers: a finite one is needed';
}

function converted(value: unknown): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' && numericText.test(value)) return Number(value.replaceAll('_', ''));
  return undefined;
}

const mostShown = 60;

function problemOf(value: unknown): string {
  if (value === undefined) return '"value" is missing: a number, or a text that is one, is needed';
  return `"value" must be a finite number, or a text that is one; it is ${JSON.stringify(value).slice(0, mostShown)}`;
}
