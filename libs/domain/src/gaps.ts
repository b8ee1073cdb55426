/** So many times the usual distance of two readings may pass before the line between them is a guess. */
const usualDistances = 3;

const medianOf = (numbers: Float64Array): number => {
  const sorted = numbers.toSorted();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/**
 * Where nothing was heard, as pairs of neighbouring times: a gap is a distance larger than three times the step, and larger than three times
 * the median distance, so that a sensor that speaks seldom has no gaps but where it was silent.
 * @param atMs times in UTC epoch ms, ascending: of readings, or the starts of windows that have some
 * @param stepMs length of the windows in ms; 0 for readings
 */
export function gapsOf(atMs: ArrayLike<number>, stepMs: number): [number, number][] {
  if (atMs.length < 2) return [];
  const distances = Float64Array.from({ length: atMs.length - 1 }, (_, i) => atMs[i + 1]! - atMs[i]!);
  const longestMs = usualDistances * Math.max(stepMs, medianOf(distances));
  const gaps: [number, number][] = [];
  for (const [i, distance] of distances.entries())
    if (distance > longestMs) gaps.push([atMs[i]!, atMs[i + 1]!]);
  return gaps;
}
