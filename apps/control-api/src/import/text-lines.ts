/** Characters of a line; a longer one cannot be read. */
export const longestLine = 64 * 1024;

/** Cuts a stream of bytes into lines of text, a chunk at a time. */
export class TextLines {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: false });
  private rest = '';
  private isSkipping = false;

  /** The lines that end in this chunk, without their ends; `undefined` in place of one that is too long. */
  *of(chunk: Uint8Array): Generator<string | undefined> {
    yield* this.cut(this.decoder.decode(chunk, { stream: true }));
  }

  /** The last line, when the file does not end with a line break. */
  *end(): Generator<string | undefined> {
    yield* this.cut(this.decoder.decode());
    if (this.rest !== '' || this.isSkipping) yield this.isSkipping ? undefined : this.rest;
  }

  private *cut(text: string): Generator<string | undefined> {
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      const line = this.rest + text.slice(from, end);
      yield this.isSkipping || line.length > longestLine
        ? undefined
        : line.endsWith('\r')
          ? line.slice(0, -1)
          : line;
      this.rest = '';
      this.isSkipping = false;
      from = end + 1;
    }
    this.rest += text.slice(from);
    if (this.rest.length <= longestLine) return;
    this.rest = '';
    this.isSkipping = true;
  }
}
