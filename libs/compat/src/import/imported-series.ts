import { type SeriesName, seriesName } from '@kilowatch/contracts';

/** One series of a file that is being imported. */
export class ImportedSeries {
  /** Characters that its name takes in a message, at most. */
  readonly cost: number;
  private lastAtMs = Number.NaN;
  private position = 0;

  constructor(readonly name: SeriesName) {
    this.cost = 2 * JSON.stringify(name).length;
  }

  /** The ordinal of a point that has none: its place among those of its time which directly follow each other. */
  positionAt(atMs: number): number {
    this.position = atMs === this.lastAtMs ? this.position + 1 : 0;
    this.lastAtMs = atMs;
    return this.position;
  }
}

/** The series of this name, or why there can be none. */
export function importedSeries(
  device: string,
  metric: string,
  index: string | undefined,
): ImportedSeries | string {
  const name = { device, metric, ...(index !== undefined && index !== '' && { index }) };
  const { success, data, error } = seriesName.safeParse(name);
  if (success) return new ImportedSeries(data);
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}
