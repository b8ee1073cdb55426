import type { PointChanges } from './point-changes.js';

/** Points of a series that lie closer together than this are told as one run. */
const runGapMs = 3_600_000;

/** Gathers where points changed in a transaction, so that a batch of them is told as a few runs. */
export class ChangedRuns {
  private readonly runs = new Map<number, { fromMs: number; toMs: number }>();

  constructor(private readonly changes: PointChanges) {}

  add(series: number, atMs: number): void {
    const run = this.runs.get(series);
    const isNear = run && atMs >= run.fromMs - runGapMs && atMs <= run.toMs + runGapMs;
    if (!isNear) {
      if (run) this.changes.noted(series, run.fromMs, run.toMs);
      this.runs.set(series, { fromMs: atMs, toMs: atMs });
      return;
    }
    if (atMs < run.fromMs) run.fromMs = atMs;
    else if (atMs > run.toMs) run.toMs = atMs;
  }

  /** To be called at the end of the transaction. */
  tell(): void {
    for (const [series, { fromMs, toMs }] of this.runs) this.changes.noted(series, fromMs, toMs);
    this.runs.clear();
  }

  forget(): void {
    this.runs.clear();
  }
}
