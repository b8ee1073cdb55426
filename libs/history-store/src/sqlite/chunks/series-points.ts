import { columnRoom, readColumn, writeColumn } from './number-column.js';
import { PointColumns } from './point-columns.js';
import { checkedWords, WordWriter } from './words.js';

const out = new WordWriter();

/** Points of several series, in the order in which they came. */
export class SeriesPoints {
  series = new Float64Array(8);
  readonly points = new PointColumns();

  get length(): number {
    return this.points.length;
  }

  push(series: number, points: PointColumns, i: number): void {
    const at = this.length;
    this.points.pushOf(points, i);
    this.lengthen();
    this.series[at] = series;
  }

  /** Packed, in parts of as many points as a column takes. */
  packed(): Uint8Array {
    out.clear();
    for (let from = 0; from < this.length; from += columnRoom) {
      const to = Math.min(this.length, from + columnRoom);
      out.word(to - from);
      for (const column of this.columns()) writeColumn(out, column, from, to);
    }
    return out.checked();
  }

  /** Appends what was packed. */
  unpack(bytes: Uint8Array): void {
    const words = checkedWords(bytes);
    for (let at = 0; at < words.length;) {
      const [from, count] = [this.length, words[at++]!];
      this.points.lengthen(from + count);
      this.lengthen();
      for (const column of this.columns()) at = readColumn(words, at, column, from, count);
    }
  }

  clear(): void {
    this.points.clear();
  }

  private columns(): readonly Float64Array[] {
    const { atMs, ordinal, value, lagMs, quality } = this.points;
    return [this.series, atMs, ordinal, value, lagMs, quality];
  }

  private lengthen(): void {
    if (this.series.length >= this.length) return;
    const longer = new Float64Array(this.points.atMs.length);
    longer.set(this.series);
    this.series = longer;
  }
}
