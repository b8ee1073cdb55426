import { quality, type Quality } from '@kilowatch/contracts';
import { earliestMs, type ImportReader, rememberedNames, tooEarly } from './import-reader.js';
import type { ImportedSeries } from './imported-series.js';
import { type LineHead, readLineHead, unescaped } from './line-head.js';
import { readNumber, shown, whyNoNumber } from './number-text.js';
import { maxLinePoints, type PointBlock } from './point-block.js';
import { nanosWithinMs, readUnixMs, type TimePrecision } from './unix-time.js';

const integer = /^[+-]?\d+[iu]$/;
const truth = /^(?:t|true|f|false)$/i;

/** The number of a field; NaN when there is none that can be kept. `12i` and `12u` are whole numbers. */
const readField = (text: string): number => readNumber(integer.test(text) ? text.slice(0, -1) : text);

const whyNoField = (key: string, text: string): string => {
  if (text.startsWith('"')) return `${key} is text, ${shown(text)}: only numbers are kept`;
  if (truth.test(text)) return `${key} is ${text}: only numbers are kept; write 1 or 0`;
  return `${key}: ${whyNoNumber(integer.test(text) ? text.slice(0, -1) : text)}`;
};

/** Where a character stands that is neither escaped nor, with `isQuotable`, within quotes; -1 when it does not. */
function findCareful(line: string, wanted: string, from: number, isQuotable: boolean): number {
  let isQuoted = false;
  for (let i = from; i < line.length; i++) {
    const character = line[i];
    if (character === '\\') i += 1;
    else if (character === '"' && isQuotable && (isQuoted || line[i - 1] === '=')) isQuoted = !isQuoted;
    else if (character === wanted && !isQuoted) return i;
  }
  return -1;
}

const findPlain = (line: string, wanted: string, from: number): number => line.indexOf(wanted, from);

/** Fields of our own layout that tell more of `value`. */
interface OwnParts {
  ordinal?: number;
  quality?: Quality | undefined;
}

interface Known {
  readonly head: LineHead;
  readonly series: Map<string, ImportedSeries | string>;
}

/**
 * InfluxDB line protocol, see https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/ . What a time has below its
 * millisecond becomes the ordinal, so that InfluxDB's identity of a point (series and nanosecond) is ours.
 */
export class LineProtocol implements ImportReader {
  private readonly heads = new Map<string, Known | string>();
  /** Which head fills a series: two that differ in some tag must not become one. */
  private readonly fillers = new Map<string, string>();
  private readonly found: { series: ImportedSeries; value: number }[] = [];

  constructor(
    private readonly options: { readonly precision: TimePrecision; readonly device?: string | undefined },
  ) {}

  isIdle(line: string): boolean {
    const text = line.trimStart();
    return text === '' || text.startsWith('#');
  }

  read(line: string, number: number, block: PointBlock): string | undefined {
    const text = line.trim();
    const isPlain = !text.includes('\\') && !text.includes('"');
    const find = isPlain ? findPlain : findCareful;
    const headEnd = find(text, ' ', 0, false);
    if (headEnd < 1) return `a line must be "measurement,tag=value field=value time"; got ${shown(text)}`;
    const fieldsAt = afterSpaces(text, headEnd);
    const fieldsEnd = find(text, ' ', fieldsAt, true);
    if (fieldsEnd === -1) return `no time: it must follow the fields, in ${this.options.precision}`;
    const known = this.headOf(text.slice(0, headEnd));
    if (typeof known === 'string') return known;
    const own: OwnParts = {};
    const problem = this.readFields(text.slice(fieldsAt, fieldsEnd), known, { find, own });
    return problem ?? this.addAll(text.slice(afterSpaces(text, fieldsEnd)), number, block, own);
  }

  private readFields(
    fields: string,
    known: Known,
    { find, own }: { find: typeof findCareful; own: OwnParts },
  ): string | undefined {
    this.found.length = 0;
    for (let at = 0; at <= fields.length;) {
      const equals = find(fields, '=', at, true);
      if (equals < at + 1) return `a field must be name=value; got ${shown(fields.slice(at))}`;
      const comma = find(fields, ',', equals + 1, true);
      const end = comma === -1 ? fields.length : comma;
      const problem = this.readOne(fields.slice(at, equals), fields.slice(equals + 1, end), known, own);
      if (problem !== undefined) return problem;
      at = end + 1;
    }
    if (this.found.length === 0) return 'there is no field value in it';
    return this.found.length > maxLinePoints ? `more than ${maxLinePoints} fields in one line` : undefined;
  }

  private readOne(key: string, text: string, known: Known, own: OwnParts): string | undefined {
    const value = readField(text);
    if (Number.isNaN(value)) return whyNoField(key, text);
    if (known.head.isOwn && key !== 'value') return readOwnPart(key, value, own);
    const series = known.series.get(key) ?? this.seriesOf(key, known);
    if (typeof series === 'string') return series;
    this.found.push({ series, value });
    return undefined;
  }

  private addAll(time: string, number: number, block: PointBlock, own: OwnParts): string | undefined {
    const { precision } = this.options;
    const atMs = readUnixMs(time, precision);
    if (Number.isNaN(atMs))
      return `the time must be Unix time in ${precision}, after 1970; got ${shown(time)}`;
    if (atMs < earliestMs) return tooEarly(atMs, `${precision} (the parameter precision)`);
    const ordinal = own.ordinal ?? nanosWithinMs(time, precision);
    for (const { series, value } of this.found)
      block.add(series, number, { atMs, value, ordinal, quality: own.quality });
    return undefined;
  }

  private headOf(text: string): Known | string {
    const known = this.heads.get(text);
    if (known !== undefined) return known;
    if (this.heads.size >= rememberedNames) {
      this.heads.clear();
      this.fillers.clear();
    }
    const head = readLineHead(text, this.options.device);
    const made =
      typeof head === 'string' ? head : { head, series: new Map<string, ImportedSeries | string>() };
    this.heads.set(text, made);
    return made;
  }

  private seriesOf(key: string, { head, series }: Known): ImportedSeries | string {
    const field = unescaped(key);
    const made = head.isOwn ? head.seriesOf(field) : this.unmixed(head.seriesOf(field), head);
    series.set(key, made);
    return made;
  }

  private unmixed(series: ImportedSeries | string, head: LineHead): ImportedSeries | string {
    if (typeof series === 'string') return series;
    const key = JSON.stringify(series.name);
    const filler = this.fillers.get(key) ?? head.text;
    this.fillers.set(key, filler);
    if (filler === head.text) return series;
    const { device, metric } = series.name;
    return `${shown(filler)} and ${shown(head.text)} would both become ${metric} of ${device}: import them apart, each with its own ?device=, or tag them index=…`;
  }
}

const afterSpaces = (text: string, from: number): number => {
  let at = from;
  while (text.charCodeAt(at) === 32) at += 1;
  return at;
};

function readOwnPart(key: string, value: number, own: OwnParts): string | undefined {
  const known = quality.options[value - 1];
  if (key === 'ordinal' && value >= 0 && Number.isSafeInteger(value)) own.ordinal = value;
  else if (key === 'quality' && known !== undefined) own.quality = known;
  else if (key !== 'receivedLagMs') return `${key}=${value} means nothing beside the tags device and name`;
  return undefined;
}
