import { Fault, type ImportedOriginal, importedOriginal, maxImportedOriginals } from '@kilowatch/contracts';
import { issuesInWords } from '@kilowatch/service-kit';

/** A line of an import, and what it says; in words, what is wrong with it. */
export interface ImportedLine {
  readonly line: number;
  readonly original: ImportedOriginal | string;
}

/** The lines that are not empty. Fault: `request.invalid` for more than may be posted at once. */
export function importedLines(text: string): ImportedLine[] {
  const lines = text.split('\n').flatMap((one, i) => (one.trim() === '' ? [] : [{ line: i + 1, one }]));
  if (lines.length > maxImportedOriginals)
    throw new Fault(
      'request.invalid',
      `${lines.length} lines are more than the ${maxImportedOriginals} that are taken at once: post them in parts`,
    );
  return lines.map(({ line, one }) => ({ line, original: originalIn(one) }));
}

function originalIn(text: string): ImportedOriginal | string {
  try {
    const result = importedOriginal.safeParse(JSON.parse(text));
    return result.success ? result.data : issuesInWords(result.error.issues);
  } catch (error) {
    return `not JSON: ${(error as Error).message}`;
  }
}
