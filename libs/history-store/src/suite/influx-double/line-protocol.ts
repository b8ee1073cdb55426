/** A value of line protocol, by the name of its type in annotated CSV. */
export interface FieldValue {
  readonly type: 'double' | 'long' | 'string' | 'boolean';
  readonly text: string;
}

export interface Line {
  readonly measurement: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, FieldValue>;
  /** Nanoseconds. */
  readonly at: bigint;
}

const longestKey = 65_535;
const int64 = /^-?\d{1,19}$/;
const number = /^-?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** Parts of a text between separators that no backslash and no quote guards. */
function split(text: string, separator: string, hasQuotes: boolean): string[] {
  const parts: string[] = [];
  let [part, isQuoted] = ['', false];
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (character === '\\' && i + 1 < text.length) {
      part += character + (text[++i] as string);
      continue;
    }
    if (character === '"' && hasQuotes) isQuoted = !isQuoted;
    if (character === separator && !isQuoted) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part];
}

/** In names a backslash guards comma, space and equals sign only; elsewhere it is a character. */
const unescaped = (name: string): string => name.replace(/\\([, =])/g, '$1');

function pair(text: string, hasQuotes: boolean): [string, string] {
  const [name = '', ...rest] = split(text, '=', hasQuotes);
  const value = rest.join('=');
  if (name === '' || value === '') throw new Error('missing tag or field value');
  return [unescaped(name), value];
}

function valueOf(text: string): FieldValue {
  if (text.startsWith('"')) {
    if (text.length < 2 || !text.endsWith('"')) throw new Error('unbalanced quotes');
    return { type: 'string', text: text.slice(1, -1).replace(/\\(["\\])/g, '$1') };
  }
  if (/^(t|T|true|f|F|false)$/.test(text)) return { type: 'boolean', text: String(/^t/i.test(text)) };
  const whole = text.endsWith('i') ? text.slice(0, -1) : undefined;
  if (whole !== undefined && int64.test(whole)) return { type: 'long', text: BigInt(whole).toString() };
  if (number.test(text)) return { type: 'double', text: String(Number(text)) };
  throw new Error('invalid number');
}

function parseLine(text: string): Line {
  try {
    const [key = '', fields = '', time = '', ...more] = split(text, ' ', true);
    if (more.length > 0 || fields === '') throw new Error('missing fields');
    if (key.length > longestKey) throw new Error(`max key length exceeded: ${key.length} > ${longestKey}`);
    const [measurement = '', ...tags] = split(key, ',', false);
    if (!int64.test(time)) throw new Error('bad timestamp');
    const at = BigInt(time);
    if (at !== BigInt.asIntN(64, at)) throw new Error('value out of range');
    const named = split(fields, ',', true).map((field) => pair(field, true));
    return {
      measurement: unescaped(measurement),
      tags: new Map(tags.map((tag) => pair(tag, false)).map(([name, value]) => [name, unescaped(value)])),
      fields: new Map(named.map(([name, value]) => [name, valueOf(value)])),
      at,
    };
  } catch (error) {
    throw new Error(`unable to parse '${text}': ${(error as Error).message}`, { cause: error });
  }
}

/** The lines of a body: a line feed inside quotes belongs to its string. */
export function linesOf(body: string): string[] {
  return split(body, '\n', true).filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

/** All lines of a body; throws what is wrong with each of those that cannot be read, as InfluxDB says it. */
export function parsedLines(body: string): Line[] {
  const lines: Line[] = [];
  const wrong: string[] = [];
  for (const text of linesOf(body)) {
    try {
      lines.push(parseLine(text));
    } catch (error) {
      wrong.push((error as Error).message);
    }
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return lines;
}
