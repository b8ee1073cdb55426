import type { PointColumns, Reading } from '@kilowatch/contracts';

/** Imported columns as readings, in their order. `of` must name existing series. */
export function readingsOf(columns: PointColumns, receivedAtMs: number): Reading[] {
  const { series, of, atMs, value, ordinal, quality } = columns;
  return of.map((named, i) => {
    const grade = quality?.[i];
    return {
      ...series[named]!,
      value: value[i]!,
      atMs: atMs[i]!,
      receivedAtMs,
      ordinal: ordinal?.[i] ?? 0,
      ...(grade && { quality: grade }),
    };
  });
}
