import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { SensorSeries } from './sensor-series.js';
import type { Question, Summary } from './summaries.js';

/** Undefined: not known yet; null: there are no values in the range. */
export type ShownSummary = Summary | null | undefined;

/** What is known of series over one range, each shown as soon as it comes. */
export class SummaryBoard {
  private readonly shown = new Map<string, Signal<ShownSummary>>();
  /** In which round each was read. */
  private readonly rounds = new Map<string, string>();

  of(id: string): ReadonlySignal<ShownSummary> {
    return this.entry(id);
  }

  /** Those that were not read in this round. */
  missing(series: Iterable<SensorSeries>, round: string): SensorSeries[] {
    return [...series].filter(({ id }) => this.rounds.get(id) !== round);
  }

  /** What was answered; a series that was asked for and is not in the answer has no values. */
  take(
    answer: ReadonlyMap<string, Summary>,
    { devices, metrics }: Question,
    asked: readonly SensorSeries[],
    round: string,
  ): void {
    batch(() => {
      for (const { id, device, metric } of asked) {
        if (!devices.includes(device) || !metrics.includes(metric)) continue;
        this.entry(id).value = answer.get(id) ?? null;
        this.rounds.set(id, round);
      }
    });
  }

  /** Another range is looked at: nothing is known of it. */
  clear(): void {
    this.rounds.clear();
    batch(() => this.shown.forEach((summary) => (summary.value = undefined)));
  }

  private entry(id: string): Signal<ShownSummary> {
    const known = this.shown.get(id) ?? signal<ShownSummary>(undefined);
    this.shown.set(id, known);
    return known;
  }
}
