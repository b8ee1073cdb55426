import { maxRangePoints, type Quality, type RangePoint, type SeriesName } from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import { DeviceDirectory } from '../devices/device-directory.js';
import { KnownSeries } from './known-series.js';
import { positionText, RawReader, rawPartsOf, readPosition, type RawPosition } from './raw-reader.js';
import type { Selection } from './selection.js';
import { described, headOf, type SeriesAnswer } from './series-answer.js';

/** A page of an answer while it is being filled. */
interface RawColumns extends SeriesName {
  readonly atMs: number[];
  readonly value: number[];
  readonly quality: (Quality | null)[];
}

/** Stored points as JSON, a page at a time. */
@Injectable()
export class RawAnswer {
  constructor(
    private readonly reader: RawReader,
    private readonly known: KnownSeries,
    private readonly directory: DeviceDirectory,
  ) {}

  /** Faults: `request.invalid` (a bad cursor), `device.unknown`, `series.unknown`. */
  async answer(
    selection: Selection,
    page: { cursor?: string | undefined; limit?: number | undefined },
  ): Promise<SeriesAnswer> {
    const parts = rawPartsOf(selection);
    const most = page.limit ?? maxRangePoints;
    const columns = new Map<string, RawColumns>();
    let position: RawPosition | undefined = readPosition(page.cursor, parts.length);
    let partial: string | undefined;
    for (let left = most; left > 0 && position !== undefined;) {
      const part = parts[position.part]!;
      const reply = await this.reader.page(part, selection, { cursor: position.cursor, limit: left });
      for (const point of reply.points) addTo(columns, part.device, point);
      partial ??= reply.partial;
      left -= reply.points.length;
      position = following(position, reply.next, parts.length);
    }
    if (columns.size === 0 && page.cursor === undefined)
      for (const name of await this.known.existing(selection)) columnsOf(columns, name);
    return {
      ...headOf(selection),
      series: [...columns.values()].map((each) => compact(each, this.directory.unitOf(each))),
      ...(position && { next: positionText(position) }),
      ...(partial !== undefined && { partial }),
    };
  }
}

/** Where to read on; undefined at the end. */
export const following = (
  { part }: RawPosition,
  next: string | undefined,
  parts: number,
): RawPosition | undefined => {
  if (next !== undefined) return { part, cursor: next };
  return part + 1 < parts ? { part: part + 1, cursor: '' } : undefined;
};

function columnsOf(all: Map<string, RawColumns>, { device, metric, index }: SeriesName): RawColumns {
  const key = JSON.stringify([device, metric, index]);
  const known = all.get(key);
  if (known) return known;
  const made = { device, metric, ...(index !== undefined && { index }), atMs: [], value: [], quality: [] };
  all.set(key, made);
  return made;
}

function addTo(
  all: Map<string, RawColumns>,
  device: string,
  { metric, index, atMs, value, quality }: RangePoint,
): void {
  const columns = columnsOf(all, { device, metric, ...(index !== undefined && { index }) });
  columns.atMs.push(atMs);
  columns.value.push(value);
  columns.quality.push(quality ?? null);
}

const compact = (
  { quality, ...columns }: RawColumns,
  unit: string | undefined,
): SeriesAnswer['series'][number] =>
  described(
    { ...columns, ...(quality.some((mark) => mark !== null) && { quality }), level: 'raw' as const },
    0,
    unit,
  );
