/**
 * Line protocol cannot carry control characters in names, gives a backslash a meaning there, and the CSV of an answer turns
 * "\n" into "\r\n" and drops "\r". These are written as percent codes, a quote and a dollar in a name too (see `text` in flux-text.ts); all else stays readable.
 */
const unsafeInNames = /[%$\\"\p{Cc}]/gu;
const unsafeInTexts = /[%\p{Cc}]/gu;

const coded = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** A name (device, metric, index, source) as it is stored in a tag. */
export const storedName = (name: string): string => name.toWellFormed().replace(unsafeInNames, coded);

/** A longer text as it is stored in a string field. */
export const storedText = (text: string): string => text.toWellFormed().replace(unsafeInTexts, coded);

/** Reads both back. */
export const textOf = (stored: string): string =>
  stored.includes('%')
    ? stored.replace(/%([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : stored;
