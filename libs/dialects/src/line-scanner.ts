/** Line protocol as it is written, before anybody asks what it means. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly measurement: string;
  readonly tags: readonly (readonly [key: string, value: string])[];
  /** Texts among them are left out: they measure nothing. */
  readonly fields: readonly (readonly [key: string, value: number])[];
  /** As sent; empty: none. */
  readonly time: string;
  /** As it was sent, with its end of line. */
  readonly text: string;
}

export interface LineProblem {
  readonly number: number;
  readonly reason: string;
  readonly text: string;
}

const integer = /^[+-]?\d+[iu]$/;
const float = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const booleans: ReadonlyMap<string, number> = new Map([
  ...['t', 'T', 'true', 'True', 'TRUE'].map((word): [string, number] => [word, 1]),
  ...['f', 'F', 'false', 'False', 'FALSE'].map((word): [string, number] => [word, 0]),
]);
const escapable = ', =\\"';
const wholeNumber = /^-?\d+$/;

/** What needs no second look, up to one of these signs. */
const plainUntil = {
  ', ': /[^\\, \n\r]*/y,
  '=, ': /[^\\=, \n\r]*/y,
  ' ': /[^\\ \n\r]*/y,
} as const;

class Malformed extends Error {}

/**
 * Reads `measurement[,tag=value…] field=value[,field=value…] [time]`, line by line. A text in quotes may go over several lines; a
 * malformed line costs no other.
 * Source: https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/
 */
export class LineScanner {
  #at = 0;
  #number = 0;

  constructor(private readonly text: string) {}

  /** The next line with something on it; undefined at the end. */
  next(): Line | LineProblem | undefined {
    while (this.#at < this.text.length) {
      const start = this.#at;
      this.#number += 1;
      const number = this.#number;
      try {
        const line = this.#line(number);
        if (line) return line;
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        this.#number = number;
        this.#at = start;
        this.#skipLine();
        return { number, reason: error.message, text: this.text.slice(start, this.#at) };
      }
    }
    return undefined;
  }

  #line(number: number): Line | undefined {
    const start = this.#at;
    this.#skipBlanks();
    if (this.#isOver() || this.text[this.#at] === '#') {
      this.#skipLine();
      return undefined;
    }
    const measurement = this.#until(', ');
    if (measurement === '') throw new Malformed('the measurement is missing');
    const tags: [string, string][] = [];
    while (this.#take(',')) tags.push([this.#key('tag'), this.#until(', ')]);
    if (!this.#take(' ')) throw new Malformed('there are no fields: a blank and field=value must follow');
    this.#skipBlanks();
    const fields = this.#fields();
    this.#skipBlanks();
    const time = this.#until(' ');
    this.#skipBlanks();
    if (!this.#isOver()) throw new Malformed('something follows the time: escape a blank with a backslash');
    if (time !== '' && !wholeNumber.test(time)) throw new Malformed('the time must be a whole number');
    this.#skipLine();
    return { number, measurement, tags, fields, time, text: this.text.slice(start, this.#at) };
  }

  #fields(): [string, number][] {
    const fields: [string, number][] = [];
    do {
      const key = this.#key('field');
      const value = this.text[this.#at] === '"' ? this.#quoted() : numberOf(this.#until(', '), key);
      if (value !== undefined) fields.push([key, value]);
    } while (this.#take(','));
    return fields;
  }

  #key(of: 'tag' | 'field'): string {
    const key = this.#until('=, ');
    if (key === '' || !this.#take('=')) throw new Malformed(`a ${of} must be written key=value`);
    return key;
  }

  /** Passes over a text. */
  #quoted(): undefined {
    for (this.#at += 1; this.#at < this.text.length; this.#at += 1) {
      const char = this.text[this.#at];
      if (char === '\\') this.#at += 1;
      else if (char === '\n') this.#number += 1;
      else if (char === '"') {
        this.#at += 1;
        return undefined;
      }
    }
    throw new Malformed('a text has no closing quote');
  }

  /** Up to one of these or the end of the line; a backslash before one of the signs of the language takes it as it is. */
  #until(stops: keyof typeof plainUntil): string {
    const plain = plainUntil[stops];
    let taken = '';
    for (;;) {
      const start = this.#at;
      plain.lastIndex = start;
      plain.test(this.text);
      this.#at = plain.lastIndex;
      taken += this.text.slice(start, this.#at);
      if (this.text[this.#at] !== '\\') return taken;
      const next = this.text[this.#at + 1];
      const isEscaped = next !== undefined && escapable.includes(next);
      taken += isEscaped ? next : '\\';
      this.#at += isEscaped ? 2 : 1;
    }
  }

  #take(char: string): boolean {
    if (this.text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #skipBlanks(): void {
    while (this.text[this.#at] === ' ' || this.text[this.#at] === '\t') this.#at += 1;
  }

  #isOver(): boolean {
    const char = this.text[this.#at];
    return char === undefined || char === '\n' || char === '\r';
  }

  #skipLine(): void {
    const end = this.text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.text.length : end + 1;
  }
}

function numberOf(text: string, key: string): number {
  const value = integer.test(text)
    ? Number(text.slice(0, -1))
    : float.test(text)
      ? Number(text)
      : (booleans.get(text) ?? Number.NaN);
  if (Number.isFinite(value)) return value;
  throw new Malformed(
    `"${key.slice(0, 60)}" must be a number, a truth value or a text in quotes; it is ${JSON.stringify(text.slice(0, 60))}`,
  );
}
