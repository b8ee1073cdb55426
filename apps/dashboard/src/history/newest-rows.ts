import type { RangePoint } from '@kilowatch/contracts';
import type { Span } from '../range/time-span.js';
import { type Row, rowsOf } from './rows.js';

/** Reads raw points, oldest first; `isCut` when there were more than one reply holds. */
export type ReadPoints = (span: Span) => Promise<{ points: readonly RangePoint[]; isCut: boolean }>;

export interface NewestRows {
  /** Newest first, at most a page. */
  rows: Row[];
  hasOlder: boolean;
}

const firstLookMs = 60_000;
const widerBy = 8;

/**
 * The newest rows of a span. The history is read oldest first, so this looks at the end of the span: further back until a
 * page is full, less far when one reply does not hold what is there.
 */
export async function newestRows(read: ReadPoints, span: Span, pageSize: number): Promise<NewestRows> {
  const look = { tooShortMs: 0, tooLongMs: Infinity, ms: firstLookMs };
  let short: Row[] = [];
  for (;;) {
    const fromMs = Math.max(span.fromMs, span.toMs - look.ms);
    const { points, isCut } = await read({ fromMs, toMs: span.toMs });
    const rows = rowsOf(points);
    const isWhole = fromMs === span.fromMs;
    if (!isCut && (rows.length >= pageSize || isWhole)) return page(rows, pageSize, !isWhole);
    if (isCut) look.tooLongMs = look.ms;
    else [look.tooShortMs, short] = [look.ms, rows];
    if (look.tooLongMs - look.tooShortMs <= 1) return page(short.length > 0 ? short : rows, pageSize, true);
    const isBounded = look.tooLongMs < Infinity;
    look.ms = isBounded ? Math.floor((look.tooShortMs + look.tooLongMs) / 2) : look.ms * widerBy;
  }
}

const page = (rows: Row[], pageSize: number, isMoreBefore: boolean): NewestRows => ({
  rows: rows.slice(-pageSize).reverse(),
  hasOlder: isMoreBefore || rows.length > pageSize,
});
