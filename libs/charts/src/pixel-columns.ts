import { firstAtOrAfter, type SeriesColumns } from './series-columns.js';

/** A series as a screen can show it: at most one entry per pixel, with the extremes of everything in it. */
export interface PixelColumns {
  readonly length: number;
  readonly atMs: Float64Array;
  /** The mean of what falls into the pixel. */
  readonly value: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** 1 where a line begins: nothing joins this entry to the one before. */
  readonly isStart: Uint8Array;
  /** Whether some entry has extremes apart from its value. */
  readonly hasExtremes: boolean;
}

export interface PixelSpan {
  fromMs: number;
  toMs: number;
  widthPx: number;
}

/**
 * Thins a series to the pixels of a span, and one entry beyond either edge. Pixels are counted from the epoch, so that a span
 * that moves with the clock does not make the curve tremble. No extreme is lost, and a break stays a break: only one that
 * begins and ends within one pixel cannot be seen.
 */
export function toPixels(columns: SeriesColumns, { fromMs, toMs, widthPx }: PixelSpan): PixelColumns {
  const { atMs, value, min, max } = columns;
  const first = Math.max(0, firstAtOrAfter(atMs, fromMs) - 1);
  const end = Math.min(atMs.length, firstAtOrAfter(atMs, toMs) + 1);
  const pixelMs = (toMs - fromMs) / Math.max(1, widthPx);
  const isDense = end - first > widthPx;
  const out = entries(isDense ? Math.min(end - first, Math.ceil(widthPx) + 4) : end - first);
  let at = -1;
  let pixel = NaN;
  let count = 0;
  let isBroken = true;
  let hasExtremes = false;
  for (let i = first; i < end; i += 1) {
    const mean = value[i]!;
    if (Number.isNaN(mean)) {
      isBroken = true;
      continue;
    }
    const own = isDense ? Math.floor(atMs[i]! / pixelMs) : i;
    if (own === pixel) {
      count += 1;
      out.value[at]! += (mean - out.value[at]!) / count;
      out.min[at] = Math.min(out.min[at]!, min[i]!);
      out.max[at] = Math.max(out.max[at]!, max[i]!);
    } else {
      at += 1;
      pixel = own;
      count = 1;
      out.atMs[at] = isDense ? (own + 0.5) * pixelMs : atMs[i]!;
      out.value[at] = mean;
      out.min[at] = min[i]!;
      out.max[at] = max[i]!;
      out.isStart[at] = isBroken ? 1 : 0;
    }
    hasExtremes ||= out.max[at]! > out.min[at]!;
    isBroken = false;
  }
  return { ...out, length: at + 1, hasExtremes };
}

/** Room for so many entries. */
const entries = (most: number) => ({
  atMs: new Float64Array(most),
  value: new Float64Array(most),
  min: new Float64Array(most),
  max: new Float64Array(most),
  isStart: new Uint8Array(most),
});

/** The least and the greatest of what a span shows; undefined: it shows nothing. */
export function extremesOf(
  { atMs, min, max }: SeriesColumns,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): { low: number; high: number } | undefined {
  let low = Infinity;
  let high = -Infinity;
  const end = firstAtOrAfter(atMs, toMs);
  for (let i = firstAtOrAfter(atMs, fromMs); i < end; i += 1) {
    if (min[i]! < low) low = min[i]!;
    if (max[i]! > high) high = max[i]!;
  }
  return low <= high ? { low, high } : undefined;
}

export const nothing: PixelColumns = { ...entries(0), length: 0, hasExtremes: false };
