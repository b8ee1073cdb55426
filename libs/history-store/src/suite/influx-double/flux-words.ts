/** A word of Flux as far as we write it. */
export type Word =
  { readonly kind: 'string'; readonly text: string } | { readonly kind: 'other'; readonly text: string };

const pattern =
  /\s*(?:"((?:[^"\\]|\\.)*)"|(\|>|=>|==|=~|\/(?:[^/\\]|\\.)*\/|[()[\]{},:.=+])|([A-Za-z_][A-Za-z0-9_]*)|(-?\d+(?:\.\d+)?))/gsy;

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function stringOf(quoted: string): string {
  if (quoted.includes('$\\')) throw new Error('expected RPAREN, got EOF'); // a real one misreads it
  if (/(^|[^\\])(\\\\)*\$\{/.test(quoted)) throw new Error('an interpolation in a string');
  return quoted.replace(/\\(\$\{|.)/gs, (_all, escaped: string) => {
    if (escaped === '${') return escaped;
    const character = escapes[escaped];
    if (character === undefined) throw new Error(`unknown escape \\${escaped}`);
    return character;
  });
}

/** The words of a text; throws at the first character that starts none. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  pattern.lastIndex = 0;
  for (let end = 0; text.slice(end).trim() !== ''; end = pattern.lastIndex) {
    pattern.lastIndex = end;
    const found = pattern.exec(text);
    if (!found) throw new Error(`unexpected ${JSON.stringify(text.slice(end, end + 20))}`);
    const [, quoted, ...others] = found;
    if (quoted !== undefined) words.push({ kind: 'string', text: stringOf(quoted) });
    else words.push({ kind: 'other', text: others.find((one) => one !== undefined) as string });
  }
  return words;
}
