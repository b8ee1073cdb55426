import type { Texts } from '../texts/en.js';

/** The reason of a refusal in a word or two; a code that has none stays as it is. */
export const codeWord = (code: string, { quarantine: { codes } }: Texts): string =>
  (codes as Readonly<Record<string, string>>)[code] ?? code;
