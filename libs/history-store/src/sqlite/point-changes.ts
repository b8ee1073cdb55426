/** Hears where the points of a series changed: what was made of them is out of date there. */
export interface PointChanges {
  /**
   * Points of [fromAtMs, toAtMs], both inclusive, were added or deleted. Called within the transaction that does it; several
   * times for one series where they lie far apart.
   */
  noted(series: number, fromAtMs: number, toAtMs: number): void;

  /** The transaction was rolled back: what was noted in it did not happen. */
  rolledBack(): void;
}

export const unheardChanges: PointChanges = { noted: () => undefined, rolledBack: () => undefined };
