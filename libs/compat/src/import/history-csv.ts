import { Fault, quality, type Quality } from '@kilowatch/contracts';
import { readInstant } from '../instant.js';
import { cellsOf } from './csv-cells.js';
import { earliestMs, type ImportReader, rememberedNames, tooEarly } from './import-reader.js';
import { type ImportedSeries, importedSeries } from './imported-series.js';
import { readNumber, shown, whyNoNumber } from './number-text.js';
import type { PointBlock } from './point-block.js';
import { readUnixMs } from './unix-time.js';

const columnNames = ['device', 'metric', 'index', 'time', 'value', 'quality'] as const;
type ColumnName = (typeof columnNames)[number];
type Heading = Readonly<Record<ColumnName, number>> & { readonly width: number };

const headingWords =
  'The first line must name the columns time, metric, value and device (or give ?device=…), and may name index and quality';

/** Where each column is, -1 for one that is not there. Fault: `request.invalid`. */
function readHeading(line: string, device: string | undefined): Heading {
  const names = (cellsOf(line) ?? []).map((name) => name.trim().toLowerCase());
  const problem = (words: string) => new Fault('request.invalid', `${headingWords}; ${words}`);
  const unknown = names.find((name) => !columnNames.includes(name as ColumnName));
  if (unknown !== undefined) throw problem(`got ${shown(unknown)}`);
  const heading = Object.fromEntries(columnNames.map((name) => [name, names.indexOf(name)])) as Record<
    ColumnName,
    number
  >;
  const needed = columnNames.filter(
    (name) => name !== 'index' && name !== 'quality' && !(name === 'device' && device !== undefined),
  );
  const missing = needed.filter((name) => heading[name] === -1);
  if (missing.length > 0) throw problem(`${missing.join(', ')} is missing`);
  return { ...heading, width: names.length };
}

const qualityOf = (text: string): Quality | null | undefined =>
  text === '' || text === 'good' ? null : quality.options.find((known) => known === text);

/**
 * CSV (RFC 4180) with a heading, one point a line: what `GET /api/v1/history?step=raw&format=csv` gives. A quoted cell may not hold a line
 * break. Points of one series that follow each other with the same time keep their order: it is their ordinal.
 */
export class HistoryCsv implements ImportReader {
  private heading: Heading | undefined;
  private readonly series = new Map<string, ImportedSeries | string>();
  private readonly days = new Days();

  constructor(private readonly device: string | undefined) {}

  isIdle(line: string): boolean {
    if (line.trim() === '') return true;
    if (this.heading) return false;
    this.heading = readHeading(line, this.device);
    return true;
  }

  read(line: string, number: number, block: PointBlock): string | undefined {
    const { heading } = this;
    const cells = cellsOf(line);
    if (!heading || !cells) return 'a quote is not closed: a cell may not hold a line break';
    if (cells.length !== heading.width)
      return `${heading.width} cells were expected, there are ${cells.length}`;
    const cell = (name: ColumnName): string => cells[heading[name]] ?? '';
    const time = cell('time');
    const atMs = this.days.read(time);
    if (Number.isNaN(atMs))
      return `the time must be as 2025-01-01T12:00:00Z, or Unix time in ms; got ${shown(time)}`;
    if (atMs < earliestMs) return tooEarly(atMs, 'ms');
    const value = readNumber(cell('value'));
    if (Number.isNaN(value)) return whyNoNumber(cell('value'));
    const mark = qualityOf(cell('quality'));
    if (mark === undefined)
      return `the quality must be empty or one of ${quality.options.join(', ')}; got ${shown(cell('quality'))}`;
    const series = this.seriesOf(
      heading.device === -1 ? (this.device ?? '') : cell('device'),
      cell('metric'),
      cell('index'),
    );
    if (typeof series === 'string') return series;
    block.add(series, number, { atMs, value, ordinal: series.positionAt(atMs), quality: mark ?? undefined });
    return undefined;
  }

  private seriesOf(device: string, metric: string, index: string): ImportedSeries | string {
    const key = `${device}\0${metric}\0${index}`;
    const known = this.series.get(key);
    if (known !== undefined) return known;
    if (this.series.size >= rememberedNames) this.series.clear();
    const made = importedSeries(device || (this.device ?? ''), metric, index);
    this.series.set(key, made);
    return made;
  }
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const usual = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/;

/** Reads times; those of one day, which follow each other, without looking the day up again. */
class Days {
  private day = '';
  private dayMs = 0;

  /** UTC epoch ms, NaN when it is no time. */
  read(text: string): number {
    if (!usual.test(text)) return readInstant(text) ?? readUnixMs(text, 'ms');
    const day = text.slice(0, 10);
    if (day !== this.day) {
      this.dayMs = readInstant(day) ?? Number.NaN;
      this.day = day;
    }
    const [hour, minute, second] = [pair(text, 11), pair(text, 14), pair(text, 17)];
    if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
    const ms = text.length === 24 ? digit(text, 20) * 100 + pair(text, 21) : 0;
    return this.dayMs + ((hour * 60 + minute) * 60 + second) * 1_000 + ms;
  }
}

const pair = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);
