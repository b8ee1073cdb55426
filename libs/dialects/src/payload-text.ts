const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A payload as text without the blanks around it; undefined where it is not UTF-8. `made`: the same as text, where that is there already. */
export function textOf(payload: Uint8Array, made?: string): string | undefined {
  if (made !== undefined) return made.trim();
  try {
    return utf8.decode(payload).trim();
  } catch {
    return undefined;
  }
}

const words: Readonly<Record<string, number>> = {
  ...{ on: 1, true: 1, online: 1, open: 1, opened: 1 },
  ...{ off: 0, false: 0, offline: 0, close: 0, closed: 0 },
};
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const mostOfNumber = 40;

/** A bare number, or a word for yes or no as 1 or 0. Undefined for anything else, and for what is beyond all numbers. */
export function scalarOf(text: string): number | undefined {
  if (text.length > mostOfNumber) return undefined;
  if (decimal.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  const word = text.toLowerCase();
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

/** Of a last will and of the `online` that takes it back, in the words that devices have for it. */
export function connectionOf(text: string): 'online' | 'offline' | undefined {
  const word = text.toLowerCase();
  if (word === 'online' || word === 'true') return 'online';
  return word === 'offline' || word === 'false' ? 'offline' : undefined;
}
