/** Windows [first, end) of some edges that InfluxDB can make in one go: all as long as `stepMs`, the first and the last perhaps shorter. */
export interface EdgeRun {
  readonly first: number;
  readonly end: number;
  readonly stepMs: number;
  /** Where the grid of the windows begins, ms after a multiple of `stepMs`. */
  readonly offsetMs: number;
}

/**
 * Few runs that make all windows, of at most `most` windows each. Days of a calendar are one but for the two of a year that are
 * shorter or longer, months are some.
 */
export function edgeRunsOf(edgesMs: Float64Array, most: number): EdgeRun[] {
  const runs: EdgeRun[] = [];
  const length = (i: number): number => edgesMs[i + 1]! - edgesMs[i]!;
  const windows = edgesMs.length - 1;
  for (let first = 0; first < windows;) {
    const stepMs = Math.max(length(first), first + 1 < windows ? length(first + 1) : 0);
    const isCut = length(first) < stepMs; // then the grid is that of the window behind it
    let end = first + 1;
    while (end < windows && end - first < most && length(end) === stepMs) end += 1;
    if (end < windows && end - first < most && length(end) < stepMs) end += 1;
    runs.push({ first, end, stepMs, offsetMs: edgesMs[isCut ? first + 1 : first]! % stepMs });
    first = end;
  }
  return runs;
}
