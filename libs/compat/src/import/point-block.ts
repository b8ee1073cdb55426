import { maxImportedPoints, type PointColumns, type Quality, type SeriesName } from '@kilowatch/contracts';
import type { ImportedSeries } from './imported-series.js';

/** Most points that one line may hold. */
export const maxLinePoints = 500;

/** Characters that the names of a block may take: with its numbers it must fit into a message. */
const maxNamesCost = 100_000;

/** Points of a file, collected as the columns of `historyImport` until there are enough for a question. */
export class PointBlock {
  /** The line of the file that each point was on, from 1. */
  readonly lines: number[] = [];
  private readonly series: SeriesName[] = [];
  private readonly slots = new Map<ImportedSeries, number>();
  private readonly of: number[] = [];
  private readonly atMs: number[] = [];
  private readonly value: number[] = [];
  private readonly ordinal: number[] = [];
  private readonly quality: (Quality | null)[] = [];
  private readonly most: number;
  private namesCost = 0;
  private hasOrdinals = false;
  private hasQualities = false;

  /** @param most points after which it is full, or so many as one question may have */
  constructor(most = maxImportedPoints) {
    this.most = Math.min(most, maxImportedPoints - maxLinePoints);
  }

  get length(): number {
    return this.of.length;
  }

  /** Another line might not fit. */
  get isFull(): boolean {
    return this.length >= this.most || this.namesCost >= maxNamesCost;
  }

  add(
    series: ImportedSeries,
    line: number,
    point: { atMs: number; value: number; ordinal: number; quality?: Quality | undefined },
  ): void {
    const { atMs, value, ordinal, quality } = point;
    this.of.push(this.slots.get(series) ?? this.slotFor(series));
    this.lines.push(line);
    this.atMs.push(atMs);
    this.value.push(value);
    this.ordinal.push(ordinal);
    this.quality.push(quality ?? null);
    if (ordinal !== 0) this.hasOrdinals = true;
    if (quality) this.hasQualities = true;
  }

  toColumns(): PointColumns {
    const { series, of, atMs, value, ordinal, quality, hasOrdinals, hasQualities } = this;
    return { series, of, atMs, value, ...(hasOrdinals && { ordinal }), ...(hasQualities && { quality }) };
  }

  private slotFor(series: ImportedSeries): number {
    const slot = this.series.length;
    this.slots.set(series, slot);
    this.series.push(series.name);
    this.namesCost += series.cost;
    return slot;
  }
}
