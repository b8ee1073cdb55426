import { type Word, wordsOf } from './flux-words.js';

export type Columns = ReadonlyMap<string, string>;
export type Condition = (columns: Columns) => boolean;

/** What an argument may be: text, a number, a list of texts, a condition, or a call such as `time(v: 1)`. */
export type Value = string | bigint | readonly string[] | Condition | Call;

export interface Call {
  readonly name: string;
  readonly args: ReadonlyMap<string, Value>;
}

/** Reads the Flux that the adapter writes, and nothing else: pipes of calls, conditions of comparisons. */
export class FluxParser {
  private readonly words: Word[];
  private place = 0;
  private isPredicate = false;

  constructor(text: string) {
    this.words = wordsOf(text);
  }

  /** Pipes, each a list of calls. */
  pipes(): Call[][] {
    const pipes: Call[][] = [];
    while (this.place < this.words.length) {
      const calls = [this.call()];
      while (this.takes('|>')) calls.push(this.call());
      pipes.push(calls);
    }
    return pipes;
  }

  /** A delete predicate: comparisons joined by AND, with a single equals sign and without `r.`; `name` is a word of its own there. */
  predicate(): Condition {
    this.isPredicate = true;
    const condition = this.both();
    if (this.place < this.words.length) throw new Error('unexpected end of a predicate');
    return condition;
  }

  private call(): Call {
    const name = this.next().text;
    this.expect('(');
    const args = new Map<string, Value>();
    while (!this.takes(')')) {
      const key = this.next().text;
      this.expect(':');
      args.set(key, this.value());
      this.takes(',');
    }
    return { name, args };
  }

  private value(): Value {
    const word = this.peek();
    if (word.kind === 'string') return this.string();
    if (word.text === '[') return this.list();
    if (word.text === '(') return this.lambda();
    if (/^-?\d+$/.test(word.text)) return BigInt(this.next().text);
    if (this.words[this.place + 1]?.text === '(') return this.call();
    return this.next().text;
  }

  private list(): string[] {
    this.expect('[');
    const items: string[] = [];
    while (!this.takes(']')) {
      items.push(this.next().text);
      this.takes(',');
    }
    return items;
  }

  private lambda(): Condition {
    for (const word of ['(', 'r', ')', '=>']) this.expect(word);
    return this.either();
  }

  private either(): Condition {
    const any = [this.both()];
    while (this.takes('or')) any.push(this.both());
    return (columns) => any.some((meets) => meets(columns));
  }

  private both(): Condition {
    const all = [this.comparison()];
    while (this.takes('and') || this.takes('AND')) all.push(this.comparison());
    return (columns) => all.every((meets) => meets(columns));
  }

  private comparison(): Condition {
    if (this.takes('false')) return () => false;
    if (this.takes('(')) {
      const inner = this.either();
      this.expect(')');
      return inner;
    }
    if (this.takes('r')) this.expect('.');
    const name = this.next();
    const column = name.text;
    if (name.kind === 'other' && column === 'name' && this.isPredicate)
      throw new Error('found NAME, expected identifier');
    if (this.takes('=~')) {
      const matches = new RegExp(this.next().text.slice(1, -1));
      return (columns) => matches.test(columns.get(column) ?? '');
    }
    if (!this.takes('==')) this.expect('=');
    const wanted = this.string();
    return (columns) => columns.get(column) === wanted;
  }

  /** Literals, put together with a plus sign. */
  private string(): string {
    const { kind, text } = this.next();
    if (kind !== 'string') throw new Error(`expected a string, got ${text}`);
    return this.takes('+') ? text + this.string() : text;
  }

  private peek(): Word {
    const word = this.words[this.place];
    if (!word) throw new Error('unexpected end');
    return word;
  }

  private next(): Word {
    const word = this.peek();
    this.place += 1;
    return word;
  }

  private takes(text: string): boolean {
    const word = this.words[this.place];
    if (word?.kind !== 'other' || word.text !== text) return false;
    this.place += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.takes(text))
      throw new Error(`expected ${text}, got ${this.words[this.place]?.text ?? 'the end'}`);
  }
}
